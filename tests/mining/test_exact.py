"""A mend of one finding, and of nothing else."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.mining.exact import ELSE_TOO, NOT_THAT, adds_blanks, not_exact, without_blanks

_LINES = (
    "Value = None",
    "from a import Value",
    "def f(self):",
    "    try:",
    "        rest = g(a, b)",
    "        other = h(a,  b)",
    "    except OSError:",
    "        raise Broken(a)",
    "    warnings.warn(a)",
    "    if a == None: b()",
    "    c(x=1, *b)",
    "    except:",
    "    x",
    "    # hush",
    "print types.Kind",
    "    assert False",
)
_UNUSED = "Local variable `rest` is assigned to but never used"


@pytest.mark.parametrize(
    ("code", "line", "message", "edits", "reason"),
    [
        ("B904", 8, "", [Edit(7, 8, ("    except OSError as e:", "        raise Broken(a) from e"))], ""),
        ("B904", 8, "", [Edit(8, 8, ("        raise Broken(a) from None",))], ""),
        ("B904", 8, "", [Edit(8, 8, ("        raise Broken() from None",))], NOT_THAT),
        ("B904", 8, "", [Edit(8, 8, ("        raise Broken(a, size, name) from None",))], ELSE_TOO),
        ("B904", 8, "", [Edit(8, 8, ("        return a",))], NOT_THAT),
        ("B028", 9, "", [Edit(9, 9, ("    warnings.warn(a, stacklevel=2)",))], ""),
        ("B028", 9, "", [Edit(9, 9, ("    _warnings.warn(a)",))], NOT_THAT),
        ("B028", 9, "", [Edit(9, 9, ("    warnings.warn(b, stacklevel=2)",))], NOT_THAT),
        ("B026", 11, "", [Edit(11, 11, ("    c(*b, x=1)",))], ""),
        ("B026", 11, "", [Edit(11, 11, ("    c(*b)",))], NOT_THAT),
        ("E711", 10, "", [Edit(10, 10, ("    if a is None: b()",))], ""),
        ("E711", 10, "", [Edit(10, 10, ("    if a is None: d()",))], ELSE_TOO),
        ("E722", 12, "", [Edit(12, 12, ("    except ValueError:",))], ""),
        ("E722", 12, "", [Edit(12, 12, ("    except (ValueError, TypeError):",))], ELSE_TOO),
        ("F841", 5, _UNUSED, [Edit(5, 5, ())], ""),
        ("F841", 5, _UNUSED, [Edit(5, 5, ("        g(a, b)",))], ""),
        ("F841", 5, _UNUSED, [Edit(5, 6, ("        other = h(a, b)",))], ""),
        ("F841", 5, _UNUSED, [Edit(5, 6, ("        other = h(a)",))], ELSE_TOO),
        ("F841", 5, _UNUSED, [Edit(6, 6, ("        other = h(a, rest)",))], ""),
        ("F841", 5, _UNUSED, [Edit(5, 5, ("        return g(a, b)",))], ELSE_TOO),
        ("F811", 2, "Redefinition of unused `Value` from line 1: ", [Edit(2, 2, ())], NOT_THAT),
        ("F811", 2, "Redefinition of unused `Value` from line 1: ", [Edit(1, 2, ())], ""),
        ("F811", 5, "Redefinition of unused `Value` from line 2: ", [Edit(5, 5, ())], ""),
        ("B018", 13, "", [Edit(13, 14, ())], ""),
        ("B018", 13, "", [Edit(12, 14, ())], ELSE_TOO),
        ("B011", 16, "", [Edit(16, 16, ("    raise AssertionError",))], ""),
        ("B011", 16, "", [Edit(16, 16, ("    AssertionError()",))], NOT_THAT),
        ("E711", 10, "", [Edit(10, 10, ("    if not a: b()",))], NOT_THAT),
        ("invalid-syntax", 15, "", [Edit(15, 15, ("print(types.Kind, file=sys.stderr)",))], ELSE_TOO),
        ("invalid-syntax", 15, "", [Edit(15, 15, ("print(types.Kind, end=' ')",))], ""),
        ("invalid-syntax", 15, "", [Edit(15, 15, ("print(other)",))], ELSE_TOO),
        ("invalid-syntax", 15, "", [Edit(15, 14, ("import other",))], ""),
        ("F821", 5, "", [Edit(5, 6, ("        anything = goes",))], ""),
    ],
)
def test_edits(code: str, line: int, message: str, edits: list[Edit], reason: str) -> None:
    """Rules that say what they want get that; what else a commit did there is not to be guessed."""
    finding = Diagnostic("ruff", code, message, "a.py", line)
    assert not_exact(finding, edits, _LINES, [finding]) == reason


def test_two_findings_may_be_mended_at_once() -> None:
    """A line that another finding was on is no line that nobody asked about."""
    first, second = (Diagnostic("ruff", "E711", "", "a.py", line) for line in (5, 10))
    edit = Edit(10, 10, ("    if a is None: b()",))
    assert not_exact(first, [edit], _LINES, [first]) == ELSE_TOO
    assert not_exact(first, [edit], _LINES, [first, second]) == ""


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(2, 2, ("x", "", "")), Edit(2, 2, ("x",))),
        (Edit(2, 2, ("", "x", "", "y")), Edit(2, 2, ("x", "", "y"))),
        (Edit(2, 1, ("x", "")), Edit(2, 1, ("x", ""))),
        (Edit(1, 1, ("x", "")), Edit(1, 1, ("x", ""))),
        (Edit(2, 2, ("",)), Edit(2, 2, ())),
    ],
)
def test_blank_lines_around_a_mend(edit: Edit, expected: Edit) -> None:
    """They go where code stood; an insertion and what ended in a blank line keep theirs."""
    assert without_blanks(edit, ["", "a", "b"]) == expected


def test_blank_lines_alone() -> None:
    """They are layout where they are inserted; in the place of code they are its end."""
    assert adds_blanks(Edit(2, 1, ("", " ")))
    assert not adds_blanks(Edit(2, 1, ("", "x")))
    assert not adds_blanks(Edit(2, 2, ("",)))
