"""Fragments: code that only parses inside something else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.structure import parse_quietly
from novaedit.lines import line_texts

#: `whole`: must compile. `grammar`: `return` outside a function is no error. `loose`: nothing is.
Strictness = Literal["whole", "grammar", "loose"]

_HEADERS = ("async def _(self):\n", "class _:\n")


@dataclass(frozen=True, slots=True)
class Frame:
    """A text with `header` put before it, so that it parses."""

    header: str = ""

    def enter(self, code: str) -> str:
        """The text to work on."""
        return self.header + code

    def leave(self, text: str) -> str | None:
        """The text without the header; None when that is no longer there."""
        return text.removeprefix(self.header) if text.startswith(self.header) else None

    def moved(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic in lines of the text to work on."""
        shift = self.header.count("\n")
        if diagnostic.line is None or not shift:
            return diagnostic
        end = None if diagnostic.end_line is None else diagnostic.end_line + shift
        return replace(diagnostic, line=diagnostic.line + shift, end_line=end)


def framed(code: str) -> Frame | None:
    """A frame in which `code` parses: it is a piece of a body, all of it indented. None if there is none."""
    lines = [line for line in line_texts(code) if line.strip()]
    if not lines or any(line[0] not in " \t" for line in lines):
        return None
    return next((Frame(h) for h in _HEADERS if parse_quietly(h + code) is not None), None)
