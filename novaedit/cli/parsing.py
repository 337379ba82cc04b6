"""Reading the flags of `fix`.

With argparse, not Typer: a hook runs on every commit, and Typer takes longer to import than a clean run does.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from novaedit.cli.arguments import Arguments
from novaedit.cli.flags import GROUPS, PATHS
from novaedit.errors import UsageError


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see `novaedit fix --help`)")


def parse_fix(argv: Sequence[str]) -> Arguments | None:
    """The flags in `argv`; None when only help is asked for. Raises UsageError."""
    # argparse forgets what "--" meant when paths and flags may be mixed.
    end = argv.index("--") if "--" in argv else len(argv)
    values: dict[str, Any] = vars(_parser().parse_intermixed_args(argv[:end]))
    values["paths"] += argv[end + 1 :]
    if values.pop("help"):
        return None
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if value is not None
    }
    return Arguments(**given)


def _parser() -> _Parser:
    parser = _Parser(prog="novaedit fix", add_help=False, allow_abbrev=False)
    parser.add_argument("paths", nargs="*", help=PATHS)
    exclusive = parser.add_mutually_exclusive_group()
    for flags in GROUPS.values():
        for flag in flags:
            place = exclusive if flag.keywords.get("dest") == "verbosity" else parser
            place.add_argument(*flag.names, **flag.keywords)
    return parser
