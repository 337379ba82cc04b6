"""Records as collections of fixes keep them: a piece of a file around the change, counted from 1.

Such a piece is often what `diff -U1` shows, and often not: it may begin and end anywhere. The finding may
name no line. What is shown is what `novaedit eval` shows of such a piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from novaedit.dataset.example import Example
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.languages.python.adapter import PythonLanguage
from novaedit.patch.dsl import format_dsl

#: Lines before and after the change: as `diff -U1` has them, or any of these.
_TIGHT = 0.5
_AROUND = (0, 0, 1, 2, 2, 3, 3, 4, 5, 6, 8)
#: A finding farther from the change than this is no part of such a piece.
_FAR = 24
MAX_LINES = 40
_WITH_LINE = 0.5
#: A checker's rule is not always kept apart from what it says.
_IN_MESSAGE, _NUMBER, _NO_CODE = 0.06, 0.04, 0.05


def as_hunk(example: Example, lines: Sequence[str], rng: Random) -> Example | None:
    """A piece of the file `lines` that the record was made of; None where the finding is too far off."""
    bounds = _bounds(example, rng)
    if bounds is None:
        return None
    first, last = max(bounds[0], 1), min(bounds[1], len(lines))
    return piece(example, lines, first, last, with_line=rng.random() < _WITH_LINE, rng=rng)


def _bounds(example: Example, rng: Random) -> tuple[int, int] | None:
    edits = example.edits()
    if not edits:
        return None
    first = min(edit.start_line for edit in edits)
    last = max(max(edit.end_line, edit.start_line - 1) for edit in edits)
    line = example.diagnostics[0].line or max(first, 1)
    if line < first - _FAR or line > last + _FAR or last - first >= MAX_LINES:
        return None
    above, below = (1, 1) if rng.random() < _TIGHT else (rng.choice(_AROUND), rng.choice(_AROUND))
    return min(first - above, line), max(last + below, line)


def piece(
    example: Example, lines: Sequence[str], first: int, last: int, *, with_line: bool, rng: Random
) -> Example:
    """The record with the lines `first`..`last` as its file; all edits must lie among them."""
    shown = tuple(lines[first - 1 : last])
    shift = first - 1
    edits = [
        Edit(edit.start_line - shift, edit.end_line - shift, edit.replacement) for edit in example.edits()
    ]
    finding = _moved(example.diagnostics[0], shift, with_line)
    region = PythonLanguage().region("".join(f"{line}\n" for line in shown), finding)
    if not region.covers(edits):
        region = Region(example.region.path, Span(1, shown))
    return replace(
        example,
        region=region,
        diagnostics=(_said_otherwise(finding, rng),),
        patch_dsl=format_dsl(edits, shown),
    )


def _moved(diagnostic: Diagnostic, shift: int, with_line: bool) -> Diagnostic:
    if not with_line or diagnostic.line is None:
        return replace(diagnostic, line=None, column=None, end_line=None, end_column=None)
    end = diagnostic.end_line - shift if diagnostic.end_line else None
    return replace(diagnostic, line=diagnostic.line - shift, end_line=end)


def _said_otherwise(finding: Diagnostic, rng: Random) -> Diagnostic:
    """The rule inside the message, its number alone, or none: collections differ in what they keep."""
    if finding.source != "pyre" or not finding.code:
        return finding
    drawn = rng.random()
    if drawn < _IN_MESSAGE:
        return replace(finding, code=None, message=f"{finding.code}: {finding.message}")
    if drawn < _IN_MESSAGE + _NUMBER:
        return replace(finding, code=finding.code.partition("[")[2].rstrip("]"))
    return replace(finding, code=None) if drawn < _IN_MESSAGE + _NUMBER + _NO_CODE else finding
