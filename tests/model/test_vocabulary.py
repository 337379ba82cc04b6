"""Our tokens in a pretrained vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from novaedit.errors import ModelError
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.vocabulary import END, FAMILIES, family_named, special_ids, take_over

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


def test_ours_fit_the_ids_that_smollm2_reserves() -> None:
    assert list(special_ids([], FAMILIES["smollm"]).values()) == list(range(3, 17))


def test_ours_are_rows_that_qwen_never_encodes_to() -> None:
    ids = special_ids([], FAMILIES["qwen2"]).values()
    assert (min(ids), max(ids)) == (151_665, 151_678)


def test_only_the_spare_entries_change() -> None:
    vocabulary = [f"t{i}" for i in range(30)]
    renamed = take_over(vocabulary, FAMILIES["smollm"])
    assert renamed == [*vocabulary[:3], *SPECIAL_TOKENS, *vocabulary[17:]]


def test_a_vocabulary_without_room_is_refused() -> None:
    with pytest.raises(ModelError, match="none left for"):
        take_over(["a"] * 10, FAMILIES["smollm"])


def test_an_unknown_tokenizer_is_refused() -> None:
    with pytest.raises(ModelError, match="'bert' is unknown; known are smollm, qwen2"):
        family_named("bert")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 12", ["x", "Ġ=", "Ġ", "1", "2"]),
        ("\n    1,", ["ĊĠĠĠĠ", "1", ","]),
        ("  y", ["Ġ", "Ġy"]),
        ("it's", ["it", "'s"]),
        ("a  \n", ["a", "ĠĠĊ"]),
    ],
)
def test_text_is_cut_as_in_pretraining(
    text: str, words: list[str], tokenizer: PreTrainedTokenizerFast
) -> None:
    cut = tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)
    assert [word for word, _ in cut] == words


def test_the_end_token_ends_generation(tokenizer: PreTrainedTokenizerFast) -> None:
    assert tokenizer.convert_tokens_to_ids(END) == tokenizer.eos_token_id
