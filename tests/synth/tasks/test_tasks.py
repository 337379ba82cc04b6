"""Every task makes its bad example from its good one, both do the same, and ruff says of which it is bad."""

from __future__ import annotations

import ast
import re
from random import Random

import pytest

from novaedit.languages.python.bulk import ruff_on
from novaedit.synth.module import Module, splice
from novaedit.synth.tasks import TASKS
from novaedit.synth.tasks.build import TASK_RULES
from novaedit.synth.tasks.saying import say_condition
from novaedit.synth.tasks.task import Task, wish

_EACH = pytest.mark.parametrize("task", [pytest.param(task, id=name) for name, task in TASKS.items()])


def _docstring(text: str, body: str) -> str:
    return f'def f(x):\n    """{text}"""\n    {body}\n'


@_EACH
def test_examples(task: Task) -> None:
    """What is found in the good example is the bad one."""
    module = Module(task.good)
    made = set()
    for seed in range(20):
        made |= {splice(task.good, wish(found).change) for found in task.find(module, Random(seed))}  # noqa: S311
    assert task.bad in made
    for text in made:
        ast.parse(text)


@_EACH
def test_nothing_is_found_in_the_bad_example(task: Task) -> None:
    """The way back is not undone again."""
    assert task.good not in [
        splice(task.bad, wish(found).change)
        for found in task.find(Module(task.bad), Random(1))  # noqa: S311
    ]


@_EACH
def test_both_do_the_same(task: Task) -> None:
    """Run, not read; where the bad form does not do it yet there are no calls."""
    assert bool(task.calls) == (task.kind == "refactor")
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
        (
            "wish-refusal",
            "def f(x):\n    # never 0\n    if not x:\n        raise ValueError\n    return g(x)\n",
        ),
        ("wish-refusal", "def f(x):\n    if not x:\n        raise ValueError('a', 'b')\n    return g(x)\n"),
        ("wish-refusal", "def f(x):\n    y = g(x)\n    if not y:\n        raise ValueError('no')\n"),
        ("wish-early-return", "def f(x):\n    if x:\n        return 1\n    else:\n        g(x)\n    h(x)\n"),
        ("wish-handler", "try:\n    f()\nexcept OSError as e:\n    g(e)\n    raise\n"),
        ("wish-handler", "try:\n    f()  # may fail\nexcept OSError:\n    pass\n"),
        ("wish-parameter", "def f(x, y=3):\n    y += 1\n    return x + y\n"),
        ("wish-parameter", "def f(x, y=3):\n    return f'{y}{x}'\n"),
        ("wish-parameter", "def f(x, y=True):\n    return g(x) if y else x\n"),
        ("wish-keyword-only", "def f(*x, y):\n    return x * y\n"),
        ("wish-number", "x = True\ny = 1\nz = f(0)\n"),
        ("wish-name", "def f(total):\n    return total + total\n"),
        ("wish-name", "def f(x):\n    total = x\n    return f'{total}'\n"),
        ("wish-name", "def f(x):\n    total = x\n\n    def g():\n        return total\n    return g\n"),
        ("wish-missing-key", "def f(x):\n    return x.get(g(), 1)\n"),
        ("wish-bound", "def f(x):\n    return max(x, 1, 2)\n"),
        ("wish-strip", "def f(x):\n    return x.strip(',')\n"),
        ("wish-open-encoding", "x = open(path, mode='r')\n"),
    ],
)
def test_leaves_alone(name: str, text: str) -> None:
    """What cannot be said in the other form, and what nothing in sight would tell how to write."""
    assert list(TASKS[name].find(Module(text), Random(1))) == []  # noqa: S311


def test_a_comparison_is_turned_round() -> None:
    """`not (x == 1)` is what nobody writes."""
    text = "def f(xs):\n    return all(x == 1 for x in xs)\n"
    (found,) = TASKS["any-all"].find(Module(text), Random(1))  # noqa: S311
    assert "        if x != 1:\n            return False\n" in splice(text, wish(found).change)


def test_docstring_that_tells_its_constants() -> None:
    text = _docstring("Return the name of the given tag: 'tag-' and x.", "return 'tag-' + x")
    assert len(list(TASKS["docstring-to-body"].find(Module(text), Random(1)))) == 1  # noqa: S311


def _run(code: str, call: str) -> object:
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own examples
    return eval(call, names)  # noqa: S307 - the same


@pytest.mark.parametrize(
    ("name", "text", "bad"),
    [
        ("wish-default", "def f(a, b=1, c=2):\n    g()\n", "def f(a, b, c=2):\n    g()\n"),
        ("wish-default", "def f(a, b: int = 1):\n    g()\n", "def f(a, b: int):\n    g()\n"),
        ("wish-default", "def f(a, *, b=1):\n    g()\n", "def f(a, *, b):\n    g()\n"),
        (
            "wish-keyword-only",
            "def f(\n    a,\n    *,\n    b,\n):\n    g()\n",
            "def f(\n    a,\n    b,\n):\n    g()\n",
        ),
        ("wish-mkdir-exist_ok", "x.mkdir(exist_ok=True)\n", "x.mkdir()\n"),
        ("wish-mkdir-exist_ok", "x.mkdir(exist_ok=True, mode=m)\n", "x.mkdir(mode=m)\n"),
        ("wish-sorted-key", "y = sorted(x, key=f, reverse=True)\n", "y = sorted(x, reverse=True)\n"),
        ("wish-handler", "try:\n    a()\n\n    b()\nexcept E:\n    pass\n", "a()\n\nb()\n"),
        ("wish-bound", "def f(x):\n    return min(3, x)\n", "def f(x):\n    return x\n"),
    ],
)
def test_undoes(name: str, text: str, bad: str) -> None:
    assert bad in [splice(text, wish(found).change) for found in TASKS[name].find(Module(text), Random(1))]  # noqa: S311


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("x is None", "x is None"),
        ("not self.x", "self.x is not set"),
        ("x < 0", "x is negative"),
        ("len(x) != 2", "len(x) is not equal to 2"),
        ("not isinstance(x, str)", "x is not a str"),
        ("isinstance(x, (str, int))", "`isinstance(x, (str, int))`"),
        ("0 < x < 3", "`0 < x < 3`"),
        ("x and y", "`x and y`"),
    ],
)
def test_conditions_are_said(test: str, said: str) -> None:
    """In words or as they are."""
    module = Module(f"if {test}:\n    pass\n")
    (node,) = module.of(ast.If)
    both = {say_condition(module, node.test, Random(seed)) for seed in range(20)}  # noqa: S311
    assert both == {said, f"`{test}`"}


def test_every_wish_can_be_said() -> None:
    """Whatever words a wish has, one of the wordings takes just them."""
    for task in TASKS.values():
        for found in task.find(Module(task.good), Random(1)):  # noqa: S311
            words = wish(found).words.keys()
            places = [set(re.findall(r"\{(\w+)\}", text)) for text in task.instructions]
            assert any(words <= place <= words | {"name"} for place in places), task.name
