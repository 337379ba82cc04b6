"""What the terminal wants: colour or not, progress or not, and how much to say."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, Literal

from novaedit.errors import UsageError

Colour = Literal["auto", "always", "never"]


def wants_colour(stream: IO[Any], choice: Colour, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour `stream`: the flag, then NO_COLOR, FORCE_COLOR, TERM=dumb, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()


def is_interactive() -> bool:
    """Whether somebody can be asked: both what we read from and what we ask on are terminals."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def check_terminal() -> None:
    """Raise UsageError unless somebody can be asked."""
    if not is_interactive():
        raise UsageError("-i needs a terminal to ask on")


@dataclass(frozen=True, slots=True)
class Voice:
    """Remarks for the person, on stderr. `verbosity` is -1 (quiet), 0 or more (verbose)."""

    verbosity: int = 0

    def say(self, message: str, *, level: int = 0) -> None:
        """Print `message` unless the wanted verbosity is below `level`."""
        if self.verbosity >= level:
            sys.stderr.write(f"novaedit: {message}\n")
            sys.stderr.flush()


def printable(text: str) -> str:
    """`text` with control characters shown (`^[`, `^M`), so that a file cannot steer the terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\t\n" else _shown(c) for c in text)


def _shown(character: str) -> str:
    code = ord(character)
    if code < 32 or code == 127:
        return "^" + chr(code ^ 64)
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
