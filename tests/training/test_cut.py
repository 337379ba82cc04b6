"""`novaedit train cut`: the tokens that examples use are left, and what they were is written down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.dataset.example import read_examples
from novaedit.errors import DataError, ModelError
from novaedit.model.base_weights import load_tokenizer
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.prompt import SPECIAL_TOKENS, encode_answer, encode_prompt
from novaedit.training.cut import cut_base, kept_file
from tests.training.tiny import write_examples


def test_what_examples_use_is_cut_as_before(gguf: Path, tmp_path: Path) -> None:
    examples = write_examples(tmp_path / "train.jsonl", 8)
    out = tmp_path / "small.gguf"
    cut = cut_base(gguf, out, [str(examples)], 330)
    assert json.loads(kept_file(out).read_text()) == list(cut.kept)
    assert len(cut.kept) <= GgufWeights(out).architecture.vocabulary <= 330
    whole, small = load_tokenizer(gguf), load_tokenizer(out)
    for example in read_examples(examples):
        text = encode_prompt("python", example.region, example.diagnostics)
        text += encode_answer(example.edits(), example.sparse_lines())
        assert [cut.kept[i] for i in small.encode(text)] == whole.encode(text)
    assert all(len(small.encode(token)) == 1 for token in SPECIAL_TOKENS)


def test_several_processes_count_the_same(gguf: Path, tmp_path: Path) -> None:
    files = [str(write_examples(tmp_path / f"{name}.jsonl", 6)) for name in "ab"]
    one = cut_base(gguf, tmp_path / "one.gguf", files, 330)
    assert cut_base(gguf, tmp_path / "two.gguf", files, 330, workers=2) == one


def test_no_example_and_no_room_are_one_sentence(gguf: Path, tmp_path: Path) -> None:
    empty = tmp_path / "none.jsonl"
    empty.touch()
    with pytest.raises(DataError, match="no example to count the tokens of"):
        cut_base(gguf, tmp_path / "small.gguf", [str(empty)], 330)
    examples = write_examples(tmp_path / "train.jsonl", 2)
    with pytest.raises(ModelError, match="has no room"):
        cut_base(gguf, tmp_path / "small.gguf", [str(examples)], 20)
    assert not kept_file(tmp_path / "small.gguf").exists()
