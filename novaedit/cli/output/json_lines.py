"""jsonl: one object a line, each with its `type`: fix, unfixed, skipped, note, and summary at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator

from novaedit.cli.output.records import SCHEMA_VERSION, Record, fix_record, summary_record, unfixed_record
from novaedit.cli.output.view import View, each_answer, each_unfixed


def render(view: View) -> bytes:
    """JSON Lines in pure ASCII."""
    return b"".join(json.dumps(record).encode("ascii") + b"\n" for record in _records(view))


def _records(view: View) -> Iterator[Record]:
    report = view.report
    for file, answer in each_answer(report):
        yield {"type": "fix", **fix_record(file, answer)}
    for file, unfixed in each_unfixed(report):
        yield {"type": "unfixed", **unfixed_record(file, unfixed)}
    for skipped in report.skipped:
        yield {"type": "skipped", "path": skipped.path, "reason": skipped.reason}
    for note in report.notes:
        yield {"type": "note", "message": note}
    yield {"type": "summary", "schema_version": SCHEMA_VERSION, **summary_record(view)}
