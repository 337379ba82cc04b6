"""`novaedit mine`: training records from the histories of repositories."""

from __future__ import annotations

from typing import Annotated

import typer

from novaedit.cli.failures import guarded
from novaedit.cli.options import Cluster, Workers


def mine(
    repos: Annotated[
        list[str], typer.Argument(help="Paths (bare ones too), OWNER/NAME=PATH, or URLs, which are cloned.")
    ],
    out: Annotated[
        str,
        typer.Option(help="Folder (or fsspec URL) for train.jsonl, dev.jsonl, manifest.json, habits.json."),
    ],
    instructions: Annotated[
        bool,
        typer.Option("--instructions", help="Also small fixes without a finding: the message asks for it."),
    ] = False,
    mypy: Annotated[bool, typer.Option("--mypy", help="Also ask mypy about every version: slow.")] = False,
    max_files: Annotated[int, typer.Option(min=1, help="Pass over commits that touch more files.")] = 30,
    per_commit: Annotated[int, typer.Option(min=1, help="At most so many records of one commit.")] = 6,
    per_rule: Annotated[int, typer.Option(min=1, help="At most so many of a repository and rule.")] = 600,
    part_size: Annotated[
        int, typer.Option(min=1, help="Commits that one worker reads at a time; a killed run loses no more.")
    ] = 200,
    workers: Workers = 2,
    cluster: Cluster = None,
) -> None:
    """Find what people mended in their histories, and record how.

    Repositories need a permissive licence; benchmarks and their repositories are refused. A killed run goes
    on where it was when it is started again.
    """

    def run() -> int:
        from novaedit.cli.mining_progress import mining_progress
        from novaedit.dataset.where import Where
        from novaedit.mining.run import mine
        from novaedit.mining.settings import Settings

        settings = Settings(
            max_files=max_files,
            per_commit=per_commit,
            per_rule=per_rule,
            part_size=part_size,
            mypy=mypy,
            instructions=instructions,
        )
        with mining_progress() as progress:
            mine(repos, out, settings, where=Where(workers, cluster), progress=progress)
        return 0

    raise typer.Exit(guarded(run))
