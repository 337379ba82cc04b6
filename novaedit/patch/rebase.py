"""Carrying edits over to a content that has other changes too: the three-way merge of one file."""

from __future__ import annotations

from collections.abc import Sequence

from novaedit.edits import Edit


def rebase_edits(edits: Sequence[Edit], changes: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Renumber `edits` of a base for the content that `changes` made of the same base.

    An edit that `changes` already contain falls away. None when the two touch the same or
    neighbouring lines otherwise: like `git merge-file`, we call that a conflict.
    """
    moved = []
    for edit in edits:
        if edit in changes:
            continue
        if any(_touch(edit, change) for change in changes):
            return None
        shift = sum(change.growth for change in changes if change.start_line <= edit.start_line)
        moved.append(Edit(edit.start_line + shift, edit.end_line + shift, edit.replacement))
    return tuple(moved)


def _touch(one: Edit, other: Edit) -> bool:
    # In between there must be at least one line that neither changes.
    return one.start_line <= other.end_line + 1 and other.start_line <= one.end_line + 1
