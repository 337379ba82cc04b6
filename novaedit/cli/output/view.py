"""What every format prints: a report and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Fix
from novaedit.fixer.report import FileReport, Report, Unfixed

Applicability = Literal["safe", "unsafe"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class View:
    """A report to print. `written` are the paths that hold their fixes now, `colour` allows ANSI codes.

    `check` leaves the patch out of the text, `where` is the repository's root as the reader may type it.
    """

    report: Report
    written: frozenset[str] = frozenset()
    colour: bool = False
    check: bool = False
    verbosity: int = 0
    where: str = "."


@dataclass(frozen=True, slots=True)
class Answer:
    """One fix and every diagnostic that it answers; none for an instruction."""

    fix: Fix
    diagnostics: tuple[Diagnostic, ...]


def answers(file: FileReport) -> list[Answer]:
    """The fixes of `file` in line order, each once."""
    grouped: dict[Fix, list[Diagnostic]] = {}
    for resolved in file.resolved:
        found = grouped.setdefault(resolved.fix, [])
        if resolved.diagnostic is not None:
            found.append(resolved.diagnostic)
    ordered = sorted(grouped.items(), key=lambda item: item[0].candidate.patch.edits)
    return [Answer(fix, tuple(sorted(found, key=position))) for fix, found in ordered]


def remaining(file: FileReport) -> list[Unfixed]:
    """The unfixed diagnostics of `file` in line order."""
    return sorted(file.unfixed, key=lambda unfixed: position(unfixed.diagnostic))


def each_answer(report: Report) -> Iterator[tuple[FileReport, Answer]]:
    """All fixes of a report with their files, in order."""
    return ((file, answer) for file in report.files for answer in answers(file))


def each_unfixed(report: Report) -> Iterator[tuple[FileReport, Unfixed]]:
    """All that remains of a report with its files, in order."""
    return ((file, unfixed) for file in report.files for unfixed in remaining(file))


def position(diagnostic: Diagnostic) -> tuple[int, int, str, str, str]:
    """The key that orders diagnostics within a file."""
    return (
        diagnostic.line or 0,
        diagnostic.column or 0,
        diagnostic.source,
        diagnostic.code or "",
        diagnostic.message,
    )


def rule(diagnostic: Diagnostic) -> str:
    """The code of a diagnostic, or its source when the tool has no codes."""
    return diagnostic.code or diagnostic.source


def severity(diagnostic: Diagnostic) -> Severity:
    """Broken code and failed checks are errors; a linter's findings are warnings."""
    is_lint = diagnostic.source == "ruff" and not diagnostic.is_syntax_error
    return "warning" if is_lint else "error"


def applicability(fix: Fix) -> Applicability:
    """`safe` for the tool's own safe fix, `unsafe` for what a model wrote: read it before you keep it."""
    return "safe" if fix.candidate.origin == "ruff" else "unsafe"


def shifted(line: int, edits: list[Edit]) -> int:
    """Where line `line` of the original content is after `edits`."""
    return line + sum(edit.growth for edit in edits if edit.end_line < line and edit.start_line <= line)
