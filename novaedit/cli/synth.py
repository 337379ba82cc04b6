"""`novaedit synth`: training records from clean code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.failures import guarded


def synth(
    sources: Annotated[
        list[Path],
        typer.Argument(help="Folders, wheels, sdists or git repositories (their HEAD), bare or not."),
    ],
    out: Annotated[
        Path, typer.Option(help="Folder for train.jsonl, dev.jsonl, manifest.json, and parts to resume from.")
    ],
    seed: Annotated[int, typer.Option(help="Equal seeds and sources give equal records.")] = 0,
    per_file: Annotated[int, typer.Option(min=1, help="At most so many records of one file.")] = 12,
    per_source: Annotated[int, typer.Option(min=1, help="At most so many records of one source.")] = 600,
    per_dev_source: Annotated[int, typer.Option(min=1, help="The same for the dev split.")] = 60,
    max_seconds_per_source: Annotated[
        float, typer.Option(min=1, help="A source that takes longer gives what it has by then.")
    ] = 900,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many records.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
) -> None:
    """Break clean code in the ways that people do, and record how to mend it.

    Sources need a permissive licence; benchmarks and their repositories are refused. The same command again
    goes on where an ended run was.
    """

    def run() -> int:
        from novaedit.cli.synth_progress import source_progress
        from novaedit.synth.run import synthesise
        from novaedit.synth.settings import Settings

        settings = Settings(seed, per_file, per_source, per_dev_source, max_seconds=max_seconds_per_source)
        with source_progress() as tell:
            synthesise(sources, out, settings, limit=limit, workers=workers, progress=tell)
        return 0

    raise typer.Exit(guarded(run))
