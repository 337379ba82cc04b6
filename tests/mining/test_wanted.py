"""What is worth learning from."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.mining.wanted import is_layout, is_too_large, refused_edits, refused_finding

_LINES = ("def f(a=[]):", "    return pirce", "<<<<<<< HEAD", "x = 1")


def _finding(code: str, path: str = "a.py", *, fixed: bool = False) -> Diagnostic:
    return Diagnostic("ruff", code, "m", path, 2, fix=(Edit(1, 1, ()),) if fixed else None)


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        (_finding("F821"), ""),
        (_finding("F401", fixed=True), "ruff fixes it itself"),
        (_finding("F401"), ""),
        (_finding("F401", "pkg/__init__.py"), "left alone as a rule"),
        (_finding("F405"), "left alone as a rule"),
        (_finding("B017"), "the answer cannot be known"),
    ],
)
def test_findings(finding: Diagnostic, reason: str) -> None:
    """Not what ruff does by itself, nor what is right as it is."""
    assert refused_finding(finding) == reason


@pytest.mark.parametrize(
    ("code", "edit", "reason"),
    [
        ("F821", Edit(2, 2, ("    return price",)), ""),
        ("F821", Edit(2, 2, ()), "broken line deleted"),
        ("F821", Edit(2, 2, ("",)), "broken line deleted"),
        ("invalid-syntax", Edit(3, 3, ()), ""),
        ("F841", Edit(2, 2, ()), ""),
        ("invalid-syntax", Edit(2, 1, ("",)), "layout only"),
        ("invalid-syntax", Edit(2, 2, ("    return pirce", "")), "layout only"),
        ("invalid-syntax", Edit(2, 2, ("return pirce",)), ""),
        ("B006", Edit(1, 1, ("def f(a=None):",)), "half a fix"),
        ("B006", Edit(1, 1, ("def f(a=None):", "    a = a or []")), ""),
        ("F821", Edit(2, 2, ("x",) * 20), "change too large"),
        ("F841", Edit(4, 4, ("# x = 1",)), "commented out"),
        ("F841", Edit(4, 4, ("# nothing else",)), ""),
    ],
)
def test_edits(code: str, edit: Edit, reason: str) -> None:
    """A broken line may not just go, unless it is the mark of a conflict."""
    assert refused_edits(_finding(code), [edit], _LINES) == reason


def test_large_regions() -> None:
    """By all their text, or by one line."""
    assert not is_too_large(Region("a.py", Span(1, _LINES)))
    assert is_too_large(Region("a.py", Span(1, ("x" * 100,) * 20)))
    assert is_too_large(Region("a.py", Span(1, ("x" * 201,))))


def test_layout() -> None:
    """Blanks and quotation marks are no change, anything else is."""
    lines = ["x = f( 'a' )", "y = 1"]
    assert is_layout([Edit(1, 1, ('x = f("a")',))], lines)
    assert is_layout([Edit(1, 1, ("x = f(", '    "a"', ")"))], lines)
    assert not is_layout([Edit(2, 2, ("y = 2",))], lines)
