"""Where to look when no tool names a line: the function that is spoken of, else the file, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Sequence

from novaedit.languages.python import outline
from novaedit.lines import line_texts

#: A window of the model shows about four lines before and after a place.
_STEP = 6
_MOST = 12
#: A selection that fits the prompt.
_CHARACTERS = 1000
_LINES = 30

_NAME = re.compile(r"[^\W\d]\w*")


def places(code: str, texts: Sequence[str], called: Sequence[str] = ()) -> list[int]:
    """Lines (1-based) to look at, best first: those of the function named in `called`, or in `texts`."""
    lines = line_texts(code)
    first, last = _named(lines, texts, called) or (0, len(lines) - 1)
    spread = [i for i in range(first, last + 1, _STEP) if i == first or i + 1 <= last]
    filled = [_filled(lines, i, last) for i in spread]
    return [i + 1 for i in dict.fromkeys(filled)][:_MOST] or [1]


def selections(code: str, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Ranges of lines (1-based, inclusive) that fit a prompt, best first.

    All of a short file comes before the function that is named: what is asked for may need an import, a
    constant, or a caller to change as well.
    """
    lines = line_texts(code)
    named = _named(lines, texts, ())
    blocks = [named] if named else _blocks(lines)
    found = [piece for first, last in blocks for piece in _pieces(lines, first, last)]
    whole = (0, len(lines) - 1)
    if lines and _fits(lines, *whole):
        found.insert(0, whole)
    return [(first + 1, last + 1) for first, last in dict.fromkeys(found)][:_MOST]


def definitions(code: str, texts: Sequence[str]) -> list[int]:
    """The first lines (1-based) of all functions: those that `texts` name, what these mention, the rest."""
    lines = line_texts(code)
    headers = {i: match[1] for i, line in enumerate(lines) if (match := outline.DEF.match(line))}
    known = set(_words(texts))
    named = [i for i, name in headers.items() if name in known]
    bodies = ["\n".join(lines[i + 1 : outline.block_end(lines, i) + 1]) for i in named]
    mentioned = set(_words(bodies))
    near = [i for i, name in headers.items() if name in mentioned]
    return [i + 1 for i in dict.fromkeys([*named, *near, *headers])][:_MOST]


def _words(texts: Sequence[str]) -> list[str]:
    return [word for text in texts for word in _NAME.findall(text)]


def _filled(lines: Sequence[str], index: int, last: int) -> int:
    return next((i for i in range(index, last + 1) if lines[i].strip()), index)


def _named(lines: Sequence[str], texts: Sequence[str], called: Sequence[str]) -> tuple[int, int] | None:
    """The first and last index of the definition that is named; the only one there is counts as named."""
    headers = [(i, match[1]) for i, line in enumerate(lines) if (match := outline.DEF_OR_CLASS.match(line))]
    for name in (*called, *_words(texts)):
        for i, defined in headers:
            if defined == name:
                return i, outline.block_end(lines, i)
    top = [i for i, _ in headers if outline.indentation(lines[i]) == 0]
    return (top[0], outline.block_end(lines, top[0])) if len(top) == 1 else None


def _blocks(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Every definition at the top level."""
    starts = [
        i
        for i, line in enumerate(lines)
        if outline.DEF_OR_CLASS.match(line) and outline.indentation(line) == 0
    ]
    return [(i, outline.block_end(lines, i)) for i in starts] or [(0, len(lines) - 1)]


def _pieces(lines: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    pieces = []
    while first <= last:
        end = first
        while end < last and _fits(lines, first, end + 1):
            end += 1
        pieces.append((first, end))
        first = end + 1
    return pieces


def _fits(lines: Sequence[str], first: int, last: int) -> bool:
    size = sum(len(line) + 1 for line in lines[first : last + 1])
    return last - first < _LINES and size <= _CHARACTERS


def definition(code: str, names: Sequence[str]) -> int:
    """The line (1-based) of the definition of the first of `names` that is there, else of the first one."""
    lines = line_texts(code)
    found = _named(lines, (), names)
    if found is None:
        headers = [i for i, line in enumerate(lines) if outline.DEF.match(line)]
        return headers[0] + 1 if headers else 1
    return found[0] + 1
