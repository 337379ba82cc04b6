"""The writer splits, counts and never writes what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.dataset.example import read_examples
from novaedit.dataset.write import DatasetWriter
from novaedit.errors import WriteError
from tests.dataset.records import example


def test_records_go_to_their_split_and_are_counted(tmp_path: Path) -> None:
    """A held-out repository's record is in dev.jsonl; what is rejected is in the manifest only."""
    with DatasetWriter(tmp_path / "out", {"seed": 1}) as writer:
        assert writer.add(example(repo="pallets/click"))
        assert writer.add(example(repo="pytoolz/toolz", patch="<NO_EDIT>"))
        assert not writer.add(example(repo="other/one"))
        assert not writer.add(example(licence="GPL-3.0", patch="@@ 1-1\n- import os\n+ import sys"))
        writer.reject("region too long", 3)
    train, dev = (list(read_examples(tmp_path / "out" / f"{split}.jsonl")) for split in ("train", "dev"))
    assert [record.provenance.repo for record in (*train, *dev)] == ["pallets/click", "pytoolz/toolz"]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kept"] == {"dev": 1, "train": 1}
    assert manifest["rejected"] == {
        "duplicate": 1,
        "licence not permissive or unknown": 1,
        "region too long": 3,
    }
    assert manifest["train by injector"] == {"missing-colon": 1}
    assert manifest["settings"] == {"seed": 1}


def test_no_manifest_after_a_failure(tmp_path: Path) -> None:
    """A run that broke off must not look complete."""

    def interrupted() -> None:
        with DatasetWriter(tmp_path) as writer:
            writer.add(example())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not (tmp_path / "manifest.json").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    """The path names a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    writer = DatasetWriter(tmp_path / "file" / "out")
    with pytest.raises(WriteError, match="cannot write"):
        writer.__enter__()
