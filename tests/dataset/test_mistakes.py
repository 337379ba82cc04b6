"""What had been done wrong, told from the lines before and after."""

from __future__ import annotations

import pytest

from novaedit.dataset.mistakes import mistakes, place_of


@pytest.mark.parametrize(
    ("wrong", "right", "kinds"),
    [
        ("x = f(a", "x = f(a)", ["lost )"]),
        ("x = f(a))", "x = f(a)", ["surplus )"]),
        ("if x = 1:", "if x == 1:", ["= for =="]),
        ("if x == None:", "if x is None:", ["== for is"]),
        ("result += pirce", "result += price", ["name for name"]),
        ("retrun x", "return x", ["name for return"]),
        ("x = 'a", "x = 'a'", ["' name for text"]),
        ("  x = 1", "    x = 1", ["indentation"]),
        ("for x in y", "for x in y:", ["lost :"]),
        ("a b", "c(d, e)[f] = g", ["rewrite"]),
        ("x = a b", "x = [a, b]", ["lost [", "lost ,", "lost ]"]),
    ],
)
def test_kinds(wrong: str, right: str, kinds: list[str]) -> None:
    """Signs and keywords by themselves, other tokens by their kind."""
    assert mistakes([wrong], [right]) == kinds


def test_a_lost_import() -> None:
    """A whole line that only imports."""
    assert mistakes([], ["import sys"]) == ["lost import"]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("    return x", "return"),
        ("from a import b", "import"),
        ("@property", "@"),
        ("total += 1", "assignment"),
        ("count: int = 0", "assignment"),
        ("a[0], b = c", "assignment"),
        ("print(a == b)", "expression"),
        ("f(x=1)", "expression"),
        ("    )", "closing bracket"),
        ("  # why", ""),
        ("", ""),
    ],
)
def test_places(line: str, place: str) -> None:
    """By what the line begins with."""
    assert place_of(line) == place
