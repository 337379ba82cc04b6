"""Our own vocabulary, trained on our own code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from novaedit.errors import DataError
from novaedit.model.export import save_tokenizer
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.release import TOKENIZER, load_tokenizer_graphs
from novaedit.model.vocabulary import FAMILIES, FIM_TOKENS, OPERATORS, PADDING, special_ids
from novaedit.training.tokenizer import TokenizerConfig, learn, train_tokenizer
from tests.training.code import texts, write_corpus

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

_ODD = "\ufeff\tdef f(*a, **k) -> x: # naïve 日本\r\n    \n  y=x//2 if x!=1.50 else ...\n"


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    return learn(texts("model"), 1024, 2)


def test_it_is_as_large_as_asked_for(tokenizer: PreTrainedTokenizerFast) -> None:
    assert len(tokenizer) == 1024
    assert len(tokenizer.get_vocab()) == 1024


def test_special_tokens_come_first_and_are_one_token_each(tokenizer: PreTrainedTokenizerFast) -> None:
    wanted = {PADDING: 0, **special_ids([], FAMILIES["novaedit"])}
    assert list(wanted.values()) == list(range(15))
    assert {t: tokenizer.encode(t, add_special_tokens=False) for t in wanted} == {
        t: [i] for t, i in wanted.items()
    }
    assert SPECIAL_TOKENS[-1] in wanted


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("around", ["{}", "a {} b", "a{}b", "){}(", "x[{}]"])
def test_operators_stay_whole(tokenizer: PreTrainedTokenizerFast, operator: str, around: str) -> None:
    tokens = tokenizer.tokenize(around.format(operator))
    assert {operator, f"Ġ{operator}"} & set(tokens)


def test_digits_stand_alone(tokenizer: PreTrainedTokenizerFast) -> None:
    assert tokenizer.tokenize("12345") == list("12345")


@pytest.mark.parametrize("text", [*texts("patch"), _ODD], ids=len)
def test_what_is_written_is_what_was_read(tokenizer: PreTrainedTokenizerFast, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) == text


def test_code_takes_fewer_tokens_than_bytes(tokenizer: PreTrainedTokenizerFast) -> None:
    text = "".join(texts("patch"))
    assert len(tokenizer.encode(text, add_special_tokens=False)) < 0.5 * len(text)


def test_no_text_becomes_a_token_for_filling_in(tokenizer: PreTrainedTokenizerFast) -> None:
    ids = set(tokenizer.encode("".join(FIM_TOKENS), add_special_tokens=False))
    assert not ids & {tokenizer.get_vocab()[token] for token in FIM_TOKENS}


def test_the_runtimes_tokenizer_cuts_alike(tokenizer: PreTrainedTokenizerFast, tmp_path: Path) -> None:
    save_tokenizer(tokenizer, tmp_path)
    exported = load_tokenizer_graphs(*((tmp_path / name).read_bytes() for name in TOKENIZER))
    for text in [*texts("languages/python"), _ODD, "".join(SPECIAL_TOKENS), " ".join(OPERATORS)]:
        cut = exported.encode(text, add_special_tokens=False).input_ids.data[0].tolist()
        assert cut == tokenizer.encode(text, add_special_tokens=False)


def test_it_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    config = TokenizerConfig([str(write_corpus(tmp_path / "c.jsonl"))], str(tmp_path / "t"), vocabulary=512)
    made = train_tokenizer(config)
    read = PreTrainedTokenizerFast.from_pretrained(config.out)
    assert read.get_vocab() == made.get_vocab()
    assert read.encode(_ODD, add_special_tokens=False) == made.encode(_ODD, add_special_tokens=False)


@pytest.mark.parametrize(
    ("read", "size", "message"),
    [([], 1024, "no text to learn"), (["x = 1"], 100, "needs 307 tokens at least, not 100")],
)
def test_what_cannot_give_a_vocabulary_is_said(read: list[str], size: int, message: str) -> None:
    with pytest.raises(DataError, match=message):
        learn(read, size, 2)
