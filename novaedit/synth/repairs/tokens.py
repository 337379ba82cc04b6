"""Texts one token away from one that does not parse: a slip of the finger, or the wrong keyword."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.languages.python.syntax import parse
from novaedit.lines import leading_blanks, line_texts, pieces
from novaedit.patch.apply import apply_edits

_MARKS = ":,()[]{}\"'=."
_BRACKETS = "()[]{}"
_KEYWORDS = tuple(keyword.kwlist)
#: These go on with a header above, in the same column: the mistake may be up there.
_GOES_ON = re.compile(r"\s*(?:elif|else|except|finally)\b")
_DOES_SOMETHING = re.compile(r"[=()]")
#: Characters to parse in all, about a second's worth, and texts.
_MOST_PARSED = 2_000_000
_MOST_TRIED = 1_000


def tokens(text: str, finding: Diagnostic, first: int, last: int) -> list[tuple[Edit, ...]]:
    """Edits of one of lines `first`..`last` (1-based) that leave the error behind: of its own line first.

    A token more, less or another; a line that is no code made a comment.
    """
    lines = line_texts(text)
    found: list[tuple[Edit, ...]] = []
    left = min(_MOST_TRIED, _MOST_PARSED // max(len(text), 1))
    for number in _places(lines, finding.line or 0):
        if not first <= number <= last:
            continue
        for new in dict.fromkeys(_one_away(lines[number - 1])):
            if left <= 0:
                return found
            left -= 1
            edit = Edit(number, number, (new,))
            error = parse(apply_edits(text, [edit]))
            if error is None or (error.line or 0) > max(number, finding.line or 0) + 1:
                found.append((edit,))
    return found


def _places(lines: list[str], line: int) -> list[int]:
    """The line of the error, the one above it, and the header that it goes on with."""
    if not 0 < line <= len(lines):
        return []
    above = [number for number in range(line - 1, 0, -1) if lines[number - 1].strip()]
    places = [line, *above[:1]]
    if _GOES_ON.match(lines[line - 1]):
        column = leading_blanks(lines[line - 1])
        places += [number for number in above if leading_blanks(lines[number - 1]) == column][:1]
    return list(dict.fromkeys(places))


def _one_away(line: str) -> Iterator[str]:
    indentation = leading_blanks(line)
    parts = pieces(line[len(indentation) :])
    if parts and parts[0] not in _KEYWORDS and not _DOES_SOMETHING.search(line):
        yield f"{indentation}# {''.join(parts)}"
    for index, piece in enumerate(parts):
        before, after = indentation + "".join(parts[:index]), "".join(parts[index + 1 :])
        if piece in _KEYWORDS:
            yield from (f"{before}{other}{after}" for other in _KEYWORDS if other != piece)
        if not piece.isspace():
            yield f"{before}{after}"
            yield f"{before}{after.lstrip()}"
        if piece in _BRACKETS:
            yield from (f"{before}{other}{after}" for other in _BRACKETS if other != piece)
    for index in range(len(parts) + 1):
        before, after = indentation + "".join(parts[:index]), "".join(parts[index:])
        yield from (f"{before}{mark}{after}" for mark in _MARKS)
