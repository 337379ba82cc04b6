"""A file to stand in for the one that an Example was cut from, so that the gates have something to judge.

Lines keep their numbers. What was cut off is blank, but for headers (`async def`, `if`, `try`) that the
window needs above it: one for each depth that it comes back to.
"""

from __future__ import annotations

import re

from novaedit.dataset.example import Example

_CONTINUES_IF = re.compile(r"(?:elif|else)\b")
_CONTINUES_TRY = re.compile(r"(?:except|finally)\b")


def stand_in(example: Example) -> str:
    """The text, its last line the region's last."""
    lines = ["" if line == "\0" else line for line in example.sparse_lines()]
    window, imports = example.region.window, example.region.imports
    headers = _headers(window.lines)
    first = 1 if imports is None or imports.start_line > window.start_line else imports.end_line + 1
    place = window.start_line - len(headers)
    if place >= first:
        lines[place - 1 : window.start_line - 1] = headers
    return "\n".join([*lines, ""])


def _headers(lines: tuple[str, ...]) -> list[str]:
    """A header for each depth below the first line's at which the window goes on, and for depth 0."""
    openings: dict[str, str] = {}
    depth: str | None = None
    for line in lines:
        bare = line.lstrip(" \t")
        if not bare or bare[0] == "#":
            continue
        indent = line[: len(line) - len(bare)]
        if depth is None:
            depth = indent
        elif len(indent) < len(depth):
            depth = indent
            openings[indent] = _opening(bare)
        elif indent == depth and indent in openings and _CONTINUES_TRY.match(bare):
            openings[indent] = "try:"
    if depth is None or (not depth and not openings):
        return []
    openings.setdefault("", "async def _(self, cls):")
    return [f"{indent}{openings[indent]}" for indent in sorted(openings, key=len)]


def _opening(bare: str) -> str:
    if _CONTINUES_TRY.match(bare):
        return "try:"
    # A function, so that names are local and `return` is allowed, unless the block goes on.
    return "if True:" if _CONTINUES_IF.match(bare) else "async def _(self, cls):"
