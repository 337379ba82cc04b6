"""Every task makes its bad example from its good one, both do the same, and ruff says of which it is bad."""

from __future__ import annotations

import ast
from random import Random

import pytest

from novaedit.languages.python.bulk import ruff_on
from novaedit.synth.module import Module, splice
from novaedit.synth.tasks import TASKS
from novaedit.synth.tasks.build import TASK_RULES
from novaedit.synth.tasks.task import Task

_EACH = pytest.mark.parametrize("task", [pytest.param(task, id=name) for name, task in TASKS.items()])


@_EACH
def test_examples(task: Task) -> None:
    """What is found in the good example is the bad one."""
    module = Module(task.good)
    made = set()
    for seed in range(20):
        made |= {splice(task.good, change) for change in task.find(module, Random(seed))}  # noqa: S311
    assert task.bad in made
    for text in made:
        ast.parse(text)


@_EACH
def test_nothing_is_found_in_the_bad_example(task: Task) -> None:
    """The way back is not undone again."""
    assert task.good not in [
        splice(task.bad, change)
        for change in task.find(Module(task.bad), Random(1))  # noqa: S311
    ]


@_EACH
def test_both_do_the_same(task: Task) -> None:
    """Run, not read; where the bad form does nothing yet there are no calls."""
    assert bool(task.calls) == (task.kind != "docstring")
    for call in task.calls:
        good, bad = _run(task.good, call), _run(task.bad, call)
        assert good == bad, call


@_EACH
def test_ruff_reports_the_bad_form_only(task: Task) -> None:
    """By one of the rules that the task names."""
    good, bad = ruff_on([("a.py", task.good), ("a.py", task.bad)], TASK_RULES)
    assert good is not None
    assert bad is not None
    assert not {d.code for d in good} & set(task.rules)
    assert bool({d.code for d in bad} & set(task.rules)) == bool(task.rules)


def _run(code: str, call: str) -> object:
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own examples
    return eval(call, names)  # noqa: S307 - the same
