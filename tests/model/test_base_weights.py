"""Published weights as the start of training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM

from novaedit.errors import WeightsError
from novaedit.model.adapter import EMBEDDINGS, save_adapter
from novaedit.model.base_weights import load_adapted, load_base
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


def test_an_adapter_is_merged_and_its_vocabulary_kept(gguf: Path, tmp_path: Path) -> None:
    """What would be rounded: the sum, for the tokens that the adapter was trained with."""
    published, whole = load_base(gguf, torch.float32)
    low, high = np.ones((1, 64), dtype=np.float32), np.full((96, 1), 0.5, dtype=np.float32)
    rows = np.random.default_rng(0).standard_normal((len(SPECIAL_TOKENS), 64)).astype(np.float16)
    name, kept = "model.layers.0.mlp.up_proj", range(len(whole) - 20)
    arrays = {f"{name}.lora_a": low, f"{name}.lora_b": high, EMBEDDINGS: rows.astype(np.float32)}
    save_adapter(tmp_path / "adapter.safetensors", arrays, alpha=2, kept=kept)
    model, tokenizer = load_adapted(gguf, tmp_path / "adapter.safetensors", torch.float32)
    before, after = published.state_dict(), model.state_dict()
    torch.testing.assert_close(after[f"{name}.weight"], before[f"{name}.weight"] + 1, atol=1e-3, rtol=0)
    other = "model.layers.1.mlp.up_proj.weight"
    torch.testing.assert_close(after[other], before[other])
    matrix = after["model.embed_tokens.weight"]
    assert len(matrix) == len(tokenizer) == len(kept)
    torch.testing.assert_close(matrix[3:17], torch.from_numpy(rows).float())
    assert tokenizer.encode("def f():" + SPECIAL_TOKENS[0])[-1] == 3


def test_no_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"absent\.gguf"):
        load_base(tmp_path / "absent.gguf", torch.float32)
