"""Which findings a run is about."""

from __future__ import annotations

from collections import Counter

import pytest

from novaedit.diagnostics import Diagnostic, fingerprint
from novaedit.fixer.options import Options
from novaedit.fixer.scope import in_scope, is_selected, order_key

LINES = ["import os", "x = y", "x = y", "z = y"]


def finding(line: int, code: str = "F821", source: str = "ruff") -> Diagnostic:
    return Diagnostic(source, code, f"{code} here", "a.py", line=line)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(Options(), True, id="nothing chosen"),
        pytest.param(Options(select=("F",)), True, id="a prefix"),
        pytest.param(Options(select=("E",)), False, id="another prefix"),
        pytest.param(Options(select=("F",), ignore=("F821",)), False, id="ignored after all"),
        pytest.param(Options(ignore=("ruff",)), False, id="a source"),
    ],
)
def test_codes_are_selected_by_prefix(options: Options, expected: bool) -> None:
    assert is_selected(finding(1), options) is expected


def test_a_twin_of_an_old_finding_on_a_changed_line_is_new() -> None:
    base = Counter([fingerprint(finding(2), LINES)])
    found = in_scope([finding(2), finding(3)], lines=LINES, changed=((3, 3),), base=base, options=Options())
    assert [d.line for d in found] == [3]


def test_an_old_finding_that_moved_is_not_new() -> None:
    moved = ["", *LINES]
    base = Counter([fingerprint(finding(4), LINES)])
    assert in_scope([finding(5)], lines=moved, changed=((1, 1),), base=base, options=Options()) == []


def test_syntax_errors_count_wherever_they_are() -> None:
    error = finding(1, "invalid-syntax", "parser")
    assert in_scope([error], lines=LINES, changed=((4, 4),), base=None, options=Options()) == [error]


def test_the_whole_file_counts_when_asked() -> None:
    found = in_scope([finding(2)], lines=LINES, changed=(), base=None, options=Options(whole_file=True))
    assert [d.line for d in found] == [2]


def test_syntax_errors_come_first_and_slow_tools_last() -> None:
    order = sorted(
        [finding(1, "name-defined", "mypy"), finding(3), finding(4, "invalid-syntax", "parser")],
        key=order_key,
    )
    assert [d.source for d in order] == ["parser", "ruff", "mypy"]
