"""Pairs of programs in a real bare repository."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pygit2
import pytest

from novaedit.dataset.check import problem_of
from novaedit.errors import UsageError
from novaedit.synth.logic.pairs import NAME, pairs

PROGRAM = "n = int(input())\ntotal = 0\nfor i in range(n):\n    total += i\nprint(total)\n"


def _repository(folder: Path, programs: dict[str, tuple[str, str]]) -> Path:
    repository = pygit2.init_repository(str(folder), bare=True)
    index = pygit2.Index()
    for path, (faulty, correct) in programs.items():
        for name, text in (("faultyVersion.py", faulty), ("correctVersion.py", correct)):
            blob = repository.create_blob(text.encode())
            index.add(pygit2.IndexEntry(f"Code/{path}/{name}", blob, pygit2.enums.FileMode.BLOB))
    who = pygit2.Signature("A", "a@example.com", 0, 0)
    repository.create_commit("HEAD", who, who, "Programs", index.write_tree(repository), [])
    return folder


def test_pairs_become_records(tmp_path: Path) -> None:
    """One place changed, whole short program shown; others are counted by reason."""
    fixed = PROGRAM.replace("range(n)", "range(n + 1)")
    folder = _repository(
        tmp_path / "repo",
        {
            "abc1_a/Python/1": (PROGRAM, fixed),
            "abc1_a/Java/2": (PROGRAM, fixed),
            "abc2_b/Python/3": (PROGRAM, fixed.replace("input()", "input(1)")),
            "abc3_c/Python/4": ("print 1\n", "print 2\n"),
            "abc4_d/Python/5": (PROGRAM, PROGRAM + "\n   \n"),
        },
    )
    rejected: Counter[str] = Counter()
    found = list(pairs(folder, rejected))
    assert [record.patch_dsl for record in found] == [
        "@@ 3-3\n- for i in range(n):\n+ for i in range(n + 1):"
    ]
    record = found[0]
    assert problem_of(record) is None
    assert (record.kind, record.provenance.repo, record.provenance.licence) == (
        "real",
        f"{NAME}/abc1_a",
        "MIT",
    )
    assert record.region.window.lines == tuple(PROGRAM.splitlines())
    assert record.instruction
    assert rejected == {"pair that differs in more than one place": 2, "program too long or not Python": 1}


def test_function_around_the_fault(tmp_path: Path) -> None:
    code = "import sys\n\n\ndef solve(n):\n    return n - 1\n\n\n" + "print(solve(3))\n" * 70
    folder = _repository(tmp_path / "repo", {"abc1_a/Python/1": (code, code.replace("n - 1", "n + 1"))})
    (record,) = pairs(folder, Counter())
    assert record.region.window.lines == ("def solve(n):", "    return n - 1")


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(pairs(tmp_path, Counter()))
