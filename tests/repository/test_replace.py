"""One file, replaced atomically."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from novaedit.errors import RepositoryError
from novaedit.repository.replace import DiskFile, Replacement, read_file


@pytest.fixture
def old(tmp_path: Path) -> DiskFile:
    (tmp_path / "a.py").write_bytes(b"old\n")
    (tmp_path / "a.py").chmod(0o640)
    file = read_file(tmp_path.resolve(), "a.py")
    assert file is not None
    return file


def test_nothing_changes_before_the_commit(old: DiskFile) -> None:
    replacement = Replacement(old, b"new\n")
    assert old.path.read_bytes() == b"old\n"
    replacement.commit()
    assert old.path.read_bytes() == b"new\n"
    assert old.path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(old.path.parent) == ["a.py"]  # noqa: PTH208 (hidden files count too)


@pytest.mark.parametrize("is_committed", [False, True])
def test_undo_restores_content_and_mode(old: DiskFile, is_committed: bool) -> None:
    replacement = Replacement(old, b"new\n")
    if is_committed:
        replacement.commit()
    replacement.undo()
    assert old.path.read_bytes() == b"old\n"
    assert old.path.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in old.path.parent.iterdir()] == ["a.py"]


def test_an_edit_just_before_the_commit_is_not_overwritten(old: DiskFile) -> None:
    replacement = Replacement(old, b"new\n")
    old.path.write_bytes(b"theirs\n")
    with pytest.raises(RepositoryError, match="has just been changed by someone else"):
        replacement.commit()
    replacement.undo()
    assert old.path.read_bytes() == b"theirs\n"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "folder.py").mkdir()
    os.mkfifo(root / "pipe.py")
    (root / "link.py").symlink_to("pipe.py")
    assert [read_file(root, name) for name in ("folder.py", "pipe.py", "link.py", "gone.py")] == [None] * 4
