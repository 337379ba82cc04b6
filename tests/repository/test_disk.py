"""Modes and reasons of files read from disk."""

from __future__ import annotations

from novaedit.repository.named import path_snapshot
from novaedit.repository.skip import MAX_BYTES, TOO_LARGE
from tests.repository.conftest import Sandbox


def test_a_tracked_file_has_the_mode_that_git_recorded(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n"})
    sandbox.git("update-index", "--chmod=+x", "a.py")
    assert path_snapshot(sandbox.open(), [sandbox.root / "a.py"]).files["a.py"].mode == 0o100755


def test_an_untracked_file_has_the_mode_of_the_disk(sandbox: Sandbox) -> None:
    sandbox.write("a.py", "1\n").chmod(0o700)
    sandbox.write("b.py", "1\n").chmod(0o600)
    files = path_snapshot(sandbox.open(), [sandbox.root]).files
    assert {path: file.mode for path, file in files.items()} == {"a.py": 0o100755, "b.py": 0o100644}


def test_a_large_file_is_not_even_read(sandbox: Sandbox) -> None:
    with sandbox.write("a.py", "").open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # sparse; if it were read it would count as binary
    skipped = path_snapshot(sandbox.open(), [sandbox.root / "a.py"]).skipped
    assert [file.reason for file in skipped] == [TOO_LARGE]
