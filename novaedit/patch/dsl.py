"""The patch DSL: what the model writes and what records carry.

    @@ 41-43
    - for i in range(len(items)):
    -     process(items[i])
    + for i, item in enumerate(items):
    +     process(item)

`@@ a-b` are line numbers of the original file, ascending, never shifted by earlier
hunks. Parsing is strict: nothing is guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from novaedit.edits import Edit, check_edits
from novaedit.errors import DslError, PatchError

NO_EDIT = "<NO_EDIT>"

_HEADER = re.compile(r"@@ (0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,8})")


def format_dsl(edits: Sequence[Edit], lines: Sequence[str], *, removals: bool = True) -> str:
    """Write `edits` of the content `lines` in the DSL; no edits is `<NO_EDIT>`.

    `removals=False` leaves the `-` lines out, the short form that the model may write.
    Raises PatchError when an edit reaches past the content.
    """
    if not edits:
        return NO_EDIT
    check_edits(edits)
    out = []
    for edit in edits:
        _check_range(edit.start_line, edit.end_line, len(lines))
        out.append(f"@@ {edit.start_line}-{edit.end_line}")
        if removals:
            out += [f"- {line}" for line in lines[edit.start_line - 1 : edit.end_line]]
        out += [f"+ {line}" for line in edit.replacement]
    return "\n".join(out)


def parse_dsl(text: str, lines: Sequence[str], *, removals: bool = True) -> tuple[Edit, ...]:
    """Read the DSL back into edits of the content `lines`; `<NO_EDIT>` gives ().

    With `removals` every `-` line must be there and be the file's line; without, none may be.
    Raises DslError on anything else.
    """
    if text.strip() == NO_EDIT:
        return ()
    hunks = _split_hunks(text.removesuffix("\n").split("\n"))
    edits = tuple(_read_hunk(header, body, lines, removals=removals) for header, body in hunks)
    try:
        check_edits(edits)
    except PatchError as error:
        raise DslError(str(error)) from None
    return edits


def _split_hunks(rows: list[str]) -> list[tuple[str, list[str]]]:
    hunks: list[tuple[str, list[str]]] = []
    for row in rows:
        if row.startswith("@@"):
            hunks.append((row, []))
        elif not hunks:
            raise DslError(f"expected '@@ a-b', got {row[:40]!r}")
        else:
            hunks[-1][1].append(row)
    return hunks


def _read_hunk(header: str, body: list[str], lines: Sequence[str], *, removals: bool) -> Edit:
    match = _HEADER.fullmatch(header)
    if match is None:
        raise DslError(f"not a hunk header: {header[:40]!r}")
    start, end = int(match[1]), int(match[2])
    _check_range(start, end, len(lines))
    removed = [_text(row) for row in body if row[:1] == "-"]
    added = [_text(row) for row in body if row[:1] == "+"]
    if len(removed) + len(added) != len(body) or any(row[:1] == "-" for row in body[len(removed) :]):
        raise DslError(f"{header}: a body is '- ' lines, then '+ ' lines")
    if removed != (list(lines[start - 1 : end]) if removals else []):
        raise DslError(f"{header}: the '-' lines are not the lines of the file")
    try:
        return Edit(start, end, tuple(added))
    except PatchError as error:
        raise DslError(str(error)) from None


def _text(row: str) -> str:
    # An empty line is "+ " or, when an editor strips trailing blanks, nothing we accept.
    if row[1:2] != " ":
        raise DslError(f"no space after the sign: {row[:40]!r}")
    return row[2:]


def _check_range(start: int, end: int, count: int) -> None:
    if start < 1 or end < start - 1 or end > count:
        raise DslError(f"lines {start}-{end} are not in a content of {count} lines")
