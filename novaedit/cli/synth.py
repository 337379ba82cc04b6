"""`novaedit synth`: training records from clean code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.failures import guarded


def synth(
    sources: Annotated[list[Path], typer.Argument(help="Folders of unpacked packages or repositories.")],
    out: Annotated[Path, typer.Option(help="Folder for train.jsonl, dev.jsonl and manifest.json.")],
    seed: Annotated[int, typer.Option(help="Equal seeds and sources give equal records.")] = 0,
    per_file: Annotated[int, typer.Option(min=1, help="At most so many records of one file.")] = 12,
    per_source: Annotated[int, typer.Option(min=1, help="At most so many records of one source.")] = 600,
    per_dev_source: Annotated[int, typer.Option(min=1, help="The same for the dev split.")] = 60,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many records.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
) -> None:
    """Break clean code in the ways that people do, and record how to mend it.

    Sources need a permissive licence; benchmarks and their repositories are refused.
    """

    def run() -> int:
        from novaedit.synth.run import Settings, synthesise

        settings = Settings(seed, per_file, per_source, per_dev_source)
        synthesise(
            sources,
            out,
            settings,
            limit=limit,
            workers=workers,
            progress=lambda line: typer.echo(line, err=True),
        )
        return 0

    raise typer.Exit(guarded(run))
