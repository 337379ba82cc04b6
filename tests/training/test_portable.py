"""Rounding before the weights travel changes nothing of what is released."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from novaedit.model.adapter import EMBEDDINGS, cut_of, merged, save_adapter
from novaedit.model.checkpoint_files import open_tensors
from novaedit.model.quantise import quantise_rows
from novaedit.model.release import weight_files
from novaedit.training.checkpoint import ADAPTER
from novaedit.training.portable import shrink, shrink_adapter
from tests.model.conftest import release

_LAYER = "model.layers.0.mlp.up_proj"


@pytest.mark.parametrize("kind", ["checkpoint", "qwen_checkpoint"])
def test_a_shrunk_checkpoint_is_released_to_the_same_bytes(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Codes, scales and what is not rounded at all."""
    checkpoint: Path = request.getfixturevalue(kind)
    shrink(checkpoint, tmp_path / "small")
    size = (tmp_path / "small" / "model.safetensors").stat().st_size
    assert size < (checkpoint / "model.safetensors").stat().st_size / 3
    before, after = release(checkpoint, tmp_path / "a"), release(tmp_path / "small", tmp_path / "b")
    names = weight_files(before.manifest)
    assert names == weight_files(after.manifest) != []
    for name in names:
        assert (after.folder / name).read_bytes() == (before.folder / name).read_bytes()


def test_the_codes_are_those_of_the_checkpoint(checkpoint: Path, tmp_path: Path) -> None:
    """Rounding what was rounded gives the same numbers again."""
    shrink(checkpoint, tmp_path / "small")
    with ExitStack() as stack:
        before, after = open_tensors(checkpoint, stack), open_tensors(tmp_path / "small", stack)
        for name in (f"{_LAYER}.weight", "model.embed_tokens.weight"):
            for one, other in zip(quantise_rows(before(name)), quantise_rows(after(name)), strict=True):
                np.testing.assert_array_equal(one, other)
        norm = "model.norm.weight"
        np.testing.assert_array_equal(before(norm), after(norm))


def _trained(checkpoint: Path, folder: Path) -> Path:
    """What a run with `lora_rank` leaves: numbers as they are, and the tokenizer."""
    from safetensors.numpy import save_file

    folder.mkdir()
    random = np.random.default_rng(0)
    shapes = {f"{_LAYER}.lora_a": (2, 64), f"{_LAYER}.lora_b": (96, 2), EMBEDDINGS: (14, 64)}
    save_file({n: random.standard_normal(s).astype(np.float32) for n, s in shapes.items()}, folder / ADAPTER)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_bytes((checkpoint / name).read_bytes())
    return folder


def test_a_shrunk_adapter_is_the_one_that_is_shipped(checkpoint: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    trained = _trained(checkpoint, tmp_path / "trained")
    shrink_adapter(trained, tmp_path / "small", kept=[1, 2, 5], alpha=4)
    save_adapter(tmp_path / "expected", load_file(trained / ADAPTER), alpha=4, kept=[1, 2, 5])
    small = tmp_path / "small" / "adapter.safetensors"
    found, expected = load_file(small), load_file(tmp_path / "expected")
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values)
    cut = cut_of(small)
    assert cut is not None
    assert cut.kept == (1, 2, 5)
    product = merged(lambda _: np.zeros((96, 64), dtype=np.float32), small)(f"{_LAYER}.weight")
    arrays = load_file(trained / ADAPTER)
    np.testing.assert_allclose(product, 2 * arrays[f"{_LAYER}.lora_b"] @ arrays[f"{_LAYER}.lora_a"], atol=0.2)
    assert (tmp_path / "small" / "tokenizer.json").is_file()


def test_as_a_command(checkpoint: Path, tmp_path: Path) -> None:
    """Two words are a whole model, four an adapter."""
    command = [sys.executable, "-m", "novaedit.training.portable"]
    subprocess.run([*command, str(checkpoint), str(tmp_path / "model")], check=True)
    assert (tmp_path / "model" / "config.json").is_file()
    trained = _trained(checkpoint, tmp_path / "trained")
    (tmp_path / "kept.json").write_text("[0, 3]")
    subprocess.run(
        [*command, str(trained), str(tmp_path / "adapter"), str(tmp_path / "kept.json"), "8"], check=True
    )
    cut = cut_of(tmp_path / "adapter" / "adapter.safetensors")
    assert cut is not None
    assert cut.kept == (0, 3)
