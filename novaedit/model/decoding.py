"""From what the model wrote to edits: strict, never repaired."""

from __future__ import annotations

import math
from collections.abc import Sequence

from novaedit.edits import Edit, Region
from novaedit.errors import DslError
from novaedit.model.prompt import unescape
from novaedit.model.runtime import Completion
from novaedit.patch.apply import minimal_edits
from novaedit.patch.dsl import NO_EDIT, parse_dsl


def decode(completion: Completion, region: Region, line_count: int) -> tuple[Edit, ...]:
    """The edits that a completion asks for, shrunk to the lines they change; () for `<NO_EDIT>`.

    `line_count` is the file's number of lines. Raises DslError when the text is cut off, is not the
    DSL (written without `-` lines), or changes nothing without saying so.
    """
    text = completion.text.removesuffix("\n")
    if not completion.finished:
        raise DslError("the patch was cut off")
    if text.strip() == NO_EDIT:
        return ()
    lines = region_lines(region, line_count)
    edits = minimal_edits(parse_dsl(unescape(text), lines, removals=False), lines)
    if not edits:
        raise DslError("the patch changes nothing")
    return edits


def region_lines(region: Region, line_count: int) -> Sequence[str]:
    """The file's lines as far as the region shows them; unseen ones are NUL, which equals no file line."""
    lines = ["\0"] * line_count
    for span in region.spans:
        lines[span.start_line - 1 : span.end_line] = span.lines
    return lines


def confidence(completion: Completion) -> float:
    """The model's own probability of the whole patch, 0 to 1."""
    return probability(completion.log_probability)


def probability(log_probability: float) -> float:
    """0 to 1; sums of rounded log-probabilities may lie a little above 0."""
    return math.exp(min(0.0, log_probability))
