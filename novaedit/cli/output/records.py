"""The plain objects that json and jsonl share; `report.schema.json` documents them."""

from __future__ import annotations

from typing import Any

from novaedit.cli.output.positions import decoded
from novaedit.cli.output.view import Answer, View, applicability, each_answer, each_unfixed, severity
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, GateResult
from novaedit.fixer.report import Attempt, FileReport, Unfixed
from novaedit.lines import line_texts
from novaedit.patch.dsl import format_dsl

#: Raised whenever a consumer of the old shape could break.
SCHEMA_VERSION = 1

Record = dict[str, Any]


def fix_record(file: FileReport, answer: Answer) -> Record:
    """One fix, its edits both as objects and in the DSL."""
    candidate = answer.fix.candidate
    return {
        "path": file.path,
        "blob_id": candidate.patch.blob_id,
        "origin": candidate.origin,
        "applicability": applicability(answer.fix),
        "confidence": candidate.confidence,
        "log_probability": candidate.log_probability,
        "diagnostics": [diagnostic_record(diagnostic) for diagnostic in answer.diagnostics],
        "gates": [gate_record(gate) for gate in answer.fix.gates],
        "edits": [edit_record(edit) for edit in candidate.patch.edits],
        "patch_dsl": format_dsl(candidate.patch.edits, line_texts(decoded(file.change.before))),
    }


def unfixed_record(file: FileReport, unfixed: Unfixed) -> Record:
    """One diagnostic that remains, why, and what was tried."""
    return {
        "path": file.path,
        "reason": unfixed.reason,
        "diagnostic": diagnostic_record(unfixed.diagnostic),
        "attempts": [attempt_record(attempt) for attempt in unfixed.attempts],
    }


def diagnostic_record(diagnostic: Diagnostic) -> Record:
    """A diagnostic without the tool's own fix, which is a fix of ours or nothing."""
    return {
        "source": diagnostic.source,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "severity": severity(diagnostic),
        "path": diagnostic.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "end_line": diagnostic.end_line,
        "end_column": diagnostic.end_column,
    }


def gate_record(gate: GateResult) -> Record:
    """One gate and its outcome."""
    return {"name": gate.name, "outcome": gate.outcome, "detail": gate.detail}


def edit_record(edit: Edit) -> Record:
    """One edit of whole lines."""
    return {"start_line": edit.start_line, "end_line": edit.end_line, "replacement": list(edit.replacement)}


def attempt_record(attempt: Attempt) -> Record:
    """One candidate that failed."""
    return {
        "confidence": attempt.confidence,
        "edits": [edit_record(edit) for edit in attempt.edits],
        "gates": [gate_record(gate) for gate in attempt.gates],
    }


def summary_record(view: View) -> Record:
    """The counts of a run."""
    report = view.report
    fixed = [file.path for file in report.files if file.resolved]
    return {
        "files": len(report.files),
        "fixes": sum(1 for _ in each_answer(report)),
        "unfixed": sum(1 for _ in each_unfixed(report)),
        "skipped": len(report.skipped),
        "applied": bool(fixed) and view.written.issuperset(fixed),
        "model": report.model,
        "seconds": round(report.seconds, 3),
    }
