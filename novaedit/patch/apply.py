"""Applying edits to text, byte for byte where nothing was asked to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from novaedit.edits import Edit, check_edits
from novaedit.errors import PatchError
from novaedit.lines import ENDING, line_texts, split_lines
from novaedit.patch.difference import Run, changed_runs


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Replace the edited lines of `text`; every other character stays.

    A new line takes the ending of the line it replaces, else the commonest ending of the
    text. Whether the text ends in a newline never changes, unless it was empty or its last line gets empty.
    Raises PatchError when edits overlap or reach past the text.
    """
    check_edits(edits)
    pairs = split_lines(text)
    if edits and edits[-1].end_line > len(pairs):
        raise PatchError(f"lines {edits[-1].start_line}-{edits[-1].end_line} of {len(pairs)}")
    if edits and edits[-1].start_line > len(pairs) + 1:
        raise PatchError(f"cannot insert before line {edits[-1].start_line} of {len(pairs)}")
    ends_open = bool(pairs) and not pairs[-1][1]
    common = _common_ending(pairs)
    out: list[tuple[str, str]] = []
    position = 0
    for edit in edits:
        out += pairs[position : edit.start_line - 1]
        old = [ending or common for _, ending in pairs[edit.start_line - 1 : edit.end_line]]
        old += [old[-1] if old else common] * (len(edit.replacement) - len(old))
        out += zip(edit.replacement, old, strict=False)
        position = max(edit.end_line, edit.start_line - 1)
    out += pairs[position:]
    return _join(out, common, ends_open=ends_open)


def diff_edits(before: str, after: str) -> tuple[Edit, ...]:
    """The runs of lines in which `after` differs from `before`, as edits.

    Endings are not compared: line endings are the applier's business.
    """
    new = line_texts(after)
    return tuple(
        Edit(run.old_start + 1, run.old_stop, tuple(new[run.new_start : run.new_stop]))
        for run in line_runs(before, after)
    )


def line_runs(before: str, after: str) -> list[Run]:
    """The runs of lines in which two texts differ, endings aside; 0-based and half-open."""
    return changed_runs(_newline_ended(before), _newline_ended(after))


def minimal_edits(edits: Sequence[Edit], lines: Sequence[str]) -> tuple[Edit, ...]:
    """Shrink edits to the lines they change: equal lines at either end fall away.

    An edit that changes nothing disappears.
    """
    shrunk = []
    for edit in edits:
        start, end, new = edit.start_line, edit.end_line, list(edit.replacement)
        while new and start <= end and lines[start - 1] == new[0]:
            del new[0]
            start += 1
        while new and start <= end and lines[end - 1] == new[-1]:
            del new[-1]
            end -= 1
        if new or start <= end:
            shrunk.append(Edit(start, end, tuple(new)))
    return tuple(shrunk)


def _newline_ended(text: str) -> bytes:
    # The lines that we count, as lines that git counts.
    text = ENDING.sub("\n", text) if "\r" in text else text
    return (text if text.endswith("\n") or not text else f"{text}\n").encode("utf-8", "surrogatepass")


def _common_ending(pairs: Sequence[tuple[str, str]]) -> str:
    endings = Counter(ending for _, ending in pairs if ending)
    return endings.most_common(1)[0][0] if endings else "\n"


def _join(pairs: list[tuple[str, str]], common: str, *, ends_open: bool) -> str:
    # The line that was last may no longer be, and the new last one may have been in the middle.
    # An empty line without an ending would be no line, so that one always gets its ending.
    open_line = len(pairs) - 1 if ends_open and pairs and pairs[-1][0] else None
    out, last = [], ""
    for index, (content, ending) in enumerate(pairs):
        # After a lone carriage return an empty line's newline would be the other half of one ending.
        merges = last == "\r" and not content and ending == "\n"
        last = "" if index == open_line else "\r" if merges else ending or common
        out.append(content + last)
    return "".join(out)
