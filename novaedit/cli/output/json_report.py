"""json: the whole report as one document, described by report.schema.json beside this file."""

from __future__ import annotations

import json

from novaedit import __version__
from novaedit.cli.output.positions import decoded
from novaedit.cli.output.records import SCHEMA_VERSION, Record, fix_record, summary_record, unfixed_record
from novaedit.cli.output.view import View, answers, remaining
from novaedit.fixer.report import FileReport


def render(view: View) -> bytes:
    """One JSON document; pure ASCII, so that no encoding can spoil it."""
    report = view.report
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "novaedit", "version": __version__},
        "summary": summary_record(view),
        "files": [_file(file) for file in report.files],
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
        "notes": list(report.notes),
    }
    return json.dumps(document, indent=2).encode("ascii") + b"\n"


def _file(file: FileReport) -> Record:
    return {
        "path": file.path,
        "blob_id": file.blob_id,
        "fixes": [fix_record(file, answer) for answer in answers(file)],
        "unfixed": [unfixed_record(file, unfixed) for unfixed in remaining(file)],
        "diff": decoded(file.diff),
    }
