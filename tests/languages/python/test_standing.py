"""Contents that stand in a folder for a while."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.errors import ToolError
from novaedit.languages.python.standing import standing


def test_put_and_taken_back(tmp_path: Path) -> None:
    """Other contents and new files, and everything as before even after an exception."""
    (tmp_path / "a.py").write_bytes(b"old\r\n")

    def fail() -> None:
        with standing({"a.py": b"new", "sub/b.py": b"b"}, tmp_path):
            assert (tmp_path / "a.py").read_bytes() == b"new"
            assert (tmp_path / "sub" / "b.py").read_bytes() == b"b"
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (tmp_path / "a.py").read_bytes() == b"old\r\n"
    assert not (tmp_path / "sub" / "b.py").exists()


def test_each_content_has_its_time(tmp_path: Path) -> None:
    """Equal contents have equal times, others of the same size don't: what mypy's cache goes by."""
    times = []
    for content in (b"x = 1", b"x = 2", b"x = 1"):
        with standing({"a.py": content}, tmp_path):
            times.append((tmp_path / "a.py").stat().st_mtime)
    assert times[0] == times[2] != times[1]


@pytest.mark.parametrize("path", ["link/a.py", "file.py", "../a.py"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    """Not through links, not upwards; and what was already put in place is taken back."""
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    tree.mkdir()
    outside.mkdir()
    (outside / "file.py").write_text("kept")
    (tree / "link").symlink_to(outside)
    (tree / "file.py").symlink_to(outside / "file.py")
    with pytest.raises(ToolError, match="leaves the snapshot"), standing({"ok.py": b"", path: b"x"}, tree):
        pass
    assert [entry.name for entry in outside.iterdir()] == ["file.py"]
    assert (outside / "file.py").read_text() == "kept"
    assert sorted(entry.name for entry in tree.iterdir()) == ["file.py", "link"]
