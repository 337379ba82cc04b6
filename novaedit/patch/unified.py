"""Unified diffs that `git apply` takes.

The text of `git diff` depends on the user's configuration (`diff.noprefix`,
`diff.mnemonicPrefix`, colours, external programs); this one does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from novaedit.patch.difference import Run, changed_runs

_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after, as bytes; `mode` is git's file mode in octal."""

    path: str
    before: bytes
    after: bytes
    mode: int = 0o100644


def blob_id(content: bytes) -> str:
    """git's SHA-1 object id (40 hex digits) of a blob with this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def unified_diff(change: FileChange, *, context: int = 3) -> bytes:
    """The diff of one file with a/ and b/ prefixes and an index line; b"" if nothing changed."""
    if change.before == change.after:
        return b""
    old, new = quote_path(f"a/{change.path}"), quote_path(f"b/{change.path}")
    header = (
        f"diff --git {old} {new}\n"
        f"index {blob_id(change.before)}..{blob_id(change.after)} {change.mode:o}\n"
        f"--- {_tabbed(old)}\n+++ {_tabbed(new)}\n"
    )
    return header.encode() + b"".join(_hunks(change.before, change.after, context))


def quote_path(path: str) -> str:
    """Quote a path the way git does with core.quotePath: C escapes, octal for other bytes."""
    raw = path.encode("utf-8", "surrogateescape")
    if all(32 <= byte < 127 and byte not in (34, 92) for byte in raw):
        return path
    return '"' + "".join(_escape(byte) for byte in raw) + '"'


def _tabbed(name: str) -> str:
    # git ends an unquoted name that holds a blank with a tab, for the sake of GNU patch.
    return name + "\t" if " " in name and not name.startswith('"') else name


def _escape(byte: int) -> str:
    if byte in _ESCAPES:
        return "\\" + _ESCAPES[byte]
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"


def _git_lines(content: bytes) -> list[bytes]:
    # For git only \n ends a line; a lone \r is part of it.
    return [line + b"\n" for line in content.split(b"\n")[:-1]] + (
        [content.rsplit(b"\n", 1)[-1]] if content and not content.endswith(b"\n") else []
    )


def _hunks(before: bytes, after: bytes, context: int) -> Iterator[bytes]:
    old, new = _git_lines(before), _git_lines(after)
    for group in _grouped(changed_runs(before, after), context):
        start = max(0, group[0].old_start - context)
        stop = min(len(old), group[-1].old_stop + context)
        # Outside the runs both sides are equal, so the distance is the same on either.
        new_start = group[0].new_start - (group[0].old_start - start)
        new_stop = group[-1].new_stop + (stop - group[-1].old_stop)
        yield f"@@ -{_range(start, stop)} +{_range(new_start, new_stop)} @@\n".encode()
        for run in group:
            yield from (_row(b" ", line) for line in old[start : run.old_start])
            yield from (_row(b"-", line) for line in old[run.old_start : run.old_stop])
            yield from (_row(b"+", line) for line in new[run.new_start : run.new_stop])
            start = run.old_stop
        yield from (_row(b" ", line) for line in old[start:stop])


def _grouped(runs: list[Run], context: int) -> Iterator[list[Run]]:
    # Runs whose contexts meet share a hunk.
    group: list[Run] = []
    for run in runs:
        if group and run.old_start - group[-1].old_stop > 2 * context:
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _range(start: int, stop: int) -> str:
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _row(sign: bytes, line: bytes) -> bytes:
    return sign + line + (b"" if line.endswith(b"\n") else b"\n\\ No newline at end of file\n")
