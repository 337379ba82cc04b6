"""A file with syntax errors all over is mended region by region: what is right for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from novaedit.edits import Edit, Region
from novaedit.errors import PatchError
from novaedit.languages.python.syntax import parse
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.synth.rejected import RejectedError


def next_step(broken: str, edits: Sequence[Edit], region: Region) -> tuple[Edit, ...]:
    """Those of `edits` inside the region, if the first error left is behind them. Raises RejectedError.

    An edit of as many lines as it had is taken apart first, for the region may end in the middle of it.
    """
    inside = [line for edit in edits for line in _by_line(edit) if region.covers((line,))]
    if not inside:
        raise RejectedError("mistake outside the region")
    try:
        after = apply_edits(broken, inside)
    except PatchError:
        raise RejectedError("reverse patch does not apply") from None
    left = parse(after)
    shift = sum(e.growth for e in inside)
    if left is None or (left.line or 0) <= inside[-1].end_line + shift:
        raise RejectedError("mistake outside the region")
    return diff_edits(broken, after)


def _by_line(edit: Edit) -> list[Edit]:
    count = edit.removed
    if count != len(edit.replacement):
        return [edit]
    return [
        replace(edit, start_line=edit.start_line + i, end_line=edit.start_line + i, replacement=(text,))
        for i, text in enumerate(edit.replacement)
    ]
