"""One list of findings for the formats that annotate lines: what a fix is offered for, and what has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from novaedit.cli.output.positions import current, current_content
from novaedit.cli.output.reasons import REASONS
from novaedit.cli.output.view import View, answers, position, remaining
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Fix
from novaedit.fixer.report import FileReport


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic as it stands now; `fix` is what we offer, `content` the bytes that its lines mean."""

    diagnostic: Diagnostic
    file: FileReport
    content: bytes
    fix: Fix | None
    note: str


def findings(view: View) -> Iterator[Finding]:
    """Every finding in path and line order; once fixes were applied, only what remains."""
    for file in view.report.files:
        found = [_unfixed(view, file, item.diagnostic, REASONS[item.reason]) for item in remaining(file)]
        if file.path not in view.written:
            found += _offered(file)
        yield from sorted(found, key=lambda finding: position(finding.diagnostic))


def _unfixed(view: View, file: FileReport, diagnostic: Diagnostic, note: str) -> Finding:
    now = current(view, file, diagnostic)
    return Finding(now, file, current_content(view, file), None, f"Not fixed: {note}.")


def _offered(file: FileReport) -> list[Finding]:
    return [
        Finding(diagnostic, file, file.change.before, answer.fix, "A fix is offered.")
        for answer in answers(file)
        for diagnostic in answer.diagnostics or (instruction(file, answer.fix),)
    ]


def instruction(file: FileReport, fix: Fix) -> Diagnostic:
    """What stands for a diagnostic when a fix answers an instruction: the place of its first edit."""
    edits = fix.candidate.patch.edits
    return Diagnostic(
        source="novaedit",
        code="instruction",
        message="An edit was asked for here",
        path=file.path,
        line=edits[0].start_line if edits else None,
        end_line=max(edits[0].start_line, edits[0].end_line) if edits else None,
    )
