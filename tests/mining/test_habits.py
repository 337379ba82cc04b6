"""What had been done wrong, told from the patch."""

from __future__ import annotations

import pytest

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.mining.habits import Habits, mistakes_of
from novaedit.patch.dsl import format_dsl


def _record(old: str, new: str, code: str = "F821", message: str = "m", source: str = "ruff") -> Example:
    lines = tuple(old.split("\n"))
    edits = [Edit(1, len(lines), tuple(new.split("\n")))]
    finding = Diagnostic(source, code, message, "a.py", 1)
    where = Provenance("a/b", "c", "a.py", "MIT")
    return Example(
        "real", "python", Region("a.py", Span(1, lines)), (finding,), format_dsl(edits, lines), where
    )


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
    assert mistakes_of(_record(wrong, right)) == kinds


def test_a_lost_import() -> None:
    """A whole line that only imports."""
    lines = ("import os", "x = sys.argv")
    patch = format_dsl([Edit(2, 1, ("import sys",))], lines)
    finding = Diagnostic("ruff", "F821", "m", "a.py", 2)
    where = Provenance("a/b", "c", "a.py", "MIT")
    record = Example("real", "python", Region("a.py", Span(1, lines)), (finding,), patch, where)
    assert mistakes_of(record) == ["lost import"]


def test_counts_by_rule_and_kind() -> None:
    """Syntax errors go by their message without names; the commonest come first."""
    habits = Habits()
    habits.add(_record("result += pirce", "result += price"))
    habits.add(_record("f(a", "f(a)", "invalid-syntax", "'(' was never closed", "parser"))
    habits.add(_record("g(b", "g(b)", "invalid-syntax", "'[' was never closed", "parser"))
    counts = habits.to_json()
    assert counts["by_rule"] == {"_ was never closed": 2, "F821": 1}
    assert list(counts["by_kind"].items()) == [("lost )", 2), ("name for name", 1)]
    assert counts["by_rule_and_kind"]["F821"] == {"name for name": 1}
