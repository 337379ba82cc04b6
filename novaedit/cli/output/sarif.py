"""sarif: SARIF 2.1.0 with `fixes[].artifactChanges`, for code scanning and editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from novaedit import __version__
from novaedit.cli.output.findings import Finding, findings
from novaedit.cli.output.positions import TextEdit, text_edits
from novaedit.cli.output.view import View, applicability, rule, severity
from novaedit.edits import Fix

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(view: View) -> bytes:
    """One SARIF log with one run."""
    found = list(findings(view))
    rules = sorted({rule(finding.diagnostic) for finding in found})
    driver = {"name": "NovaEdit", "version": __version__, "rules": [{"id": name} for name in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules) for finding in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2).encode("ascii") + b"\n"


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    result: dict[str, Any] = {
        "ruleId": rule(diagnostic),
        "ruleIndex": rules.index(rule(diagnostic)),
        "level": severity(diagnostic),
        "message": {"text": diagnostic.message},
        "locations": [{"physicalLocation": _location(finding)}],
        "properties": {"source": diagnostic.source},
    }
    if finding.fix is not None:
        result["fixes"] = [_fix(finding, finding.fix)]
    else:
        result["properties"]["unfixed"] = finding.note
    return result


def _location(finding: Finding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    location: dict[str, Any] = {"artifactLocation": _artifact(finding.file.path)}
    if diagnostic.line is not None:
        numbers = {
            "startLine": diagnostic.line,
            "startColumn": diagnostic.column,
            "endLine": diagnostic.end_line,
            "endColumn": diagnostic.end_column,
        }
        location["region"] = {name: number for name, number in numbers.items() if number is not None}
    return location


def _artifact(path: str) -> dict[str, str]:
    # Relative to the root, as code scanning wants it, and percent-encoded, for it is a URI.
    return {"uri": quote(path.encode("utf-8", "surrogateescape"))}


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    edits = text_edits(finding.content, fix.candidate.patch.edits)
    origin, confidence = fix.candidate.origin, fix.candidate.confidence
    return {
        "description": {"text": f"Fix by {origin} ({applicability(fix)}, confidence {confidence:.2f})"},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(finding.file.path),
                "replacements": [_replacement(edit) for edit in edits],
            }
        ],
    }


def _replacement(edit: TextEdit) -> dict[str, Any]:
    return {
        "deletedRegion": {
            "startLine": edit.start.line,
            "startColumn": edit.start.column,
            "endLine": edit.end.line,
            "endColumn": edit.end.column,
        },
        "insertedContent": {"text": edit.text},
    }
