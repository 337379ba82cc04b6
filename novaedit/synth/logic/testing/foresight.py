"""Whether somebody who reads a function can say what a call of it returns."""

from __future__ import annotations

import re

from novaedit.synth.logic.testing.cases import Case

_CONSTANTS = frozenset({"true", "false", "none"})
#: Words and numbers shorter than this are made by counting, cutting and joining.
_WORD = re.compile(r"(?=[a-f]*\d)[\da-f]{8,}|[^\W\d_]{4,}|\d{6,}")


def unforeseeable(one: Case, shown: str) -> bool:
    """Whether the result has a long word or a number that neither the code nor the call shows."""
    seen = f"{shown} {one.arguments}".lower()
    words = {word.lower() for word in _WORD.findall(one.expected or "")} - _CONSTANTS
    return any(word not in seen and not _made_of_two(word, seen) for word in words)


def _made_of_two(word: str, seen: str) -> bool:
    """Whether a word is one that is seen turned round, or two in a row: what a function joins, or doubles."""
    return word[::-1] in seen or any(word[:i] in seen and word[i:] in seen for i in range(2, len(word) - 1))
