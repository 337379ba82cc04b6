"""rdjson: reviewdog's Diagnostic Format; columns count UTF-8 bytes, ends are exclusive."""

from __future__ import annotations

import json
from typing import Any

from novaedit.cli.output.findings import Finding, findings
from novaedit.cli.output.positions import Place, TextEdit, byte_column, text_edits
from novaedit.cli.output.view import View, rule, severity


def render(view: View) -> bytes:
    """One DiagnosticResult."""
    document = {
        "source": {"name": "novaedit"},
        "severity": "WARNING",
        "diagnostics": [_diagnostic(finding) for finding in findings(view)],
    }
    return json.dumps(document, indent=2).encode("ascii") + b"\n"


def _diagnostic(finding: Finding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    record: dict[str, Any] = {
        "message": diagnostic.message,
        "location": {"path": finding.file.path, **_range(finding)},
        "severity": severity(diagnostic).upper(),
        "source": {"name": diagnostic.source},
        "code": {"value": rule(diagnostic)},
    }
    if finding.fix is not None:
        edits = text_edits(finding.content, finding.fix.candidate.patch.edits)
        record["suggestions"] = [_suggestion(finding.content, edit) for edit in edits]
    return record


def _range(finding: Finding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    if diagnostic.line is None:
        return {}
    start = _point(finding.content, diagnostic.line, diagnostic.column)
    if diagnostic.end_line is None:
        return {"range": {"start": start}}
    return {
        "range": {"start": start, "end": _point(finding.content, diagnostic.end_line, diagnostic.end_column)}
    }


def _point(content: bytes, line: int, column: int | None) -> dict[str, int]:
    if column is None:
        return {"line": line}
    return {"line": line, "column": byte_column(content, Place(line, column))}


def _suggestion(content: bytes, edit: TextEdit) -> dict[str, Any]:
    return {
        "range": {
            "start": _point(content, edit.start.line, edit.start.column),
            "end": _point(content, edit.end.line, edit.end.column),
        },
        "text": edit.text,
    }
