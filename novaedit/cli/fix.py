"""`novaedit fix`: the flags, handed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import typer

from novaedit.cli import flags
from novaedit.cli.arguments import Arguments
from novaedit.cli.failures import guarded

#: What carries the flags out and returns the exit code.
Runner = Callable[[Arguments], int]


def fix(
    context: typer.Context,
    paths: flags.Paths = None,
    staged: flags.Staged = False,
    from_ref: flags.FromRef = None,
    to_ref: flags.ToRef = None,
    whole_file: flags.WholeFile = False,
    lines: flags.Lines = None,
    select: flags.Select = None,
    ignore: flags.Ignore = None,
    diagnostics: flags.Diagnostics = None,
    apply: flags.Apply = False,
    stage: flags.Stage = False,
    interactive: flags.Interactive = False,
    check: flags.Check = False,
    exit_zero: flags.ExitZero = False,
    instruction: flags.Instruction = None,
    tests: flags.Tests = None,
    max_time: flags.MaxTime = None,
    model: flags.Model = None,
    min_confidence: flags.MinConfidence = None,
    output_format: flags.OutputFormat = None,
    diff: flags.Diff = False,
    output_file: flags.OutputFile = None,
    color: flags.Color = "auto",
    quiet: flags.Quiet = False,
    verbose: flags.Verbose = 0,
) -> None:
    """Offer proven patches for what the tools say about your changes.

    Without PATHS, --staged or refs: the changes in the working tree against HEAD.
    Nothing is written without --apply (or -i).

    [bold]Examples[/bold]

      novaedit fix                       the changes since HEAD
      novaedit fix --staged              what the next commit holds
      novaedit fix --apply src/app.py    a whole file, and write it
      novaedit fix -i                    ask before each fix
      novaedit fix --diff | git apply    only the patch
      novaedit fix --from-ref origin/main --output-format sarif
      novaedit fix --lines app.py:10-20 --instruction "use a dict"

    [bold]Exit codes[/bold]  0 nothing left to do · 1 diagnostics remain or a patch is offered · 2 failure · 130 interrupted
    """
    if quiet and verbose:
        raise typer.BadParameter("--quiet and --verbose exclude each other")
    runner: Runner = context.obj or _run
    given = arguments(locals())
    raise typer.Exit(guarded(lambda: runner(given)))


def arguments(values: Mapping[str, Any]) -> Arguments:
    """The flags by the names of Arguments; lists as tuples."""
    names = values.keys() & set(Arguments.__slots__)
    given = {name: values[name] for name in names if values[name] is not None}
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return Arguments(**given, colour=values["color"], verbosity=-1 if values["quiet"] else values["verbose"])


def _run(given: Arguments) -> int:
    from novaedit.cli.fixing import run

    return run(given)
