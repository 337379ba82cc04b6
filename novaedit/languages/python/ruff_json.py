"""Reading ruff's JSON, old and new, and turning its safe fixes into whole-line edits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, check_edits
from novaedit.errors import PatchError, ToolError
from novaedit.languages.python.syntax import BOM
from novaedit.lines import ENDING, line_texts
from novaedit.patch.apply import minimal_edits

#: One edit of ruff: first row and column, last row and column (1-based code points, end exclusive), text.
_Splice = tuple[int, int, int, int, str]


def read_json_lines(
    output: bytes, text_of: Callable[[str], str], path_of: Callable[[str], str]
) -> list[Diagnostic]:
    """Diagnostics from `--output-format json-lines`.

    `path_of` maps ruff's file name to the path to report, `text_of` that path to the content that was
    checked. Raises ToolError when the output is not what ruff writes.
    """
    found = []
    for row in output.split(b"\n"):
        if row.strip():
            try:
                found.append(read_record(json.loads(row), text_of, path_of))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ToolError(f"ruff wrote something that is not its JSON: {error!r}") from None
    return found


def read_record(
    record: dict[str, Any], text_of: Callable[[str], str], path_of: Callable[[str], str]
) -> Diagnostic:
    """One finding. File name and locations may be null since 0.16, a syntax error's code was before."""
    path = path_of(record["filename"] or "")
    line, column = _position(record["location"])
    end_line, end_column = _position(record.get("end_location"))
    if end_line is not None and line is not None and end_line > line and end_column == 1:
        end_line, end_column = end_line - 1, None  # up to the end of the line before
    return Diagnostic(
        source="ruff",
        code=record["code"] or "invalid-syntax",
        message=record["message"].removeprefix("SyntaxError: "),
        path=path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        fix=_safe_fix(record.get("fix"), text_of(path)),
    )


def line_edits(text: str, splices: Sequence[_Splice]) -> tuple[Edit, ...] | None:
    """The same change as whole-line edits; None when there is no such change.

    A change of the final newline alone is none: it is the applier's business.
    """
    lines = line_texts(text)
    rows = [*lines, ""]  # ruff's position after the last line ending
    # The row in which the text ends: the last line if that is open, else the one after it.
    end = len(lines) if ENDING.search(text[-1:]) is None else len(rows)
    edits = [_edit(group, rows, end) for group in _groups(sorted(splices), len(rows))]
    try:
        shrunk = minimal_edits([edit for edit in edits if edit is not None], lines)
        check_edits(shrunk)
    except PatchError:
        return None
    return shrunk or None


def _safe_fix(fix: dict[str, Any] | None, text: str) -> tuple[Edit, ...] | None:
    if fix is None or fix["applicability"] != "safe":
        return None
    return line_edits(text, [_splice(edit) for edit in fix["edits"]])


def _position(location: dict[str, int] | None) -> tuple[int | None, int | None]:
    return (None, None) if location is None else (location["row"], location["column"])


def _splice(edit: dict[str, Any]) -> _Splice:
    start, end = edit["location"], edit["end_location"]
    return (start["row"], start["column"], end["row"], end["column"], edit["content"] or "")


def _groups(splices: Sequence[_Splice], last: int) -> Iterator[list[_Splice]]:
    """Splices on the same or neighbouring lines together, so that no two edits meet."""
    group: list[_Splice] = []
    for splice in splices:
        if group and splice[0] > max(member[2] for member in group) + 1:
            yield group
            group = []
        if splice[2] <= last:
            group.append(splice)
    if group:
        yield group


def _edit(group: Sequence[_Splice], rows: Sequence[str], end: int) -> Edit | None:
    first, last = group[0][0], max(splice[2] for splice in group)
    text = "\n".join(rows[first - 1 : last])
    for row, column, end_row, end_column, content in reversed(group):
        start = _offset(rows, first, row, column)
        text = text[:start] + content + text[_offset(rows, first, end_row, end_column) :]
    new = ENDING.split(text)
    if last >= end and not new[-1]:
        del new[-1]  # what follows the last line ending is no line
    if not new and first >= len(rows):
        return None
    return Edit(first, min(last, len(rows) - 1), tuple(new))


def _offset(rows: Sequence[str], first: int, row: int, column: int) -> int:
    # ruff counts columns as if a byte order mark were not there.
    mark = 1 if row == 1 and rows[0].startswith(BOM) else 0
    return sum(len(text) + 1 for text in rows[first - 1 : row - 1]) + column - 1 + mark
