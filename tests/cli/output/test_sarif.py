"""The sarif format: a fix, applied as SARIF describes, gives the fixed file."""

from __future__ import annotations

import json
from typing import Any

from novaedit.cli.output import sarif
from novaedit.cli.output.view import View
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.fixer.report import Report, Resolved
from tests.cli.output.reports import APP, clean, make_file, make_fix, view


def _run(shown: View) -> dict[str, Any]:
    log = json.loads(sarif.render(shown))
    assert log["version"] == "2.1.0"
    run: dict[str, Any] = log["runs"][0]
    return run


def test_results_in_order_with_relative_encoded_uris() -> None:
    run = _run(view())
    assert [result["ruleId"] for result in run["results"]] == ["F401", "F821", "F821", "syntax"]
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]]
    assert uris[0] == "src/app.py"
    assert uris[3] == "src/%C3%A9%20b.py"
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_replacements_give_the_fixed_file() -> None:
    text = APP.decode()
    fixes = [result["fixes"][0] for result in _run(view())["results"][:2]]
    replacements = [fix["artifactChanges"][0]["replacements"][0] for fix in fixes]
    for replacement in reversed(replacements):
        text = _replaced(text, replacement)
    assert text.encode() == view().report.files[0].change.after


def test_after_applying_only_the_rest_remains_and_has_moved() -> None:
    results = _run(view(written=frozenset({"src/app.py"})))["results"]
    assert [result["ruleId"] for result in results] == ["F821", "syntax"]
    assert results[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 8
    assert "fixes" not in results[0]


def test_a_finding_without_a_line_has_no_region() -> None:
    fix = make_fix("a.py", b"x\n", (Edit(1, 1, ("y",)),))
    lost = Diagnostic("pytest", None, "test_a failed", "a.py")
    run = _run(View(Report((make_file("a.py", b"x\n", (Resolved(lost, fix),)),))))
    assert run["results"][0]["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.py"}}}]
    assert run["results"][0]["ruleId"] == "pytest"


def test_a_clean_run_has_no_results() -> None:
    assert _run(View(clean()))["results"] == []


def _replaced(text: str, replacement: dict[str, Any]) -> str:
    region = replacement["deletedRegion"]
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
    end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
    return text[:start] + str(replacement["insertedContent"]["text"]) + text[end:]
