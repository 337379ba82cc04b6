"""Arguments and parameters that stand in the wrong order."""

from __future__ import annotations

import pytest

from novaedit.languages.python.syntax import parse
from novaedit.synth.repairs.order import order
from tests.synth.repairs.texts import repaired


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("f(b=1, a)\n", ["f(a, b=1)\n"]),
        (
            "x = C(I, null=False, K('s, (t'))  # as (b=1, a)\n",
            ["x = C(I, K('s, (t'), null=False)  # as (b=1, a)\n"],
        ),
        ("g(f(a, k=[1, 2], b == c), d)\n", ["g(f(a, b == c, k=[1, 2]), d)\n"]),
        (
            "def f(a=None, b, c):\n    pass\n",
            [
                "def f(b, c, a=None):\n    pass\n",
                "def f(a=None, b=None, c=None):\n    pass\n",
                "def f(a, b, c):\n    pass\n",
            ],
        ),
        (
            "async def f(self, a: int = 1, b: str) -> None: ...\n",
            [
                "async def f(self, b: str, a: int = 1) -> None: ...\n",
                "async def f(self, a: int = 1, b: str=None) -> None: ...\n",
                "async def f(self, a: int, b: str) -> None: ...\n",
            ],
        ),
    ],
)
def test_what_has_no_name_comes_first(bad: str, good: list[str]) -> None:
    found = repaired(order, bad)
    assert found == good
    assert all(parse(text) is None for text in found)


@pytest.mark.parametrize("text", ["f(a b)\n", "f(a=1, *)\n", "f(\n    a=1,\n    b\n)\n", "f(a=1, b\n"])
def test_nothing_for_what_is_wrong_otherwise_or_on_several_lines(text: str) -> None:
    assert repaired(order, text) == []


def test_only_the_lines_that_are_shown() -> None:
    assert repaired(order, "x = 1\nf(b=1, a)\n", 1, 1) == []
    assert repaired(order, "x = 1\nf(b=1, a)\n", 2, 2) == ["x = 1\nf(a, b=1)\n"]
