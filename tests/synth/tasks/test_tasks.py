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


def _docstring(text: str, body: str) -> str:
    return f'def f(x):\n    """{text}"""\n    {body}\n'


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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fstring-from-sum", "x = f'{a} of {b!r}'\n"),
        ("fstring-from-format", "x = f'{a} of {b:>3}'\n"),
        ("ternary", "x = x if x else 2\n"),
        ("needless-else", "def f(x):\n    if x:\n        return 1\n\n    return 2\n"),
        ("dead-code", "def f(x):\n    return g(\n        x\n    )\n"),
        ("needless-pass", "def f(x):\n    x += 1\n    return x\n"),
        ("docstring-to-body", _docstring("Add or replace tags.", "if x:\n        return 1\n    return 2")),
        ("docstring-to-body", _docstring("Return the name of the given tag.", "return 'tag-' + x")),
    ],
)
def test_leaves_alone(name: str, text: str) -> None:
    """What cannot be said in the other form, and what nothing in sight would tell how to write."""
    assert list(TASKS[name].find(Module(text), Random(1))) == []  # noqa: S311


def test_a_comparison_is_turned_round() -> None:
    """`not (x == 1)` is what nobody writes."""
    text = "def f(xs):\n    return all(x == 1 for x in xs)\n"
    (change,) = TASKS["any-all"].find(Module(text), Random(1))  # noqa: S311
    assert "        if x != 1:\n            return False\n" in splice(text, change)


def test_docstring_that_tells_its_constants() -> None:
    text = _docstring("Return the name of the given tag: 'tag-' and x.", "return 'tag-' + x")
    assert len(list(TASKS["docstring-to-body"].find(Module(text), Random(1)))) == 1  # noqa: S311


def _run(code: str, call: str) -> object:
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own examples
    return eval(call, names)  # noqa: S307 - the same
