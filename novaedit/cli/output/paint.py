"""Colour for terminals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import typer

from novaedit.cli.terminal import printable

_SIGNS = {"+": "green", "-": "red", "@": "cyan"}


def paint(text: str, colour: bool, *, fg: str | None = None, bold: bool = False) -> str:
    """`text`, in colour if `colour`."""
    return typer.style(text, fg=fg, bold=bold or None) if colour else text


def paint_diff(rows: Iterable[str], colour: bool) -> Iterator[str]:
    """The rows of a unified diff, made printable and coloured by their sign."""
    for row in rows:
        yield paint(printable(row), colour, fg=_SIGNS.get(row[:1]))
