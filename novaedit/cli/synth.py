"""`novaedit synth`: training records from clean code."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.failures import guarded
from novaedit.cli.options import Cluster, Seed, Workers

#: Of more names than this only those are listed that are like the wrong one.
_FEW = 12


def synth(
    sources: Annotated[
        list[Path],
        typer.Argument(help="Folders, wheels, sdists or git repositories (their HEAD), bare or not."),
    ],
    out: Annotated[
        str,
        typer.Option(
            help="Folder, or URL that fsspec knows, for train.jsonl, dev.jsonl, manifest.json and parts."
        ),
    ],
    seed: Seed = 0,
    per_file: Annotated[int, typer.Option(min=1, help="At most so many records of one file.")] = 12,
    per_source: Annotated[int, typer.Option(min=1, help="At most so many records of one source.")] = 600,
    per_dev_source: Annotated[int, typer.Option(min=1, help="The same for the dev split.")] = 60,
    tasks_per_file: Annotated[
        int, typer.Option(min=0, help="Of each file so many other tasks: functions to write, refactoring.")
    ] = 3,
    max_seconds_per_source: Annotated[
        float, typer.Option(min=1, help="A source that takes longer gives what it has by then.")
    ] = 900,
    habits: Annotated[
        Path | None,
        typer.Option(help="habits.json of `novaedit mine`: mistakes as often as people make them."),
    ] = None,
    family: Annotated[
        list[str] | None,
        typer.Option(
            help="Only mistakes of this family: syntax, names, lint, types, hints. May be repeated."
        ),
    ] = None,
    mistake: Annotated[
        list[str] | None,
        typer.Option(help="Only this mistake, by the name of its injector. May be repeated."),
    ] = None,
    window: Annotated[
        int, typer.Option(min=3, help="Lines shown around a mistake. A model for use wants the default.")
    ] = 14,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many records.")] = None,
    workers: Workers = 2,
    cluster: Cluster = None,
) -> None:
    """Break clean code in the ways that people do, and record how to mend it.

    Sources need a permissive licence; benchmarks and their repositories are refused. The same command again
    goes on where an ended run was.
    """

    def run() -> int:
        from novaedit.cli.synth_progress import source_progress
        from novaedit.dataset.where import Where
        from novaedit.languages.python.regions import Size
        from novaedit.synth.draft import SHARES
        from novaedit.synth.habits import Weights, fit, read_habits
        from novaedit.synth.injectors import INJECTORS
        from novaedit.synth.run import synthesise
        from novaedit.synth.settings import Settings

        settings = Settings(
            seed,
            per_file,
            per_source,
            per_dev_source,
            _named(family or [], SHARES, "family"),
            _named(mistake or [], INJECTORS, "mistake"),
            tasks_per_file=tasks_per_file,
            weights=fit(read_habits(habits), INJECTORS.values()) if habits else Weights(),
            max_seconds=max_seconds_per_source,
            size=Size(window),
        )
        with source_progress() as tell:
            synthesise(sources, out, settings, limit=limit, where=Where(workers, cluster), progress=tell)
        return 0

    raise typer.Exit(guarded(run))


def _named(names: list[str], known: Collection[str], kind: str) -> tuple[str, ...]:
    """The names, each once. Raises UsageError for one that is not known."""
    from novaedit.errors import UsageError

    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 5, 0.0) if len(known) > _FEW else known
            raise UsageError(f"there is no {kind} {name!r} to draw from; there are: {', '.join(near)}")
    return tuple(dict.fromkeys(names))
