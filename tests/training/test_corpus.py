"""Reading code to learn from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from novaedit.dataset.example import dump
from novaedit.errors import DataError
from novaedit.training.corpus import read_texts, read_tokens
from novaedit.training.tokenizer import learn
from tests.dataset.records import LINES, example
from tests.training.code import texts

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    return learn(texts("patch"), 400, 2)


def test_texts_and_examples_of_code_are_read(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"text": "x = 1\n"}) + "\n" + dump(replace(example(), kind="code")))
    assert list(read_texts([path])) == ["x = 1\n", "\n".join(LINES) + "\n"]


def test_each_text_ends_with_the_padding_token(tmp_path: Path, tokenizer: PreTrainedTokenizerFast) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in ("a = 1\n", "<PATCH_END>")))
    first, second, rest = np.split(tokens := read_tokens([path], tokenizer), np.flatnonzero(tokens == 0) + 1)
    assert tokenizer.decode(first[:-1].tolist()) == "a = 1\n"
    assert tokenizer.eos_token_id not in second  # it stays text
    assert len(rest) == 0


def test_ready_tokens_are_taken_as_they_are(tmp_path: Path, tokenizer: PreTrainedTokenizerFast) -> None:
    np.savez_compressed(tmp_path / "s.npz", tokens=np.array([5, 6, 0], np.uint16))
    assert read_tokens([tmp_path / "s.npz"], tokenizer).tolist() == [5, 6, 0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "c.jsonl:1: Expecting"),
        ("[]", "c.jsonl:1: not a record"),
        (dump(example()), "c.jsonl:1: neither a text nor an Example of kind code"),
    ],
)
def test_what_is_no_code_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(line)
    with pytest.raises(DataError, match=message):
        list(read_texts([path]))


@pytest.mark.parametrize(
    ("arrays", "message"), [({"ids": [1]}, "not a shard"), ({"tokens": [9999]}, "9999 is not in")]
)
def test_tokens_of_another_kind_are_refused(
    tmp_path: Path, tokenizer: PreTrainedTokenizerFast, arrays: dict[str, list[int]], message: str
) -> None:
    for name, values in arrays.items():
        np.savez(tmp_path / "s.npz", allow_pickle=False, **{name: np.array(values)})
    with pytest.raises(DataError, match=message):
        read_tokens([tmp_path / "s.npz"], tokenizer)
