"""gitlab: the Code Quality report of GitLab CI."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from novaedit.cli.output.findings import Finding, findings
from novaedit.cli.output.view import View, rule, severity
from novaedit.diagnostics import fingerprint
from novaedit.lines import line_texts

_SEVERITIES = {"error": "major", "warning": "minor"}


def render(view: View) -> bytes:
    """A JSON array of issues."""
    seen: Counter[str] = Counter()
    issues = [_issue(finding, seen) for finding in findings(view)]
    return json.dumps(issues, indent=2).encode("ascii") + b"\n"


def _issue(finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    first = diagnostic.line or 1
    return {
        "description": f"{diagnostic.message} ({finding.note.rstrip('.')})",
        "check_name": rule(diagnostic),
        "fingerprint": _fingerprint(finding, seen),
        "severity": _SEVERITIES[severity(diagnostic)],
        "location": {
            "path": finding.file.path,
            "lines": {"begin": first, "end": diagnostic.end_line or first},
        },
    }


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    # Without line numbers, so that an issue keeps its identity when code moves; the count tells twins apart.
    lines = line_texts(finding.content.decode("utf-8", "replace"))
    identity = json.dumps([finding.file.path, *fingerprint(finding.diagnostic, lines)])
    seen[identity] += 1
    return hashlib.sha256(f"{identity}#{seen[identity]}".encode()).hexdigest()
