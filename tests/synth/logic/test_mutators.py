"""Every mutator turns its good example into its bad one, and both are Python."""

from __future__ import annotations

from random import Random

import pytest

from novaedit.synth.injector import Injector
from novaedit.synth.logic.mutators import MUTATORS
from novaedit.synth.module import Module, splice


def _made(mutator: Injector, text: str) -> set[str]:
    module = Module(text)
    return {
        splice(text, change)
        for seed in range(30)
        for change in mutator.find(module, Random(seed))  # noqa: S311 - repeatable, not secret
    }


@pytest.mark.parametrize("mutator", MUTATORS.values(), ids=lambda mutator: mutator.name)
def test_good_becomes_bad(mutator: Injector) -> None:
    """Some draw makes exactly the bad example; the family is one that only tests can see."""
    compile(mutator.good, "good", "exec")
    compile(mutator.bad, "bad", "exec")
    assert mutator.bad in _made(mutator, mutator.good)
    assert mutator.family == "logic"


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("logic-range", "range(a, b - 1)\n", "range(a, b)\n"),
        ("logic-range-start", "range(1, n)\n", "range(n)\n"),
        ("logic-slice", "a[: n - 1]\n", "a[: n]\n"),
        ("logic-slice-bound", "a[::-1]\n", "a[:]\n"),
        ("logic-index", "a[0]\n", "a[-1]\n"),
        ("logic-boundary", "0 <= a < b\n", "0 <= a <= b\n"),
        ("logic-membership", "a not in b\n", "a in b\n"),
        ("logic-part-dropped", "a and b or c\n", "a and b\n"),
        ("logic-initial", "best = a[0]\n", "best = 0\n"),
        ("logic-keyword", "sorted(a, key=f, reverse=True)\n", "sorted(a, key=f, reverse=False)\n"),
        ("logic-ending", "a.append(b)\n", "a.insert(0, b)\n"),
        ("logic-unwrapped", "b = a.strip().lower()\n", "b = a.strip()\n"),
        ("logic-recursion", "def f(n):\n    return n * f(n - 1)\n", "def f(n):\n    return f(n - 1)\n"),
        ("logic-base-case", "def f(a):\n    if a: return 0\n    return a\n", "def f(a):\n    return a\n"),
        (
            "logic-base-case",
            "def f(a):\n    if len(a) < 2: return []\n    return a\n",
            "def f(a):\n    return a\n",
        ),
        ("logic-jump", "for a in b:\n    a\n    break\n", "for a in b:\n    a\n"),
    ],
)
def test_other_shapes(name: str, good: str, bad: str) -> None:
    assert bad in _made(MUTATORS[name], good)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("logic-constant", 'def f():\n    """0"""\n'),
        ("logic-arithmetic", 'a = "x" + b\n'),
        ("logic-swapped-lines", 'def f():\n    """Text."""\n    a = 1\n'),
        ("logic-missing-line", "def f():\n    a = 1\n"),
        ("logic-while-if", "while a:\n    break\n"),
        ("logic-arithmetic", 'x = a + " " + b\n'),
        ("logic-filter", "x = [a for a in b if a in c and d(a)]\n"),
        ("logic-into-loop", "def f(a):\n    if a:\n        raise b\n    return c\n"),
        ("logic-recursion", "def f(a):\n    return [f(*b) for b in a]\n"),
        ("logic-base-case", "def f(a, b):\n    if not a:\n        return b + 1\n    return a\n"),
        ("logic-base-case", "def f(a):\n    if a.b == a.c:\n        return a\n    return 1\n"),
    ],
)
def test_leaves_alone(name: str, text: str) -> None:
    """No docstring is touched, no block emptied, nothing done that could not be, or not be mended."""
    assert _made(MUTATORS[name], text) == set()


def test_constants_that_people_write() -> None:
    """Zero becomes -1 where something is looked up, not where it is compared; no `-0`."""
    assert _made(MUTATORS["logic-constant"], "x = f(0)\n") == {"x = f(1)\n", "x = f(-1)\n"}
    assert _made(MUTATORS["logic-constant"], "x = a % 4 == 0\n") == {
        "x = a % 4 == 1\n",
        "x = a % 5 == 0\n",
        "x = a % 3 == 0\n",
    }
    assert _made(MUTATORS["logic-constant"], "x = f(-1)\n") == {"x = f(-2)\n"}
    assert _made(MUTATORS["logic-constant"], "x = a == -1\n") == set()
