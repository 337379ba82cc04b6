"""`novaedit data split`: one dataset out of many, split by repository."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.data.inputs import Inputs, jsonl_files, need
from novaedit.cli.failures import guarded

#: Equal to dataset/split.py's, which is imported only when it is needed.
_DEV_SHARE = 0.04


def split(
    files: Inputs,
    out: Annotated[Path, typer.Option(help="Folder for train.jsonl, dev.jsonl and manifest.json.")],
    dev_share: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the repositories held out, besides those named.")
    ] = _DEV_SHARE,
    like: Annotated[
        Path | None,
        typer.Option(
            help="manifest.json or sources.json of an earlier dataset: its repositories keep their sides."
        ),
    ] = None,
    dedup: Annotated[
        bool, typer.Option(help="Leave out what another repository has too, by MinHash.")
    ] = True,
) -> None:
    """Put records together and split them by repository, never by line.

    A repository, its forks and the package made of it go to one side, by the hash of the name: the same on
    every machine. Repeated records and near-duplicates across repositories are left out and counted, so
    that nothing leaks from one side to the other (needs the `data` extra). For a model that goes on from
    another one's weights, name the data of that one with `--like`.
    """
    raise typer.Exit(guarded(lambda: _split(files, out, dev_share, like, dedup)))


def _split(files: list[Path], out: Path, dev_share: float, like: Path | None, dedup: bool) -> int:
    from novaedit.cli.progress import progress
    from novaedit.dataset.gather import split_files
    from novaedit.dataset.split import Sides, read_sides

    paths = jsonl_files(files)
    if dedup:
        need(("datasketch",), "--dedup")
    sides = Sides(dev_share, read_sides(like) if like else {})
    done = 0
    with progress("auto", quiet=False) as tell:

        def count(number: int) -> None:
            nonlocal done
            done += number
            tell(f"{done:,} records")

        manifest = split_files(paths, out, sides=sides, near=dedup, progress=count)
    for name, number in manifest["kept"].items():
        typer.echo(f"{number:>9,}  {name}", err=True)
    for reason, number in manifest["rejected"].items():
        typer.echo(f"{number:>9,}  left out: {reason}", err=True)
    return 0
