"""Sizes of models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch

from novaedit.errors import ConfigError
from novaedit.model.architecture import Architecture
from novaedit.model.configuration import CONFIGS, read_architecture, transformers_config

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("novaedit-small", 304_137_216), ("novaedit-base", 592_528_640), ("tiny", 106_816)],
)
def test_a_model_is_as_large_as_it_says(
    name: str, parameters: int, tokenizer: PreTrainedTokenizerFast
) -> None:
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(  # type: ignore[no-untyped-call]  # transformers leaves it
            transformers_config("llama", read_architecture(name), tokenizer)
        )
    assert sum(p.numel() for p in model.parameters()) == parameters


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_transformers_writes_is_what_the_runtime_reads(
    path: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    sizes = read_architecture(path.stem)
    assert Architecture.from_config(transformers_config("llama", sizes, tokenizer).to_dict()) == sizes


def test_a_file_will_do(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text((CONFIGS / "tiny.yaml").read_text().replace("layers: 2", "layers: 3"))
    assert read_architecture(str(tmp_path / "mine.yaml")).layers == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [("layers: 3\n", "not the sizes of a model, which are layers, width"), ("[", "not the sizes")],
)
def test_other_files_are_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mine.yaml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        read_architecture(str(tmp_path / "mine.yaml"))


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="known are novaedit-base, novaedit-small, tiny"):
        read_architecture("novaedit-huge")
