"""The tree around the files in scope, and writing it out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygit2
import pytest

from novaedit.errors import RepositoryError, WriteError
from novaedit.repository.open import Repository
from novaedit.repository.revision import revision_snapshot
from novaedit.repository.snapshot import Snapshot
from novaedit.repository.staged import staged_snapshot
from novaedit.repository.tree import BlobTree, Entry
from novaedit.repository.worktree import worktree_snapshot
from tests.repository.conftest import Sandbox


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    sandbox.commit({"a.py": "HEAD\n", "sub/b.py": "b\n", "run.sh": "#!/bin/sh\n", ".gitignore": "ignored/\n"})
    (sandbox.root / "run.sh").chmod(0o755)
    (sandbox.root / "inside").symlink_to("sub/b.py")
    (sandbox.root / "sub/up").symlink_to("../sub")
    (sandbox.root / "outside").symlink_to("../../secret")
    (sandbox.root / "absolute").symlink_to("/etc/passwd")
    sandbox.git("add", "-A")
    sandbox.write("a.py", "index\n")
    sandbox.git("add", "a.py")
    sandbox.write("a.py", "disk\n")
    sandbox.write("untracked/new.py", "new\n")
    sandbox.write("ignored/x.py", "x\n")
    return sandbox


def _written(snapshot: Snapshot, directory: Path) -> dict[str, bytes]:
    snapshot.tree.materialise(directory)
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


BASE = {".gitignore": b"ignored/\n", "run.sh": b"#!/bin/sh\n", "sub/b.py": b"b\n"}


def test_the_index_version_is_written(project: Sandbox, tmp_path: Path) -> None:
    snapshot = staged_snapshot(project.open())
    assert _written(snapshot, tmp_path / "out") == {**BASE, "a.py": b"index\n"}
    assert snapshot.tree.read("a.py") == b"index\n"
    assert snapshot.tree.read("untracked/new.py") is None
    assert "a.py" in snapshot.tree.paths()


def test_the_working_tree_is_written_with_untracked_files(project: Sandbox, tmp_path: Path) -> None:
    snapshot = worktree_snapshot(project.open())
    expected = {**BASE, "a.py": b"disk\n", "untracked/new.py": b"new\n"}
    assert _written(snapshot, tmp_path / "out") == expected


def test_what_was_captured_does_not_move(project: Sandbox, tmp_path: Path) -> None:
    snapshot = worktree_snapshot(project.open())
    project.write("a.py", "edited later\n")
    assert snapshot.tree.read("a.py") == b"disk\n"
    assert _written(snapshot, tmp_path / "out")["a.py"] == b"disk\n"


def test_what_was_staged_does_not_move(project: Sandbox, tmp_path: Path) -> None:
    repository = project.open()
    snapshot = staged_snapshot(repository)
    project.git("rm", "-q", "--cached", "sub/b.py")
    project.git("add", "a.py")
    staged_snapshot(repository)
    assert snapshot.tree.read("a.py") == b"index\n"
    assert _written(snapshot, tmp_path / "out") == {**BASE, "a.py": b"index\n"}


def test_a_revision_is_written(project: Sandbox, tmp_path: Path) -> None:
    snapshot = revision_snapshot(project.open(), "HEAD", "HEAD")
    assert _written(snapshot, tmp_path / "out") == {**BASE, "a.py": b"HEAD\n"}


@pytest.mark.parametrize("take", [staged_snapshot, worktree_snapshot])
def test_links_and_modes(project: Sandbox, tmp_path: Path, take: Callable[[Repository], Snapshot]) -> None:
    snapshot = take(project.open())
    out = tmp_path / "out"
    snapshot.tree.materialise(out)
    links = {path.name: str(path.readlink()) for path in out.rglob("*") if path.is_symlink()}
    assert links == {"inside": "sub/b.py", "up": "../sub"}
    assert (out / "inside").read_bytes() == b"b\n"
    assert (out / "run.sh").stat().st_mode & 0o111
    assert not (out / "a.py").stat().st_mode & 0o111


@pytest.mark.parametrize(
    "path", ["../evil.py", "/tmp/evil.py", "sub/../../evil.py", ".git/hooks/x", "a/.GIT/x"]
)
def test_paths_that_git_would_refuse_are_not_written(sandbox: Sandbox, tmp_path: Path, path: str) -> None:
    sandbox.commit({"a.py": "1\n"})
    handle = sandbox.open().handle
    oid = pygit2.Oid(hex=sandbox.git("rev-parse", "HEAD:a.py").strip())
    tree = BlobTree(handle, {path: Entry(oid, 0o100644)})
    with pytest.raises(RepositoryError, match="is not a path that a repository may hold"):
        tree.materialise(tmp_path / "out")
    assert not (tmp_path / "evil.py").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(project: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file is in the way")
    with pytest.raises(WriteError, match="cannot write the snapshot to"):
        staged_snapshot(project.open()).tree.materialise(tmp_path / "out")


def test_submodules_are_left_out(sandbox: Sandbox, tmp_path: Path) -> None:
    inner = Sandbox(tmp_path / "inner")
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.commit({"x.py": "1\n"})
    sandbox.git("submodule", "add", "-q", f"file://{inner.root}", "module")
    snapshot = staged_snapshot(sandbox.open())
    snapshot.tree.materialise(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".gitmodules"]
    assert snapshot.tree.read("module") is None
