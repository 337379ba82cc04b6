"""Paths as typed become paths as git names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.cli.paths import is_below, relative_path
from novaedit.errors import UsageError


def test_relative_to_the_root(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "sub").mkdir()
    assert relative_path("a.py", root, root / "sub") == "sub/a.py"
    assert relative_path("../b.py", root, root / "sub") == "b.py"
    assert relative_path(str(root / "c.py"), root, root / "sub") == "c.py"
    assert relative_path("..", root, root / "sub") == "."


def test_through_a_linked_folder_but_not_through_a_linked_file(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "repo"
    (root / "real").mkdir(parents=True)
    (root / "link").symlink_to("real")
    (root / "link.py").symlink_to("/etc/hosts")
    assert relative_path("link/a.py", root, root) == "real/a.py"
    assert relative_path("link.py", root, root) == "link.py"


def test_outside(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "repo"
    root.mkdir()
    with pytest.raises(UsageError, match="outside of the repository"):
        relative_path("../a.py", root, root)


def test_is_below() -> None:
    assert is_below("a/b.py", ["a"])
    assert is_below("a/b.py", ["a/b.py"])
    assert is_below("a/b.py", ["."])
    assert not is_below("ab.py", ["a"])
