"""Which files of a commit are compared, and with what."""

from __future__ import annotations

from collections import Counter

import pygit2
import pytest

from novaedit.mining.changes import Change, changes_of
from tests.repository.conftest import Sandbox

_LONG = "".join(f"value_{n} = {n}\n" for n in range(20))


def _changes(sandbox: Sandbox, commit: str, most: int = 30) -> tuple[list[Change], dict[str, int]]:
    skipped: Counter[str] = Counter()
    handle = pygit2.Repository(str(sandbox.root))
    return changes_of(handle[commit].peel(pygit2.Commit), most, skipped), dict(skipped)


def test_changed_files_by_blob(sandbox: Sandbox) -> None:
    """Ids of the contents before and after; nothing but Python is looked at."""
    sandbox.commit({"a.py": "x = 1\n", "b.txt": "x"})
    before = sandbox.git("rev-parse", "HEAD:a.py").strip()
    commit = sandbox.commit({"a.py": "x = 2\n", "b.txt": "y"})
    after = sandbox.git("rev-parse", "HEAD:a.py").strip()
    assert _changes(sandbox, commit) == ([Change(commit, "a.py", before, after)], {})


def test_renamed_and_changed(sandbox: Sandbox) -> None:
    """Compared with what it was renamed from, under its new name."""
    sandbox.commit({"old.py": _LONG})
    before = sandbox.git("rev-parse", "HEAD:old.py").strip()
    sandbox.git("mv", "old.py", "new.py")
    commit = sandbox.commit({"new.py": _LONG.replace("= 7", "= 70")})
    changes, skipped = _changes(sandbox, commit)
    assert [(change.path, change.before) for change in changes] == [("new.py", before)]
    assert skipped == {}


def test_only_renamed_is_no_change(sandbox: Sandbox) -> None:
    """The content is the same."""
    sandbox.commit({"old.py": _LONG})
    sandbox.git("mv", "old.py", "new.py")
    assert _changes(sandbox, sandbox.commit({})) == ([], {})


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"new.py": "x = 1\n"}, "file added"),
        ({"readme.txt": "x"}, "commit without Python"),
        ({"vendor/a.py": "x = 2\n"}, "vendored or generated"),
        ({f"m{n}.py": "x = 2\n" for n in range(4)}, "mass change"),
    ],
)
def test_passed_over(sandbox: Sandbox, files: dict[str, str | bytes], reason: str) -> None:
    """And counted by reason."""
    sandbox.commit({"vendor/a.py": "x = 1\n", **{f"m{n}.py": "x = 1\n" for n in range(4)}})
    changes, skipped = _changes(sandbox, sandbox.commit(files), 3)
    assert changes == []
    assert list(skipped) == [reason]


def test_deleted(sandbox: Sandbox) -> None:
    """There is nothing after."""
    sandbox.commit({"a.py": "x = 1\n"})
    sandbox.git("rm", "-q", "a.py")
    assert _changes(sandbox, sandbox.commit({})) == ([], {"file deleted": 1})


def test_symbolic_links(sandbox: Sandbox) -> None:
    """Their content is a path, not code."""
    sandbox.commit({"a.py": "x = 1\n"})
    (sandbox.root / "link.py").symlink_to("a.py")
    sandbox.commit({})
    (sandbox.root / "link.py").unlink()
    (sandbox.root / "link.py").symlink_to("b.py")
    assert _changes(sandbox, sandbox.commit({})) == ([], {"symbolic link": 1})


def test_submodules(sandbox: Sandbox) -> None:
    """A commit of another repository is no file, even under a name that ends in .py."""
    first = sandbox.commit({"a.py": "x = 1\n"})
    for commit in (first, "1" * 40):
        sandbox.git("update-index", "--add", "--cacheinfo", f"160000,{commit},lib.py")
        sandbox.git("commit", "-qm", "pin")
    changes, _ = _changes(sandbox, sandbox.git("rev-parse", "HEAD").strip())
    assert changes == []


def test_a_missing_tree_is_an_error_that_the_caller_counts(sandbox: Sandbox) -> None:
    """KeyError or GitError, nothing else."""
    sandbox.commit({"a.py": "x = 1\n"})
    commit = sandbox.commit({"a.py": "x = 2\n"})
    tree = sandbox.git("rev-parse", "HEAD^{tree}").strip()
    (sandbox.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises((KeyError, pygit2.GitError)):
        _changes(sandbox, commit)
