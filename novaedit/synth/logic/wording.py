"""What pytest says of `assert f(...) == expected`, as pytest_output.py reads it, without running pytest."""

from __future__ import annotations

import ast
import difflib
import reprlib
from collections.abc import Sequence

#: As pytest shortens the two sides of a comparison on its 80 columns.
_SIDE = 30
_WHOLE = 240


class _Short(reprlib.Repr):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.maxstring = size
        self._size = size

    def repr(self, x: object) -> str:
        text = super().repr(x)
        if len(text) <= self._size:
            return text
        head = max(0, (self._size - 3) // 2)
        tail = max(0, self._size - 3 - head)
        return f"{text[:head]}...{text[len(text) - tail :]}"


def assertion(call: str, got: str, expected: str) -> str:
    """The message for a call's wrong value; `got` and `expected` are texts of values."""
    try:
        left, right = ast.literal_eval(got), ast.literal_eval(expected)
    except (ValueError, SyntaxError):
        return f"assert {got} == {expected} +  where {got} = {call}"
    detail = _detail(left, right)
    short = _Short(_SIDE if detail else _WHOLE).repr
    where = f"assert {short(left)} == {short(right)} +  where {short(left)} = {call}"
    return f"{where} {detail}".rstrip()


def truth(call: str, got: str, expected: str) -> str:
    """The message for `assert f(...)`, `assert not f(...)` or `is None`, by what was expected."""
    if expected == "True":
        return f"assert {got} +  where {got} = {call}"
    if expected == "False":
        return f"assert not {got} +  where {got} = {call}"
    return f"assert {got} is {expected} +  where {got} = {call}"


def _detail(left: object, right: object) -> str:
    """The first line of pytest's explanation, or ""."""
    if isinstance(left, str) and isinstance(right, str):
        return _text_detail(left, right)
    if isinstance(left, list | tuple | bytes) and isinstance(right, list | tuple | bytes):
        return _sequence_detail(left, right)
    if isinstance(left, set | frozenset) and isinstance(right, set | frozenset):
        return f"Extra items in the {'left' if left - right else 'right'} set:"
    if isinstance(left, dict) and isinstance(right, dict):
        return _dict_detail(left, right)
    return ""


def _text_detail(left: str, right: str) -> str:
    if left.isspace() or right.isspace():
        return "Strings contain only whitespace, escaping them using repr()"
    same = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    if same > 42:
        return f"Skipping {same - 10} identical leading characters in diff, use -v to show"
    rows = difflib.ndiff(right.splitlines(keepends=True), left.splitlines(keepends=True))
    return next((row.strip("\n").strip() for row in rows), "")


def _sequence_detail(left: Sequence[object], right: Sequence[object]) -> str:
    for i, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            if isinstance(left, bytes):
                a, b = left[i : i + 1], right[i : i + 1]
            return f"At index {i} diff: {a!r} != {b!r}"
    if len(left) == len(right):
        return ""
    side, longer, shorter = ("Left", left, right) if len(left) > len(right) else ("Right", right, left)
    extra = _Short(_WHOLE).repr(longer[len(shorter)])
    more = len(longer) - len(shorter)
    if more == 1:
        return f"{side} contains one more item: {extra}"
    return f"{side} contains {more} more items, first extra item: {extra}"


def _dict_detail(left: dict[object, object], right: dict[object, object]) -> str:
    common = set(left) & set(right)
    same = [key for key in common if left[key] == right[key]]
    if same:
        return f"Omitting {len(same)} identical items, use -vv to show"
    if common:
        return "Differing items:"
    side, extra = ("Left", set(left)) if set(left) - set(right) else ("Right", set(right))
    return f"{side} contains {len(extra)} more item{'s' * (len(extra) != 1)}:"
