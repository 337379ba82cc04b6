"""A file to stand in for the one that an Example was cut from, so that the gates have something to judge.

Lines keep their numbers. What was cut off is blank, but for headers (`async def`, `if`, `try`) that the
window needs above it: one for each depth that it comes back to.
"""

from __future__ import annotations

from novaedit.dataset.example import Example
from novaedit.dataset.headers import headers


def stand_in(example: Example) -> str:
    """The text, its last line the region's last."""
    lines = ["" if line == "\0" else line for line in example.sparse_lines()]
    window, imports = example.region.window, example.region.imports
    above = headers(window.lines)
    first = 1 if imports is None or imports.start_line > window.start_line else imports.end_line + 1
    place = window.start_line - len(above)
    if place >= first:
        lines[place - 1 : window.start_line - 1] = above
    return "\n".join([*lines, ""])
