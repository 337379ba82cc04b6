"""`novaedit fix`: from its words to its exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from novaedit.cli.arguments import Arguments
from novaedit.cli.failures import guarded
from novaedit.cli.parsing import parse_fix

#: What carries the flags out and returns the exit code.
Runner = Callable[[Arguments], int]


def fix(argv: Sequence[str], runner: Runner | None = None) -> int:
    """Run `fix` with the words after it; `runner` carries the flags out in another way: the hook's."""

    def action() -> int:
        arguments = parse_fix(argv)
        if arguments is None:
            from novaedit.cli.fix_help import print_help

            print_help()
            return 0
        return (runner or _run)(arguments)

    return guarded(action)


def _run(arguments: Arguments) -> int:
    from novaedit.cli.fixing import run

    return run(arguments)
