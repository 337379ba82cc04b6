"""Arguments and parameters in an order that Python refuses: those without a name or default go first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.languages.python.syntax import parse
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits

#: How CPython says it: of a call, and of a function (until 3.11, and since 3.12).
_ORDER = re.compile(
    r"positional argument follows keyword|(?:non-default argument|parameter without a default) follows"
)
_NAMED = re.compile(r"\s*\w+(?:\s*:[^=]+)?\s*=(?!=)")
_DEFAULT = re.compile(r"(\s*\w+(?:\s*:[^=]+?)?)\s*=(?!=).*", re.DOTALL)
_HEADER = re.compile(r"\s*(?:async\s+)?def\b")


def order(text: str, finding: Diagnostic, first: int, last: int) -> list[tuple[Edit, ...]]:
    """Edits of the finding's line, if it is one of `first`..`last` (1-based), that leave the error behind."""
    lines = line_texts(text)
    number = finding.line or 0
    if not _ORDER.match(finding.message) or not max(first, 1) <= number <= min(last, len(lines)):
        return []
    found: list[tuple[Edit, ...]] = []
    for new in dict.fromkeys(_ordered(lines[number - 1])):
        edit = Edit(number, number, (new,))
        error = parse(apply_edits(text, [edit]))
        if error is None or error.message != finding.message or error.line != number:
            found.append((edit,))
    return found


def _ordered(line: str) -> Iterator[str]:
    is_header = _HEADER.match(line) is not None
    for start, end, parts in _groups(line):
        bare = [part for part in parts if not _NAMED.match(part)]
        named = [part for part in parts if _NAMED.match(part)]
        if not bare or not named or any(part.lstrip().startswith("*") for part in bare):
            continue
        for choice in _choices(parts, bare, named, is_header=is_header):
            yield line[:start] + ", ".join(part.strip() for part in choice) + line[end:]


def _choices(parts: list[str], bare: list[str], named: list[str], *, is_header: bool) -> Iterator[list[str]]:
    """All of them, each group in its own order; of parameters also all with a default, or none."""
    yield [*bare, *named]
    if is_header:
        at = parts.index(named[0])
        yield [*parts[:at], *(part if part in named else f"{part}=None" for part in parts[at:])]
        last = max(index for index, part in enumerate(parts) if part in bare)
        yield [*(_DEFAULT.sub(r"\1", part) for part in parts[:last]), *parts[last:]]


def _groups(line: str) -> Iterator[tuple[int, int, list[str]]]:
    """What stands in each pair of parentheses, innermost first: from where to where, split at its commas."""
    opened: list[tuple[str, int, list[int]]] = []
    quote = ""
    for index, character in enumerate(line):
        if quote:
            quote = "" if character == quote and line[index - 1] != "\\" else quote
        elif character in "'\"":
            quote = character
        elif character == "#":
            return
        elif character in "([{":
            opened.append((character, index + 1, []))
        elif character == "," and opened:
            opened[-1][2].append(index)
        elif character in ")]}" and opened:
            bracket, start, commas = opened.pop()
            if bracket + character == "()":
                bounds = [start - 1, *commas, index]
                parts = [line[a + 1 : b] for a, b in pairwise(bounds)]
                yield start, index, [part for part in parts if part.strip()]
