"""A folder of parts: everything or nothing, and leftovers go."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.store import FolderStore
from novaedit.errors import WriteError


def test_written_and_read(tmp_path: Path) -> None:
    """And nothing beside it."""
    store = FolderStore(tmp_path / "new")
    assert store.read("a") is None
    store.write("a", b"1")
    store.write("a", b"2")
    assert store.read("a") == b"2"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a"]


def test_failure_leaves_nothing(tmp_path: Path) -> None:
    """Neither the content nor the beginning of it."""
    store = FolderStore(tmp_path)
    (tmp_path / "a").mkdir()
    with pytest.raises(WriteError, match="cannot write"):
        store.write("a", b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_clean(tmp_path: Path) -> None:
    """Only what a killed run was writing is removed; a folder that is not there yet is clean."""
    FolderStore(tmp_path / "none").clean()
    for name in (".x.tmp", "a.jsonl", "x.tmp"):
        (tmp_path / name).touch()
    FolderStore(tmp_path).clean()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "x.tmp"]
