"""The gitlab format: fingerprints are unique and do not move with the lines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from novaedit.cli.output import gitlab
from novaedit.cli.output.view import View
from novaedit.fixer.report import Report, Unfixed
from tests.cli.output.reports import LEFT, make_file, view


def _issues(shown: View) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.render(shown))
    return found


def test_issue_fields() -> None:
    issue = _issues(view())[2]
    assert issue["check_name"] == "F821"
    assert issue["severity"] == "minor"
    assert issue["location"] == {"path": "src/app.py", "lines": {"begin": 9, "end": 9}}
    assert "no candidate passed every gate" in issue["description"]


def test_fingerprints_ignore_line_numbers_but_tell_twins_apart() -> None:
    def prints(content: bytes, *lines: int) -> list[str]:
        unfixed = tuple(Unfixed(replace(LEFT, line=line, end_line=line), "gates") for line in lines)
        shown = View(Report((make_file("a.py", content, (), unfixed),)))
        return [issue["fingerprint"] for issue in _issues(shown)]

    before = prints(b"zz\nzz\n", 1, 2)
    after = prints(b"# moved\n\nzz\nzz\n", 3, 4)
    assert before == after
    assert len(set(before)) == 2
