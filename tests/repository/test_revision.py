"""Revision ranges, seen from the merge base."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.errors import UsageError
from novaedit.repository.revision import revision_snapshot
from tests.repository.conftest import Sandbox

PY = frozenset({".py"})


@pytest.fixture
def branches(sandbox: Sandbox) -> Sandbox:
    """`topic` and `main` parted after the first commit; both went on."""
    sandbox.commit({"a.py": "1\n2\n3\n", "m.py": "m\n"})
    sandbox.git("checkout", "-q", "-b", "topic")
    sandbox.commit({"a.py": "1\n2\n3\nfour\n", "t.py": "t\n"})
    sandbox.git("checkout", "-q", "main")
    sandbox.commit({"m.py": "M\n"})
    return sandbox


def test_changes_since_the_merge_base(branches: Sandbox) -> None:
    snapshot = revision_snapshot(branches.open(), "main", "topic", PY)
    assert list(snapshot.files) == ["a.py", "t.py"]
    assert snapshot.files["a.py"].content == b"1\n2\n3\nfour\n"
    assert snapshot.files["a.py"].base == b"1\n2\n3\n"
    assert snapshot.files["a.py"].changed == ((4, 4),)
    assert snapshot.kind == "revision"
    assert snapshot.tree.read("m.py") == b"m\n"


def test_without_a_merge_base_the_two_are_compared(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n"})
    sandbox.git("checkout", "-q", "--orphan", "other")
    sandbox.commit({"a.py": "1\n2\n"})
    snapshot = revision_snapshot(sandbox.open(), "main", "other")
    assert snapshot.files["a.py"].base == b"1\n"


def test_a_shallow_clone_has_no_merge_base(branches: Sandbox, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    branches.git("clone", "-q", "--depth=1", "--no-single-branch", f"file://{branches.root}", str(clone))
    snapshot = revision_snapshot(Sandbox(clone).open(), "origin/main", "origin/topic")
    assert list(snapshot.files) == ["a.py", "m.py", "t.py"]


def test_a_renamed_file(branches: Sandbox) -> None:
    branches.git("mv", "a.py", "z.py")
    branches.commit({})
    snapshot = revision_snapshot(branches.open(), "HEAD~1", "HEAD")
    assert snapshot.files["z.py"].base == b"1\n2\n3\n"
    assert snapshot.files["z.py"].changed == ()


@pytest.mark.parametrize(
    "ref", ["", " ", "nowhere", "-x", "0" * 40, "HEAD~99", "HEAD:a.py", "a..b", "main\n"]
)
def test_what_is_no_revision_is_refused(branches: Sandbox, ref: str) -> None:
    with pytest.raises(UsageError, match="is not a revision of"):
        revision_snapshot(branches.open(), ref, "HEAD")
    with pytest.raises(UsageError, match="is not a revision of"):
        revision_snapshot(branches.open(), "HEAD", ref)


def test_tags_and_abbreviated_ids(branches: Sandbox) -> None:
    branches.git("tag", "-a", "-m", "t", "v1", "topic")
    short = branches.git("rev-parse", "--short", "main").strip()
    assert list(revision_snapshot(branches.open(), short, "v1").files) == ["a.py", "t.py"]


def test_the_index_and_the_working_tree_do_not_matter(branches: Sandbox) -> None:
    branches.write("a.py", "staged\n")
    branches.git("add", "-A")
    branches.write("a.py", "unstaged\n")
    assert revision_snapshot(branches.open(), "main", "topic").files["a.py"].content == b"1\n2\n3\nfour\n"
