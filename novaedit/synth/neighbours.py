"""Texts near a given one that may answer a finding: for the model to compare and for the tool to prove."""

from __future__ import annotations

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.synth.logic.slips import slips
from novaedit.synth.repairs.blocks import blocks
from novaedit.synth.repairs.lost import lost
from novaedit.synth.repairs.make import repairs
from novaedit.synth.repairs.order import order
from novaedit.synth.repairs.tokens import tokens

#: These tell how a program behaves, all others what a parser or a checker makes of it.
_TESTS = frozenset({"pytest"})


def neighbours(text: str, finding: Diagnostic, first: int, last: int) -> list[tuple[Edit, ...]]:
    """Edits of lines `first`..`last` (1-based) of a Python file.

    For a failing test what got lost, then slips; for other findings repairs.
    """
    if finding.source in _TESTS:
        return [*lost(text, first, last), *slips(text, first, last)]
    if finding.is_syntax_error:
        return [edits for find in (order, blocks, tokens) for edits in find(text, finding, first, last)]
    return repairs(text, finding, first, last)
