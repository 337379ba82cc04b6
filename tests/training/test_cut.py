"""`novaedit train cut`: the tokens that examples use are left, and what they were is written down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.dataset.example import read_examples
from novaedit.errors import DataError, ModelError, WeightsError
from novaedit.model.adapter import save_adapter
from novaedit.model.base_weights import load_tokenizer
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.prompt import SPECIAL_TOKENS, encode_answer, encode_prompt
from novaedit.training.cut import cut_base, cut_like, kept_file
from tests.training.command import run_train
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


def test_an_adapter_says_what_is_left(gguf: Path, tmp_path: Path) -> None:
    examples = write_examples(tmp_path / "train.jsonl", 8)
    first, again = tmp_path / "first.gguf", tmp_path / "again.gguf"
    cut = cut_base(gguf, first, [str(examples)], 330)
    adapter = tmp_path / "adapter.safetensors"
    save_adapter(adapter, {}, alpha=1, kept=cut.kept)
    assert cut_like(gguf, again, adapter) == cut
    assert again.read_bytes() == first.read_bytes()
    assert kept_file(again).read_text() == kept_file(first).read_text()


@pytest.mark.parametrize(
    ("kept", "message"), [(None, "has the whole vocabulary"), ([3, 10**6], "a vocabulary larger than")]
)
def test_another_adapter_cuts_nothing(
    gguf: Path, tmp_path: Path, kept: list[int] | None, message: str
) -> None:
    save_adapter(tmp_path / "adapter", {}, alpha=1, kept=kept)
    with pytest.raises(WeightsError, match=message):
        cut_like(gguf, tmp_path / "cut.gguf", tmp_path / "adapter")
    assert not (tmp_path / "cut.gguf").exists()


def test_the_command_wants_one_way_to_choose(gguf: Path, tmp_path: Path) -> None:
    done = run_train("cut", str(gguf), str(tmp_path / "out.gguf"))
    assert done.returncode == 2
    assert "either --examples or --like says which tokens are left" in done.stderr


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
