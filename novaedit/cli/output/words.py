"""Phrases that several outputs share."""

from __future__ import annotations

import shlex


def plural(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `2 fixes`."""
    ending = "" if number == 1 else "es" if noun.endswith("x") else "s"
    return f"{number} {noun}{ending}"


def apply_command(where: str) -> str:
    """The `git apply` that takes our patch; from the root, for below it git skips other paths silently."""
    return f"git -C {shlex.quote(where)} apply --whitespace=nowarn"
