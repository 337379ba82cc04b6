"""Excluding files and keeping only some fixes."""

from __future__ import annotations

from novaedit.cli.output.view import each_answer
from novaedit.cli.selection import keep_fixes
from tests.cli.output.reports import APP, sample


def test_keeping_one_fix_changes_only_its_lines_and_declines_the_other() -> None:
    report = sample()
    (file, by_ruff), _ = each_answer(report)
    narrowed = keep_fixes(report, {(file.path, by_ruff.fix)}).files[0]
    assert narrowed.change.after == APP.removeprefix(b"import os\n")
    assert [item.reason for item in narrowed.unfixed] == ["gates", "declined"]
    assert [item.fix for item in narrowed.resolved] == [by_ruff.fix]


def test_keeping_none_and_all() -> None:
    report = sample()
    assert keep_fixes(report, set()).diff == b""
    everything = {(file.path, answer.fix) for file, answer in each_answer(report)}
    assert keep_fixes(report, everything) == report
