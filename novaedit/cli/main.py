"""The entry point. `--version` answers before anything heavy is imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from novaedit import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with `argv` (default: the process's own arguments) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"novaedit {__version__}\n")
        return 0
    if arguments[:1] == ["fix"]:
        # A hook runs this on every commit: not even Typer is imported.
        from novaedit.cli.fix import fix

        return fix(arguments[1:])
    from novaedit.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
