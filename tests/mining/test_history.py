"""Which commits are read, in real histories."""

from __future__ import annotations

from pathlib import Path

import pygit2
import pytest

from novaedit.mining.history import read_history, shallow_boundaries
from tests.repository.conftest import Sandbox


def _read(root: Path) -> tuple[list[str], dict[str, int]]:
    history = read_history(pygit2.Repository(str(root)))
    return history.commits, dict(history.skipped)


def test_ordinary_commits_oldest_first(sandbox: Sandbox) -> None:
    """All but the root, which has nothing to be compared with."""
    ids = [sandbox.commit({"a.py": f"x = {n}\n"}, f"set {n}") for n in range(4)]
    assert _read(sandbox.root) == (ids[1:], {"root commit": 1})


def test_no_commit_yet(sandbox: Sandbox) -> None:
    """An unborn HEAD is an empty history."""
    assert _read(sandbox.root) == ([], {})


def test_merges_and_octopuses_are_passed_over(sandbox: Sandbox) -> None:
    """Their changes were made by the commits that they bring together."""
    sandbox.commit({"a.py": "x = 1\n"})
    for name in ("b", "c", "d"):
        sandbox.git("checkout", "-q", "-b", name, "main")
        sandbox.commit({f"{name}.py": "x = 1\n"})
    sandbox.git("checkout", "-q", "main")
    sandbox.git("merge", "-q", "--no-ff", "-m", "merge b", "b")
    sandbox.git("merge", "-q", "--no-ff", "-m", "merge the others", "c", "d")
    commits, skipped = _read(sandbox.root)
    assert len(commits) == 3
    assert skipped == {"merge": 1, "octopus merge": 1, "root commit": 1}


def test_a_shallow_boundary_is_no_root(sandbox: Sandbox, tmp_path: Path) -> None:
    """Without its parents it seems to add every file; the commits after it are read."""
    ids = [sandbox.commit({"a.py": f"x = {n}\n"}) for n in range(5)]
    clone = tmp_path / "shallow"
    sandbox.git("clone", "-q", "--depth", "3", f"file://{sandbox.root}", str(clone))
    assert shallow_boundaries(pygit2.Repository(str(clone))) == {ids[2]}
    assert _read(clone) == (ids[3:], {"shallow boundary": 1})


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("pre-commit-ci", "ci@example.org"),
        ("Build Server", "deploy-bot@example.org"),
    ],
)
def test_bots(sandbox: Sandbox, name: str, email: str) -> None:
    """Known by name or address."""
    sandbox.commit({"a.py": "x = 1\n"})
    sandbox.write("a.py", "x = 2\n")
    sandbox.git("commit", "-qam", "Bump", "--author", f"{name} <{email}>")
    kept = sandbox.commit({"a.py": "x = 3\n"})
    assert _read(sandbox.root) == ([kept], {"bot": 1, "root commit": 1})


def test_people_with_bot_in_their_name(sandbox: Sandbox) -> None:
    """Abbot and Bothwell are people."""
    sandbox.commit({"a.py": "x = 1\n"})
    sandbox.write("a.py", "x = 2\n")
    sandbox.git("commit", "-qam", "Change", "--author", "Bothwell Abbot <abbot@example.org>")
    assert len(_read(sandbox.root)[0]) == 1


def test_reverts_and_what_they_take_back(sandbox: Sandbox) -> None:
    """Neither is a fix."""
    sandbox.commit({"a.py": "x = 1\n"})
    wrong = sandbox.commit({"a.py": "x = y\n"}, "Make it dynamic")
    sandbox.git("revert", "--no-edit", wrong)
    kept = sandbox.commit({"a.py": "x = 3\n"})
    assert _read(sandbox.root) == ([kept], {"revert": 1, "reverted later": 1, "root commit": 1})


def test_formatters_runs(sandbox: Sandbox) -> None:
    """Told by the message."""
    sandbox.commit({"a.py": "x=1\n"})
    sandbox.commit({"a.py": "x = 1\n"}, "Run black on everything")
    assert _read(sandbox.root) == ([], {"formatter's run": 1, "root commit": 1})


def test_an_unreadable_commit_ends_the_walk_not_the_run(sandbox: Sandbox) -> None:
    """What comes after it is kept, what lies behind it is counted as lost."""
    ids = [sandbox.commit({"a.py": f"x = {n}\n"}) for n in range(4)]
    file = sandbox.root / ".git" / "objects" / ids[1][:2] / ids[1][2:]
    file.chmod(0o644)
    file.write_bytes(b"broken")
    commits, skipped = _read(sandbox.root)
    assert skipped == {"unreadable commit": 1}
    assert set(commits) <= {ids[2], ids[3]}


def test_a_message_in_latin_1(sandbox: Sandbox) -> None:
    """Bytes that are not UTF-8 stop nothing."""
    sandbox.commit({"a.py": "x = 1\n"})
    sandbox.git("config", "i18n.commitEncoding", "latin-1")
    sandbox.write("message", "Gr\xfc\xdfe".encode("latin-1"))
    sandbox.write("a.py", "x = 2\n")
    sandbox.git("commit", "-qa", "-F", "message")
    assert len(_read(sandbox.root)[0]) == 1
