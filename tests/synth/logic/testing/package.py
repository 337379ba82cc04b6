"""A small package with functions to test, and some that cannot be tested: written for the tests."""

from __future__ import annotations

import json
from pathlib import Path

CODE = '''"""Odds and ends."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

LIMIT = 3
_WORD = re.compile(r"[a-z]+")


def clip(n: int, low: int = 0, high: int = 10) -> int:
    """n, but not outside low and high."""
    if n < low:
        return low
    if n > high:
        return high
    return n


def initials(name: str, sep: str = ".") -> str:
    """The first letters of the words of a name.

    >>> initials("Ada Lovelace")
    'A.L'
    """
    return sep.join(word[0].upper() for word in name.split())


def words(text: str) -> list[str]:
    return _WORD.findall(text)[:LIMIT]


def parse_size(text: str) -> int:
    """Bytes of a size like '10', '2k' or '1m'."""
    units = {"k": 1000, "m": 1000000}
    if not text:
        raise ValueError("no size given")
    if text[-1] in units:
        return int(text[:-1]) * units[text[-1]]
    return int(text)


def evens(nums: Sequence[int]) -> Iterator[int]:
    for n in nums:
        if n % 2 == 0:
            yield n


def is_short(word: str) -> bool:
    """Whether a word has fewer letters than LIMIT."""
    return len(word) < LIMIT


def opaque(node: Node, visitor) -> int:
    return node.accept(visitor) + 1


def unclear(thing):
    return thing or None


def gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a
'''
#: The functions of which tests can be made.
TESTABLE = frozenset({"clip", "initials", "words", "parse_size", "evens", "is_short"})


def write_package(root: Path, repo: str = "someone/odds", code: str = CODE) -> Path:
    """A folder that is a source."""
    root.mkdir(parents=True)
    (root / "odds.py").write_text(code, encoding="utf-8")
    (root / "SOURCE.json").write_text(json.dumps({"repo": repo, "commit": "1", "licence": "MIT"}))
    return root
