"""`novaedit synth-logic`: training records of logic bugs, each shown by a failing example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.failures import guarded


def synth_logic(
    out: Annotated[Path, typer.Option(help="Folder for train.jsonl, dev.jsonl and manifest.json.")],
    sources: Annotated[
        list[Path] | None, typer.Argument(help="Wheels, or folders of unpacked packages.")
    ] = None,
    library: Annotated[bool, typer.Option(help="NovaEdit's own functions too.")] = True,
    pairs: Annotated[
        Path | None, typer.Option(help="A bare clone of appmlk/ConDefects: real pairs of programs.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Equal seeds and sources give equal records.")] = 0,
    per_function: Annotated[int, typer.Option(min=1, help="At most so many records of one function.")] = 10,
    per_source: Annotated[int, typer.Option(min=1, help="At most so many records of one package.")] = 500,
    variants: Annotated[int, typer.Option(min=1, help="Variants of each of our functions.")] = 6,
) -> None:
    """Break small pure functions, run them, and record how to mend what a failing example shows.

    What is run was seen to use pure builtins and modules only; it runs in a process with limits.
    """

    def run() -> int:
        from novaedit.synth.logic.make import Amounts
        from novaedit.synth.logic.run import synthesise_logic

        synthesise_logic(
            sources or [],
            out,
            library=library,
            repository=pairs,
            amounts=Amounts(per_function, per_source, variants),
            seed=seed,
            progress=lambda line: typer.echo(line, err=True),
        )
        return 0

    raise typer.Exit(guarded(run))
