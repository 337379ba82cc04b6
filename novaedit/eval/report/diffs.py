"""Answers as diffs, line by line with what each line is."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from novaedit.lines import line_texts

#: Longer diffs are cut: a page is read, not searched for the end.
_MOST_LINES = 120


@dataclass(frozen=True, slots=True)
class DiffLine:
    """`kind` is add, del, hunk or same."""

    kind: str
    text: str


def diff_lines(before: str, after: str) -> list[DiffLine]:
    """The unified diff of two texts without its file names."""
    rows = list(difflib.unified_diff(line_texts(before), line_texts(after), lineterm="", n=3))[2:]
    shown = [DiffLine(_kind(row), row) for row in rows[:_MOST_LINES]]
    if len(rows) > _MOST_LINES:
        shown.append(DiffLine("hunk", f"... {len(rows) - _MOST_LINES} more lines"))
    return shown


def _kind(row: str) -> str:
    return {"+": "add", "-": "del", "@": "hunk"}.get(row[:1], "same")
