"""Headers (`async def`, `if`, `try`) and brackets that stand for what was cut off of a window."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: What may stand before and behind parameters, arguments and items.
BRACKETS = (("def _(", "): pass"), ("def _(*,", "): pass"), ("_(", ")"), ("_ = {", "}"))

_CONTINUES_IF = re.compile(r"(?:elif|else)\b")
_CONTINUES_TRY = re.compile(r"(?:except|finally)\b")


def headers(lines: Sequence[str]) -> list[str]:
    """A header for each depth below the first line's at which the window goes on, and for depth 0.

    One for the first line's own depth, with a body, where that line goes on with what stood above.
    """
    openings: dict[str, str] = {}
    body: list[str] = []
    depth: str | None = None
    goes_on = False
    for line in lines:
        bare = line.lstrip(" \t")
        if not bare or bare[0] == "#":
            continue
        indent = line[: len(line) - len(bare)]
        if depth is None:
            depth, goes_on = indent, _continues(bare)
            if goes_on:
                openings[indent] = _opening(bare)
                body = [f"{indent}    pass"]
        elif len(indent) < len(depth):
            depth, goes_on = indent, _continues(bare)
            openings[indent] = _opening(bare)
        elif indent == depth:
            # A statement of the window's own has clauses of its own.
            goes_on = goes_on and _continues(bare)
            if goes_on and _CONTINUES_TRY.match(bare):
                openings[indent] = "try:"
    if not depth and not openings:
        return []
    openings.setdefault("", "async def _(self, cls):")
    return [*(f"{indent}{openings[indent]}" for indent in sorted(openings, key=len)), *body]


def _continues(bare: str) -> bool:
    return bool(_CONTINUES_TRY.match(bare) or _CONTINUES_IF.match(bare))


def _opening(bare: str) -> str:
    if _CONTINUES_TRY.match(bare):
        return "try:"
    # A function, so that names are local and `return` is allowed, unless the block goes on.
    return "if True:" if _CONTINUES_IF.match(bare) else "async def _(self, cls):"
