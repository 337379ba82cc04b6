"""Fewer tokens: what they cover is cut as before, and their weights are the published ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from novaedit.errors import ModelError, WeightsError
from novaedit.model.base_weights import load_base, load_tokenizer
from novaedit.model.cutting import Cut, choose, cut_gguf
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.vocabulary import PADDING, build_tokenizer, take_over

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

USED = Path(__file__).read_text("utf-8")
ALWAYS = (PADDING, *SPECIAL_TOKENS)


def cut_for(weights: GgufWeights, tokenizer: PreTrainedTokenizerFast, size: int) -> tuple[Cut, list[str]]:
    vocabulary = take_over(weights.vocabulary, weights.family)
    counts = Counter(tokenizer.encode(USED))
    return choose(vocabulary, weights.merges, counts, size, ALWAYS), vocabulary


@pytest.fixture
def small(gguf: Path, tmp_path: Path) -> tuple[Path, Cut]:
    """The tiny GGUF with 320 of its 400 tokens."""
    cut, vocabulary = cut_for(GgufWeights(gguf), load_tokenizer(gguf), 320)
    cut_gguf(gguf, tmp_path / "small.gguf", cut, vocabulary)
    return tmp_path / "small.gguf", cut


def test_bytes_and_our_tokens_are_always_left(gguf: Path) -> None:
    weights = GgufWeights(gguf)
    cut, vocabulary = cut_for(weights, load_tokenizer(gguf), 300)
    left = set(cut.vocabulary(vocabulary))
    assert left >= set(ALWAYS)
    assert left >= {token for token in vocabulary if len(token) == 1}
    assert len(cut.kept) <= 300


def test_what_a_token_is_merged_from_is_left_too(gguf: Path) -> None:
    weights = GgufWeights(gguf)
    cut, vocabulary = cut_for(weights, load_tokenizer(gguf), 330)
    made = {left + right for left, right in (m.split(" ", 1) for m in cut.merges(vocabulary, weights.merges))}
    assert {token for token in cut.vocabulary(vocabulary) if len(token) > 1} - set(ALWAYS) <= made


def test_no_room_is_one_sentence(gguf: Path) -> None:
    with pytest.raises(ModelError, match="a vocabulary of 20 has no room for the"):
        cut_for(GgufWeights(gguf), load_tokenizer(gguf), 20)


def test_the_rows_are_the_published_ones(small: tuple[Path, Cut], gguf: Path) -> None:
    path, cut = small
    before, after = GgufWeights(gguf), GgufWeights(path)
    assert after.architecture.vocabulary == len(cut.kept)
    name = "model.embed_tokens.weight"
    assert (after.tensor(name) == before.tensor(name)[list(cut.kept)]).all()
    other = "model.layers.1.self_attn.q_proj.weight"
    assert (after.tensor(other) == before.tensor(other)).all()
    assert (cut.tensors(before.tensor)(name) == after.tensor(name)).all()


def test_a_cut_file_is_a_base_to_train_from(small: tuple[Path, Cut]) -> None:
    path, cut = small
    model, tokenizer = load_base(path, torch.float32)
    assert len(tokenizer) == len(cut.kept) == model.config.vocab_size
    for token in SPECIAL_TOKENS:
        assert len(tokenizer.encode(token)) == 1


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"absent\.gguf: cannot be cut"):
        cut_gguf(tmp_path / "absent.gguf", tmp_path / "out.gguf", Cut((0,)), ["a"])


@settings(deadline=None, max_examples=60)  # a tokenizer is built each time
@given(text=st.text(max_size=60) | st.lists(st.sampled_from(USED.split()), max_size=12).map(" ".join))
def test_text_comes_back_and_what_is_covered_is_cut_as_before(gguf: Path, text: str) -> None:
    """Any text can still be written; where no dropped token is needed, nothing changes."""
    weights = GgufWeights(gguf)
    whole = load_tokenizer(gguf)
    cut, vocabulary = cut_for(weights, whole, 340)
    small = build_tokenizer(
        cut.vocabulary(vocabulary), cut.merges(vocabulary, weights.merges), weights.family
    )
    ids = small.encode(text, add_special_tokens=False)
    assert small.decode(ids) == text
    before = whole.encode(text, add_special_tokens=False)
    if set(before) <= set(cut.kept):
        assert [cut.kept[i] for i in ids] == before
