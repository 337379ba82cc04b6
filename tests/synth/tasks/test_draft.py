"""Which tasks are drawn, and what is known of the place."""

from __future__ import annotations

import ast
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from novaedit.synth.module import Change, Module
from novaedit.synth.tasks import TASKS
from novaedit.synth.tasks.draft import TaskDraft, is_local, task_drafts

_CODE = '''class Store:
    @property
    def names(self):
        """All names of the store, sorted and each only once."""
        return sorted({item.name for item in self.items})


def double(xs):
    return [2 * x for x in xs]
'''


def _drafts(count: int, seed: int = 0) -> list[TaskDraft]:
    return list(task_drafts("a.py", _CODE, count, Random(seed), Counter()))  # noqa: S311


def test_as_many_as_asked_for_or_as_there_are() -> None:
    """Never more of a task than it wants."""
    assert len(_drafts(3)) == 3
    most = Counter(draft.task.name for draft in _drafts(500))
    assert 5 < most.total() < 500
    assert all(count <= TASKS[name].most for name, count in most.items())


def test_function_around_the_change() -> None:
    """By its name and its lines before the task is done, decorators included."""
    for draft in (d for seed in range(5) for d in _drafts(500, seed) if d.name):
        lines = draft.broken.splitlines()[draft.first_line - 1 : draft.last_line]
        (function,) = ast.parse(textwrap.dedent("\n".join(lines))).body
        assert isinstance(function, ast.FunctionDef)
        assert (function.name, len(function.decorator_list)) == (draft.name, draft.name == "names")


def test_a_task_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted by name; the others go on."""

    def find(module: Module, rng: Random) -> Iterator[Change]:
        raise RecursionError(module.text[:1])

    broken = replace(TASKS["ternary"], name="broken", find=find, weight=1000)
    monkeypatch.setitem(TASKS, "broken", broken)
    rejected: Counter[str] = Counter()
    assert list(task_drafts("a.py", _CODE, 2, Random(1), rejected))  # noqa: S311
    assert rejected == {"broken failed: RecursionError": 1}


@pytest.mark.parametrize(
    ("clean", "broken", "local"),
    [
        pytest.param("x = 1\ny = 2\n", "x = 1\ny = 3\n", True, id="one statement"),
        pytest.param("x = 1\ny = 2\n", "x = 2\ny = 3\n", False, id="two"),
        pytest.param("x = 1\ny = 2\n", "x = 1\n", False, id="one less"),
        pytest.param("x = 1\n", "x = (1)\n", False, id="layout only"),
    ],
)
def test_is_local(clean: str, broken: str, local: bool) -> None:
    """By the syntax trees."""
    assert is_local(TaskDraft("a.py", clean, broken, TASKS["ternary"])) is local
