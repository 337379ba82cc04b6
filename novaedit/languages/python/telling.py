"""Which import a name that is not defined may have to do with."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from difflib import SequenceMatcher

from novaedit.languages.python.typeshed import stdlib_has

_WORD = re.compile(r"[^\W\d]\w*")
_MODULE = re.compile(r"\s*(?:from|import)\s+([\w.]+)")
_SYNTAX = frozenset({"from", "import", "as"})
#: Names as alike as this may be one, misspelt.
_ALIKE = 0.75


def telling_import(lines: Sequence[str], statements: Sequence[tuple[int, int]], name: str) -> int | None:
    """Which of `statements` (first and last line of each) may be meant; None if none is.

    One that holds `name` or something like it, else one of a standard module that has it.
    """
    scored = [
        (_likeness("\n".join(lines[first : last + 1]), name), number)
        for number, (first, last) in enumerate(statements)
    ]
    best, number = max(scored, default=(0.0, 0))
    if best >= _ALIKE:
        return number
    for number, (first, _) in enumerate(statements):
        match = _MODULE.match(lines[first])
        if match and match[1].partition(".")[0] in sys.stdlib_module_names and stdlib_has(match[1], name):
            return number
    return None


def _likeness(statement: str, name: str) -> float:
    words = set(_WORD.findall(statement)) - _SYNTAX
    matcher = SequenceMatcher(None, "", name.lower(), autojunk=False)
    best = 0.0
    for word in words:
        matcher.set_seq1(word.lower())
        best = max(best, matcher.ratio())
    return best
