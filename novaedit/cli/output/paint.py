"""Colour for terminals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from novaedit.cli.terminal import printable

#: SGR codes of the colours in use.
_CODES = {"red": "31", "green": "32", "cyan": "36"}
_SIGNS = {"+": "green", "-": "red", "@": "cyan"}


def paint(text: str, colour: bool, *, fg: str | None = None, bold: bool = False) -> str:
    """`text`, in colour if `colour`."""
    codes = [*(["1"] if bold else []), *([_CODES[fg]] if fg else [])]
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if colour and codes else text


def paint_diff(rows: Iterable[str], colour: bool) -> Iterator[str]:
    """The rows of a unified diff, made printable and coloured by their sign."""
    for row in rows:
        yield paint(printable(row), colour, fg=_SIGNS.get(row[:1]))
