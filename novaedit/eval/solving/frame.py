"""Fragments: code that only parses inside something else."""

from __future__ import annotations

from typing import Literal

from novaedit.languages.python.structure import parse_quietly
from novaedit.lines import line_texts

#: `whole`: must compile. `grammar`: `return` outside a function is no error. `loose`: nothing is.
Strictness = Literal["whole", "grammar", "loose"]

_HEADERS = ("async def _(self):\n", "class _:\n")


def header_for(code: str) -> str | None:
    """What `code`, a piece of a body, all of it indented, parses behind. None if there is nothing.

    It is only for parsing: the model is shown the code as it is.
    """
    lines = [line for line in line_texts(code) if line.strip()]
    if not lines or any(line[0] not in " \t" for line in lines):
        return None
    return next((header for header in _HEADERS if parse_quietly(header + code) is not None), None)
