"""Phrases that several outputs share."""

from __future__ import annotations

import shlex


def plural(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `2 fixes`."""
    ending = "" if number == 1 else "es" if noun.endswith("x") else "s"
    return f"{number} {noun}{ending}"


def apply_command(where: str, patch: str = "") -> str:
    """The `git apply` that takes our patches; from the root, for in a folder below it git skips paths silently."""
    return f"git -C {shlex.quote(where)} apply --whitespace=nowarn {shlex.quote(patch) if patch else ''}".rstrip()
