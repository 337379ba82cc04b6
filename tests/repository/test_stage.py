"""The index is replaced as git does it: under its lock, in one rename."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.patch.unified import FileChange
from novaedit.repository.stage import StagedUpdate, index_paths
from tests.repository.conftest import Sandbox

FIX = FileChange("a.py", b"1\n", b"2\n")


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    sandbox.commit({"a.py": "1\n", "b.py": "1\n"})
    return sandbox


def test_nothing_changes_before_the_commit(project: Sandbox) -> None:
    repository = project.open()
    update = StagedUpdate(repository, repository.index_path, [FIX], lambda change, _: change.after)
    assert update.staged == ("a.py",)
    assert project.staged("a.py") == b"1\n"
    assert (project.root / ".git/index.lock").exists()
    update.commit()
    assert project.staged("a.py") == b"2\n"
    assert not (project.root / ".git/index.lock").exists()
    assert project.git("fsck", "--no-dangling") == ""


def test_undo_releases_the_lock(project: Sandbox) -> None:
    repository = project.open()
    StagedUpdate(repository, repository.index_path, [FIX], lambda change, _: change.after).undo()
    assert project.staged("a.py") == b"1\n"
    project.git("add", "-A")


def test_an_entry_may_be_left_alone(project: Sandbox) -> None:
    repository = project.open()
    update = StagedUpdate(repository, repository.index_path, [FIX], lambda _change, _content: None)
    update.commit()
    assert update.staged == ()
    assert project.git("status", "--porcelain") == ""


def test_commit_path_has_two_indexes(project: Sandbox) -> None:
    repository = project.open()
    temporary = replace(repository, index_path=repository.git_dir / "next-index-1.lock")
    assert index_paths(temporary) == (temporary.index_path,)
    (repository.git_dir / "index.lock").touch()
    assert index_paths(temporary) == (temporary.index_path, repository.git_dir / "index.lock")
    assert index_paths(repository) == (repository.index_path,)
