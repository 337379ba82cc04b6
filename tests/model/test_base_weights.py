"""Published weights as the start of training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import torch
from transformers import AutoModelForCausalLM

from novaedit.errors import WeightsError
from novaedit.model.base_weights import load_base
from novaedit.model.prompt import SPECIAL_TOKENS

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


def test_weights_are_as_published_but_for_our_tokens(gguf: Path, checkpoint: Path, tmp_path: Path) -> None:
    model, tokenizer = load_base(gguf, torch.float32)
    published = AutoModelForCausalLM.from_pretrained(checkpoint).state_dict()
    for name, values in model.state_dict().items():
        rows = slice(17, None) if name in ("model.embed_tokens.weight", "lm_head.weight") else slice(None)
        torch.testing.assert_close(values[rows], published[name][rows], atol=0.01, rtol=0)
    matrix = cast("torch.nn.Parameter", model.get_input_embeddings().weight)
    fresh = matrix[3:17]
    assert len({tuple(row.tolist()) for row in fresh}) == len(SPECIAL_TOKENS)
    assert (fresh - matrix.mean(0)).abs().mean() < matrix.std() / 2
    model.save_pretrained(tmp_path)
    assert AutoModelForCausalLM.from_pretrained(tmp_path).config.eos_token_id == tokenizer.eos_token_id == 13


def test_the_tokenizer_has_our_tokens_and_no_others(gguf: Path, tokenizer: PreTrainedTokenizerFast) -> None:
    _, loaded = load_base(gguf, torch.float32)
    text = "".join(SPECIAL_TOKENS) + "<|im_start|>  12\n"
    assert loaded.encode(text) == tokenizer.encode(text)
    assert loaded.encode("".join(SPECIAL_TOKENS)) == list(range(3, 17))


def test_no_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"absent\.gguf"):
        load_base(tmp_path / "absent.gguf", torch.float32)
