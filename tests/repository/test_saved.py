"""A patch that was offered is kept, and the printed command applies it from anywhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from novaedit.errors import WriteError
from novaedit.patch.unified import FileChange, unified_diff
from novaedit.repository.saved import apply_command, save_patch
from tests.repository.conftest import Sandbox


def test_the_command_applies_the_patch_from_a_subdirectory(sandbox: Sandbox) -> None:
    sandbox.commit({"a b.py": "x = 1 \ny\n", "sub/c.py": "c\n"})
    sandbox.git("config", "apply.whitespace", "error")
    diff = unified_diff(FileChange("a b.py", b"x = 1 \ny\n", b"x = 2 \ny\n"))
    repository = sandbox.open()
    path = save_patch(repository, diff)
    assert path.parent == sandbox.root / ".git/novaedit"
    assert path.read_bytes() == diff
    subprocess.run(["sh", "-c", apply_command(repository, path)], cwd=sandbox.root / "sub", check=True)
    assert (sandbox.root / "a b.py").read_bytes() == b"x = 2 \ny\n"


def test_two_patches_of_one_second_are_both_kept(sandbox: Sandbox) -> None:
    repository = sandbox.open()
    paths = [save_patch(repository, content) for content in (b"1", b"2", b"3")]
    assert [path.read_bytes() for path in paths] == [b"1", b"2", b"3"]
    assert sandbox.git("status", "--porcelain") == ""


def test_a_linked_worktree_keeps_its_own(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.commit({"a.py": "1\n"})
    sandbox.git("worktree", "add", "-q", str(tmp_path / "linked"))
    path = save_patch(Sandbox(tmp_path / "linked").open(), b"x")
    assert path.is_relative_to(sandbox.root / ".git/worktrees/linked")


def test_no_room_is_a_sentence(sandbox: Sandbox) -> None:
    (sandbox.root / ".git/novaedit").write_text("in the way")
    with pytest.raises(WriteError, match="cannot save the patch in"):
        save_patch(sandbox.open(), b"x")
