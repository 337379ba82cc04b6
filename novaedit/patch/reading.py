"""Reading a unified diff back, with unidiff: the proof that what we hand over says what we mean."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from novaedit.errors import PatchError
from novaedit.patch.unified import FileChange, unified_diff

if TYPE_CHECKING:
    from unidiff.patch import Hunk


def apply_diff(before: bytes, diff: bytes) -> bytes:
    """What the diff of one file makes of `before`, exactly where it says and with no fuzz.

    `git apply` moves a hunk to another place that looks alike; here every context and removed line must
    be the line of that number. Raises PatchError.
    """
    lines = io.BytesIO(before).readlines()  # only \n ends a line, as for git
    out: list[bytes] = []
    position = 0
    for hunk in _hunks(diff):
        start = hunk.source_start - (1 if hunk.source_length else 0)
        out += lines[position:start]
        position = start
        for sign, text in _rows(hunk):
            if sign != "+":
                if position >= len(lines) or lines[position] != text:
                    raise PatchError(f"line {position + 1} is not what the diff says")
                position += 1
            if sign != "-":
                out.append(text)
    return b"".join([*out, *lines[position:]])


def is_faithful(change: FileChange) -> bool:
    """Whether the diff that we write of `change` gives just its `after` when it is read back."""
    diff = unified_diff(change)
    try:
        return not diff or apply_diff(change.before, diff) == change.after
    except PatchError:
        return False


def _hunks(diff: bytes) -> list[Hunk]:
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    # latin-1 gives every byte back, and this stream ends a row at \n only, as git does.
    rows = io.StringIO(diff.decode("latin-1"), newline="\n")
    try:
        files = PatchSet(rows)
    except UnidiffParseError as error:
        raise PatchError(f"not a unified diff: {error}") from None
    if len(files) != 1:
        raise PatchError(f"a diff of one file was expected, not of {len(files)}")
    return list(files[0])


def _rows(hunk: Hunk) -> Iterator[tuple[str, bytes]]:
    """The sign and bytes of each line of a hunk; the remark on a missing newline is taken in."""
    rows = list(hunk)
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if row.line_type == "\\":
            continue
        text = row.value.encode("latin-1")
        is_open = following is not None and following.line_type == "\\"
        yield row.line_type, text.removesuffix(b"\n") if is_open else text
