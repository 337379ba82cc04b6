"""What had been done wrong, told from the patch."""

from __future__ import annotations

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.mining.habits import Habits
from novaedit.patch.dsl import format_dsl


def _record(old: str, new: str, code: str = "F821", message: str = "m", source: str = "ruff") -> Example:
    lines = tuple(old.split("\n"))
    edits = [Edit(1, len(lines), tuple(new.split("\n")))]
    finding = Diagnostic(source, code, message, "a.py", 1)
    where = Provenance("a/b", "c", "a.py", "MIT")
    return Example(
        "real", "python", Region("a.py", Span(1, lines)), (finding,), format_dsl(edits, lines), where
    )


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


def test_counts_by_place() -> None:
    """What kind of line was mended, and how many of each were shown."""
    habits = Habits()
    habits.add(_record("if x\n    y = 1", "if x:\n    y = 1"))
    counts = habits.to_json()
    assert counts["by_place"] == {"assignment": 1, "if": 1}
    assert counts["lines_by_place"] == {"assignment": 1, "if": 1}
