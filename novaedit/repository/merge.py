"""Carrying a fix over to another version of the same file."""

from __future__ import annotations

from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.patch.rebase import rebase_edits
from novaedit.patch.unified import FileChange


def carry_over(content: bytes, change: FileChange) -> bytes | None:
    """Make `change` in `content`, which may differ from `change.before` in other lines or in its endings.

    Every byte that the change does not concern stays. None when both touch the same or neighbouring
    lines, or when `content` is not UTF-8.
    """
    if content == change.before:
        return change.after
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    before, after = change.before.decode(), change.after.decode()
    edits = rebase_edits(diff_edits(before, after), diff_edits(before, text))
    return None if edits is None else apply_edits(text, edits).encode()
