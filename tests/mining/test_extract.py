"""From commits to texts, whatever the objects are like."""

from __future__ import annotations

import pygit2

from novaedit.mining.extract import Extractor
from novaedit.mining.history import read_history
from novaedit.mining.settings import Settings
from tests.mining.histories import BROKEN, MENDED, loose_blob, lose, mended_history
from tests.repository.conftest import Sandbox


def _extract(sandbox: Sandbox) -> tuple[list[tuple[str, str, str]], dict[str, int]]:
    handle = pygit2.Repository(str(sandbox.root))
    extractor = Extractor(handle, Settings())
    pairs = extractor.pairs(read_history(handle).commits)
    return [(p.change.path, p.before, p.after) for p in pairs], dict(extractor.skipped)


def test_texts_before_and_after(sandbox: Sandbox) -> None:
    """With the path."""
    mended_history(sandbox)
    assert _extract(sandbox) == ([("shop/sums.py", BROKEN, MENDED)], {})


def test_a_corrupt_object_costs_one_pair(sandbox: Sandbox) -> None:
    """It is counted; the other file of the same commit is read."""
    sandbox.commit({"a.py": "x = 1\n", "b.py": "y = 1\n"})
    sandbox.commit({"a.py": "x = 2\n", "b.py": "y = 2\n"})
    lose(sandbox.root, loose_blob(sandbox, "HEAD:a.py"))
    assert _extract(sandbox) == ([("b.py", "y = 1\n", "y = 2\n")], {"unreadable object": 1})


def test_an_undecodable_file_costs_one_pair(sandbox: Sandbox) -> None:
    """ruff could not read it either."""
    sandbox.commit({"a.py": b"x = '\xfc'\n", "b.py": "y = 1\n"})
    sandbox.commit({"a.py": b"x = '\xfc\xfc'\n", "b.py": "y = 2\n"})
    assert _extract(sandbox) == ([("b.py", "y = 1\n", "y = 2\n")], {"not UTF-8": 1})


def test_a_corrupt_tree_costs_its_commits(sandbox: Sandbox) -> None:
    """The commit with it and the one after it cannot be compared."""
    for n in range(4):
        sandbox.commit({"a.py": f"x = {n}\n"})
    lose(sandbox.root, loose_blob(sandbox, "HEAD~1^{tree}"))
    pairs, skipped = _extract(sandbox)
    assert pairs == [("a.py", "x = 0\n", "x = 1\n")]
    assert skipped == {"unreadable commit": 2}


def test_other_files_are_named(sandbox: Sandbox) -> None:
    """So that it can be told whether a commit is about one file."""
    sandbox.commit({"a.py": "x = 1\n", "tests/test_a.py": "y = 1\n"})
    commit = sandbox.commit({"a.py": "x = 2\n", "tests/test_a.py": "y = 2\n"}, "Fix x")
    handle = pygit2.Repository(str(sandbox.root))
    first, second = Extractor(handle, Settings()).pairs([commit])
    assert (first.others, second.others) == (("tests/test_a.py",), ("a.py",))
    assert first.message.strip() == "Fix x"
