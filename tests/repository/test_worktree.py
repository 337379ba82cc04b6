"""The working-tree snapshot: what differs from HEAD on disk."""

from __future__ import annotations

import os

import pytest

from novaedit.errors import RepositoryError
from novaedit.patch.unified import blob_id
from novaedit.repository.worktree import worktree_snapshot
from tests.repository.conftest import Sandbox

PY = frozenset({".py"})


def test_staged_and_unstaged_changes_against_head(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n2\n3\n", "b.py": "b\n", "c.py": "c\n"})
    sandbox.write("a.py", "1\nTWO\n3\n")
    sandbox.git("add", "a.py")
    sandbox.write("a.py", "1\nTWO\n3\nfour\n")
    sandbox.write("b.py", "B\n")
    snapshot = worktree_snapshot(sandbox.open(), PY)
    assert list(snapshot.files) == ["a.py", "b.py"]
    file = snapshot.files["a.py"]
    assert (file.content, file.base) == (b"1\nTWO\n3\nfour\n", b"1\n2\n3\n")
    assert file.changed == ((2, 2), (4, 4))
    assert file.blob_id == blob_id(file.content)
    assert snapshot.kind == "worktree"


def test_untracked_files_are_not_in_scope(sandbox: Sandbox) -> None:
    sandbox.commit({})
    sandbox.write("a.py", "1\n")
    assert not worktree_snapshot(sandbox.open()).files


def test_intent_to_add_is_in_scope_as_a_new_file(sandbox: Sandbox) -> None:
    sandbox.commit({})
    sandbox.write("a.py", "1\n")
    sandbox.git("add", "--intent-to-add", "a.py")
    file = worktree_snapshot(sandbox.open()).files["a.py"]
    assert (file.content, file.base, file.changed) == (b"1\n", None, None)


def test_before_the_first_commit(sandbox: Sandbox) -> None:
    sandbox.write("a.py", "1\n")
    sandbox.git("add", "a.py")
    assert list(worktree_snapshot(sandbox.open()).files) == ["a.py"]


def test_staged_and_then_undone_on_disk_differs_no_longer(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n"})
    sandbox.write("a.py", "2\n")
    sandbox.git("add", "a.py")
    sandbox.write("a.py", "1\n")
    assert not worktree_snapshot(sandbox.open()).files


def test_a_staged_rename_has_its_old_content_as_base(sandbox: Sandbox) -> None:
    content = "".join(f"line {n}\n" for n in range(20))
    sandbox.commit({"old.py": content})
    sandbox.git("mv", "old.py", "new.py")
    sandbox.write("new.py", content + "more\n")
    snapshot = worktree_snapshot(sandbox.open())
    assert snapshot.files["new.py"].base == content.encode()
    assert snapshot.files["new.py"].changed == ((21, 21),)


def test_deleted_on_disk(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n", "b.py": "1\n"})
    (sandbox.root / "a.py").unlink()
    sandbox.git("rm", "-q", "b.py")
    snapshot = worktree_snapshot(sandbox.open())
    assert [(file.path, file.reason) for file in snapshot.skipped] == [
        ("a.py", "deleted"),
        ("b.py", "deleted"),
    ]


def test_crlf_on_disk_under_autocrlf_is_no_change(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n2\n"})
    sandbox.git("config", "core.autocrlf", "true")
    sandbox.write("a.py", "1\r\n2\r\nthree\r\n")
    file = worktree_snapshot(sandbox.open()).files["a.py"]
    assert file.content == b"1\r\n2\r\nthree\r\n"
    assert file.changed == ((3, 3),)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_unreadable(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n"})
    sandbox.write("a.py", "2\n").chmod(0)
    assert worktree_snapshot(sandbox.open()).skipped[0].reason == "unreadable: Permission denied"


def test_a_file_that_became_a_link_or_a_folder(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n", "b.py": "1\n"})
    (sandbox.root / "a.py").unlink()
    (sandbox.root / "a.py").symlink_to("b.py")
    (sandbox.root / "b.py").unlink()
    (sandbox.root / "b.py").mkdir()
    sandbox.write("b.py/c.py", "1\n")
    snapshot = worktree_snapshot(sandbox.open())
    assert not snapshot.files
    reasons = {file.path: file.reason for file in snapshot.skipped}
    assert reasons["a.py"] == "a symbolic link"
    assert reasons["b.py"] in ("deleted", "not a regular file")


def test_unmerged_paths_are_refused(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n"})
    sandbox.git("checkout", "-q", "-b", "side")
    sandbox.commit({"a.py": "2\n"})
    sandbox.git("checkout", "-q", "main")
    sandbox.commit({"a.py": "3\n"})
    sandbox.git("merge", "side", check=False)
    with pytest.raises(RepositoryError, match="merge conflicts"):
        worktree_snapshot(sandbox.open())


def test_what_a_sparse_checkout_leaves_out_is_not_deleted(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n", "left/out.py": "1\n", "deep/x.py": "1\n"})
    sandbox.git("sparse-checkout", "set", "--cone", "deep")
    sandbox.write("deep/x.py", "2\n")
    assert not (sandbox.root / "left").exists()
    snapshot = worktree_snapshot(sandbox.open())
    assert (list(snapshot.files), snapshot.skipped) == (["deep/x.py"], ())
