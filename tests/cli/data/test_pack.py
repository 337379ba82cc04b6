"""`novaedit data pack` in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.example import dump
from novaedit.dataset.packed import Packed
from novaedit.dataset.tokens import load_tokenizer, tokenizer_hash
from tests.cli.data.command import data
from tests.dataset.records import example
from tests.dataset.vocabulary import byte_tokenizer


@pytest.fixture
def tokenizer(tmp_path: Path) -> Path:
    """As `train tokenizer` leaves it."""
    byte_tokenizer().save_pretrained(tmp_path / "tokenizer")
    return tmp_path / "tokenizer"


def test_pack(tmp_path: Path, tokenizer: Path) -> None:
    """The sums on stderr, the shards readable with the tokenizer that was named."""
    (tmp_path / "a.jsonl").write_text(dump(example()), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(dump(example(patch="<NO_EDIT>")), encoding="utf-8")
    out = tmp_path / "out"
    done = data(
        tmp_path, "pack", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--tokenizer", tokenizer, "--out", out
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("2 records, ")
    assert len(Packed(out, tokenizer_hash(load_tokenizer(tokenizer)))) == 2


def test_a_line_cut_off(tmp_path: Path, tokenizer: Path) -> None:
    """FILE:LINE, exit code 2, and no manifest, so that nobody takes it for a pack."""
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    path.write_text(dump(example()) + dump(example())[:70], encoding="utf-8")
    done = data(tmp_path, "pack", path, "--tokenizer", tokenizer, "--out", out)
    assert done.returncode == 2
    assert done.stderr.startswith(f"novaedit: {path}:2: ")
    assert not (out / "pack.json").exists()


def test_no_tokenizer(tmp_path: Path) -> None:
    """What was looked for is said."""
    (tmp_path / "a.jsonl").write_text(dump(example()), encoding="utf-8")
    done = data(tmp_path, "pack", tmp_path, "--tokenizer", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "no GGUF file and no folder with a tokenizer.json" in done.stderr
