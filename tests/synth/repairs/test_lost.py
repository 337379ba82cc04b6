"""What got lost comes back: the good text is among the neighbours of the bad one."""

from __future__ import annotations

import ast

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.patch.apply import apply_edits
from novaedit.synth.neighbours import neighbours
from novaedit.synth.repairs.lost import lost


def _texts(text: str, first: int = 1, last: int = 99) -> list[str]:
    return [apply_edits(text, edits) for edits in lost(text, first, last)]


_LOST = {
    "last expression": ("def f(a):\n    g(a)\n", "def f(a):\n    return g(a)\n"),
    "what was made": (
        "def f(a):\n    found = []\n    for x in a:\n        found.append(x)\n",
        "def f(a):\n    found = []\n    for x in a:\n        found.append(x)\n    return found\n",
    ),
    "inner function": (
        "def f(g):\n    def inner():\n        return g()\n",
        "def f(g):\n    def inner():\n        return g()\n\n    return inner\n",
    ),
    "parameter": (
        "def f(self, g):\n    self.x[1] = g\n",
        "def f(self, g):\n    self.x[1] = g\n    return g\n",
    ),
    "in a block": (
        "def f(a):\n    if a:\n        b = g(a)\n    return None\n",
        "def f(a):\n    if a:\n        b = g(a)\n        return b\n    return None\n",
    ),
    "when nothing is found": (
        "def f(a):\n    for x in a:\n        if x:\n            return x\n",
        "def f(a):\n    for x in a:\n        if x:\n            return x\n    return 0\n",
    ),
    "method of one line": (
        "class A:\r\n    def f(self):\r\n        self.x.y()\r\n",
        "class A:\r\n    def f(self):\r\n        return self.x.y()\r\n",
    ),
    "above a comment": ("def f(a):\n    b = a  # so\n", "def f(a):\n    b = a  # so\n    return b\n"),
    "at the very end": ("def f(a):\n    b = a", "def f(a):\n    b = a\n    return b"),
    "upper bound": ("x = a[1:]\n", "x = a[1:-1]\n"),
    "lower bound": ("x = a[:n]\n", "x = a[1:n]\n"),
    "no slice": ("x = a[1:]\n", "x = a\n"),
    "start": ("for i, x in enumerate(a):\n    pass\n", "for i, x in enumerate(a, start=1):\n    pass\n"),
    "split once": ('k, v = a.split("=")\n', 'k, v = a.split("=", 1)\n'),
    "sorted": ("x = list(a)\n", "x = sorted(a)\n"),
    "not in a condition": ("x = a and b\n", "x = a and not b\n"),
    "not returned": ("def f(a):\n    return g(a)\n", "def f(a):\n    return not g(a)\n"),
    "not for bool": ("x = bool(a.b)\n", "x = not a.b\n"),
    "minus": ("x = sorted(a, key=lambda p: (p[1], p[0]))\n", "x = sorted(a, key=lambda p: (-p[1], p[0]))\n"),
    "divided": ("x = a * 100\n", "x = a / 100\n"),
    "times": ("x = (a - b) / c\n", "x = (a - b) * c\n"),
    "factor": ("x = n * size\n", "x = (n - 1) * size\n"),
    "one more": ("f(n, k=m)\n", "f(n, k=m + 1)\n"),
    "attribute": ("f(a.start, a.start)\ng(a.end)\n", "f(a.start, a.end)\ng(a.end)\n"),
    "copy": ("x = y\n", "x = y.copy()\n"),
}


@pytest.mark.parametrize("name", _LOST)
def test_the_way_back(name: str) -> None:
    bad, good = _LOST[name]
    assert good in _texts(bad)


@pytest.mark.parametrize("name", _LOST)
def test_each_is_python_and_other_than_the_text_and_the_others(name: str) -> None:
    bad, _ = _LOST[name]
    found = _texts(bad)
    assert len(set(found)) == len(found)
    assert bad not in found
    for text in found:
        ast.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "def f(a):\n    return a\n",
        "def f(a):\n    raise a\n",
        "def f(a):\n    '''Say nothing.'''\n",
        "def f(a) -> None:\n    g(a)\n",
        "def __init__(self):\n    g(self)\n",
        "def f(a):\n    yield a\n    g(a)\n",
        "def f(a):\n    while a:\n        break\n    raise a\n",
        "def f(a): b = a\n",
        "def f(a):\n    b = a; c = b\n",
        "def f(cls):\n    pass\n",
    ],
)
def test_no_return_where_none_can_be_missing(text: str) -> None:
    assert all(new.count("return") == text.count("return") for new in _texts(text))


def test_only_the_lines_that_are_shown() -> None:
    text = "def f(a):\n    x = a[1:]\n    y = a[2:]\n    return x, y\n"
    found = _texts(text, 3, 3)
    assert found
    assert all(new.split("\n")[1] == "    x = a[1:]" for new in found)


@pytest.mark.parametrize("text", ["def f(:\n", "x = '\0'\n", "x = " + "-" * 50_000 + "1\n"])
def test_none_of_what_does_not_parse(text: str) -> None:
    assert lost(text, 1, 9) == []


def test_they_come_before_slips_and_only_for_tests() -> None:
    text = "def f(a):\n    b = a + 1\n"
    place = {"path": "a.py", "line": 2, "end_line": 2}
    failing = Diagnostic("pytest", "AssertionError", "assert None == 2", **place)  # type: ignore[arg-type]
    unfit = Diagnostic("mypy", "operator", "Unsupported operand types", **place)  # type: ignore[arg-type]
    near = [apply_edits(text, edits) for edits in neighbours(text, failing, 1, 2)]
    assert near[0] == "def f(a):\n    b = a + 1\n    return b\n"
    assert "def f(a):\n    b = a - 1\n" in near
    assert near[0] not in [apply_edits(text, edits) for edits in neighbours(text, unfit, 1, 2)]
