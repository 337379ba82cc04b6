"""Options that several commands have, each told once."""

from __future__ import annotations

from typing import Annotated

import typer

Workers = Annotated[int, typer.Option(min=1, help="Processes.")]
Cluster = Annotated[
    str | None, typer.Option(help="Scheduler of a Dask cluster that does the work; it sees the same files.")
]
Seed = Annotated[int, typer.Option(help="Equal seeds and sources give equal records.")]
