"""Order, severity, and lines after a fix."""

from __future__ import annotations

import pytest

from novaedit.cli.output.view import answers, severity, shifted
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.fixer.report import Resolved
from tests.cli.output.reports import BROKEN, LEFT, UNDEFINED, UNUSED, make_file, make_fix


def test_one_fix_for_two_diagnostics_is_one_answer() -> None:
    fix = make_fix("a.py", b"a\nb\n", (Edit(1, 1, ("x",)),))
    file = make_file("a.py", b"a\nb\n", (Resolved(UNDEFINED, fix), Resolved(UNUSED, fix)))
    (answer,) = answers(file)
    assert answer.diagnostics == (UNUSED, UNDEFINED)


@pytest.mark.parametrize(
    ("line", "expected"), [(1, 1), (2, 4), (5, 5), (6, 6)], ids=["before", "pushed", "after", "end"]
)
def test_shifted(line: int, expected: int) -> None:
    edits = [Edit(2, 1, ("new", "new")), Edit(3, 4, ())]
    assert shifted(line, edits) == expected


def test_severity() -> None:
    mypy = Diagnostic("mypy", "attr-defined", "no", "a.py", 1)
    assert [severity(item) for item in (LEFT, BROKEN, mypy)] == ["warning", "error", "error"]
