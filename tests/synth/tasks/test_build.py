"""Records of tasks: the patch leads to the code as it is, and something in sight asks for it."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Example, Provenance
from novaedit.synth.module import Module, splice
from novaedit.synth.tasks import TASKS
from novaedit.synth.tasks.build import task_examples
from novaedit.synth.tasks.draft import TaskDraft, task_drafts
from novaedit.synth.tasks.task import wish

_LONG = '''"""Counting words."""


def words(text):
    """Return the words of a text in lower case, each of them once and in order."""
    found = []
    for word in text.lower().split():
        if word not in found:
            found.append(word)
    return found


def longest(text, least):
    """The long words of a text."""
    long = [word for word in words(text) if len(word) > least]
    if not long:
        return None
    return max(long, key=len)
'''


def _provenance(path: str) -> Provenance:
    return Provenance("someone/store", "1", path, "MIT")


def _examples(drafts: list[TaskDraft], seed: int = 1) -> tuple[list[Example], Counter[str]]:
    rejected: Counter[str] = Counter()
    return list(task_examples(drafts, _provenance, Random(seed), rejected)), rejected  # noqa: S311


def _draft(task: str, seed: int = 1) -> TaskDraft:
    change = wish(next(iter(TASKS[task].find(Module(_LONG), Random(seed))))).change  # noqa: S311
    line = _LONG.count("\n", 0, change[0].start) + 1
    function = ("longest", 13, 18) if line > 12 else ("words", 4, 6)
    return TaskDraft("a.py", _LONG, splice(_LONG, change), TASKS[task], *function)


def test_every_record_holds() -> None:
    """Whatever was drawn: schema, patch, region; found by ruff or asked for in words or both."""
    records, asked = [], set()
    for seed in range(12):
        drafts = list(task_drafts("a.py", _LONG, 9, Random(seed), Counter()))  # noqa: S311
        made, _ = _examples(drafts, seed)
        records += made
    assert {record.kind for record in records} == {"docstring", "refactor", "synthetic"}
    for record in records:
        assert problem_of(record) is None
        asked.add((bool(record.diagnostics), bool(record.instruction)))
        # Of what is not in the code the words say all.
        assert record.kind != "synthetic" or record.instruction
        assert not re.search(r"{\w", record.instruction or "")
    assert asked == {(True, False), (False, True), (True, True)}


def test_docstring_shows_the_whole_function() -> None:
    """Header and docstring are there, the body is not; its variables may be called as one likes."""
    ((record,), rejected) = _examples([_draft("docstring-to-body")])
    assert record.region.window.lines[0] == "def words(text):"
    assert len(record.region.window.lines) == 3
    assert "words" in (record.instruction or "")
    assert record.diagnostics == ()
    assert "+     for word in text.lower().split():" in record.patch_dsl
    assert not rejected


def test_the_line_before_is_shown() -> None:
    """Whether code is dead is seen from what stands before it."""
    for seed in range(30):
        ((record,), _) = _examples([_draft("dead-code", seed)], seed)
        assert record.region.window.start_line < record.edits()[0].start_line


def test_rejected_by_reason() -> None:
    """A change that means something else, one that ruff dislikes, one that nobody could guess."""
    ternary = TASKS["ternary"]
    other = TaskDraft("a.py", "x = 1\ny = 2\n", "x = 2\ny = 3\n", ternary)
    worse = TaskDraft("b.py", "x = 1\ny = missing\n", "x = 1\ny = 2\n", ternary)
    unseen = TaskDraft("c.py", "import sys\nx = sys.byteorder\n", "import sys\nx = sys.path\n", ternary)
    records, rejected = _examples([other, worse, unseen])
    assert records == []
    assert rejected == {
        "task: not the change that was meant": 1,
        "task: ruff finds more afterwards": 1,
        "task: the answer cannot be seen": 1,
    }
