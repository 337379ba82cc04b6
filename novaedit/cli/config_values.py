"""Single configuration values: each reader takes what TOML or the environment gave, or raises ValueError.

A ValueError's text completes the sentence "KEY must be ...".
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping

Reader = Callable[[object], object]


def text(value: object) -> str:
    """A string that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a string that is not empty")
    return value


def words(value: object) -> tuple[str, ...]:
    """A list of strings; from the environment, separated by commas."""
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError("a list of strings")
    return tuple(value)


def listed(value: object) -> tuple[str, ...]:
    """`words`, but in a file it has to be written as a list."""
    if isinstance(value, str):
        raise ValueError("a list of strings")
    return words(value)


def command(value: object) -> tuple[str, ...]:
    """A command: one string split as a shell would, or a list of words."""
    if not isinstance(value, str):
        return listed_command(value)
    try:
        parts = shlex.split(value)
    except ValueError as error:
        raise ValueError(f"a command ({error})".replace("No closing", "no closing")) from None
    return listed_command(parts)


def listed_command(value: object) -> tuple[str, ...]:
    """A command as a list of words, at least one."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ValueError("a command: a string, or a list of strings")
    return tuple(value)


def fraction(value: object) -> float:
    """A number from 0 to 1."""
    number = _number(value)
    if number is None or not 0 <= number <= 1:
        raise ValueError("a number from 0 to 1")
    return number


def seconds(value: object) -> float:
    """A finite number of seconds above 0."""
    number = _number(value)
    if number is None or not 0 < number < float("inf"):
        raise ValueError("a number of seconds above 0")
    return number


def count(value: object) -> int:
    """A whole number from 1 to 64."""
    number = _number(value)
    if number is None or number != number or not 1 <= number <= 64 or number != int(number):
        raise ValueError("a whole number from 1 to 64")
    return int(number)


def globs(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A table from glob to a list of codes."""
    if not isinstance(value, Mapping):
        raise ValueError('a table such as { "tests/*" = ["S101"] }')
    try:
        return tuple((str(glob), listed(codes)) for glob, codes in value.items())
    except ValueError:
        raise ValueError('a table from glob to a list of codes, such as { "tests/*" = ["S101"] }') from None


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) else None
