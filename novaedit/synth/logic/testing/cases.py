"""Cases: calls with what they return or raise, as they are written in a test."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

LONGEST = 50
_MOST_DIGITS = 8
#: What is escaped, but for ends of lines, and letters that few keyboards have.
_HARD = re.compile(r"\\[^n]|[^\x20-\x7e\u00c0-\u024f\u2010-\u2026€]")


@dataclass(frozen=True, slots=True)
class Case:
    """`positional` and `keywords` are texts; `expected` is the text of the result or, if it raises, None."""

    positional: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]
    expected: str | None
    lazy: bool = False
    error: str = ""
    #: How the error's message begins, if that can be told.
    message: str = ""

    @property
    def arguments(self) -> str:
        """What stands between the brackets of the call."""
        return ", ".join([*self.positional, *(f"{name}={text}" for name, text in self.keywords)])

    @property
    def shape(self) -> tuple[int, tuple[str, ...]]:
        """How many arguments have no name, and the names of the others."""
        return len(self.positional), tuple(name for name, _ in self.keywords)


def case(arguments: str, expected: str | None, *, lazy: bool = False, error: str = "") -> Case | None:
    """The case of a call whose arguments and result are literals that are easy to read, or None."""
    call = ast.parse(f"f({arguments})", mode="eval").body
    if not isinstance(call, ast.Call) or not arguments:
        return None
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not all(map(_is_literal, parts)) or len(arguments) > LONGEST or _HARD.search(arguments):
        return None
    if expected is not None and not _is_readable(expected):
        return None
    keywords = tuple((keyword.arg or "", ast.unparse(keyword.value)) for keyword in call.keywords)
    return Case(tuple(map(ast.unparse, call.args)), keywords, expected, lazy, error)


def _is_readable(result: str) -> bool:
    if len(result) > LONGEST or _HARD.search(result):
        return False
    try:
        value = ast.parse(result, mode="eval").body
    except (SyntaxError, ValueError):
        return False
    return result == "set()" or _is_literal(value)


def _is_literal(node: ast.expr) -> bool:
    """Whether it is a plain value without numbers that nobody would write down."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    numbers = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    floats = [value for value in numbers if isinstance(value, float | complex)]
    return all(len(repr(value)) <= _MOST_DIGITS and "e" not in repr(value) for value in floats)
