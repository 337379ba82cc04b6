"""Records as collections of fixes have them: a hunk that begins at line 1, often without a line named."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from novaedit.dataset.example import Example
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.patch.dsl import format_dsl

_WITH_LINE = 0.5


def as_hunk(example: Example, rng: Random) -> Example:
    """The window alone, counted from 1, with its first finding; unchanged if the patch reaches outside."""
    window, edits = example.region.window, example.edits()
    if not edits or not all(window.covers(edit) for edit in edits):
        return example
    shift = window.start_line - 1
    moved = [replace(e, start_line=e.start_line - shift, end_line=e.end_line - shift) for e in edits]
    return replace(
        example,
        region=Region(example.region.path, Span(1, window.lines)),
        diagnostics=(_moved(example.diagnostics[0], shift, rng.random() < _WITH_LINE),),
        patch_dsl=format_dsl(moved, window.lines),
    )


def _moved(diagnostic: Diagnostic, shift: int, with_line: bool) -> Diagnostic:
    if not with_line or diagnostic.line is None:
        return replace(diagnostic, line=None, column=None, end_line=None, end_column=None)
    end = diagnostic.end_line - shift if diagnostic.end_line else None
    return replace(diagnostic, line=diagnostic.line - shift, end_line=end)
