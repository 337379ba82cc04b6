"""github: workflow commands that GitHub Actions turns into annotations."""

from __future__ import annotations

from novaedit.cli.output.findings import Finding, findings
from novaedit.cli.output.positions import decoded
from novaedit.cli.output.single import fix_diff
from novaedit.cli.output.view import View, rule, severity


def render(view: View) -> bytes:
    """One `::error` or `::warning` line a finding."""
    lines = (_command(finding) for finding in findings(view))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


def _command(finding: Finding) -> str:
    diagnostic = finding.diagnostic
    properties: dict[str, str | int | None] = {
        "title": f"NovaEdit ({rule(diagnostic)})",
        "file": finding.file.path,
        "line": diagnostic.line,
        "endLine": diagnostic.end_line,
    }
    if diagnostic.end_line in (None, diagnostic.line):
        # GitHub refuses columns on a finding of several lines.
        properties |= {"col": diagnostic.column, "endColumn": diagnostic.end_column}
    given = ",".join(f"{name}={_property(str(v))}" for name, v in properties.items() if v is not None)
    return f"::{severity(diagnostic)} {given}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    text = f"{finding.diagnostic.message}\n{finding.note}"
    if finding.fix is None:
        return text
    return f"{text}\n{decoded(fix_diff(finding.file, finding.fix, header=False)).rstrip()}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
