"""`novaedit data stats`: what a dataset is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from novaedit.cli.data.inputs import Inputs, jsonl_files, need
from novaedit.cli.failures import guarded

if TYPE_CHECKING:
    from novaedit.dataset.stats import Stats


def stats(
    files: Inputs,
    top: Annotated[int, typer.Option(min=1, help="Show so many of each group.")] = 15,
    plot: Annotated[Path | None, typer.Option(help="Also draw it: a .png, .svg or .pdf file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it, as one JSON object.")] = False,
) -> None:
    """Count records by kind, injector, rule, licence and repository, and measure their size."""
    raise typer.Exit(guarded(lambda: _stats(files, top, plot, as_json)))


def _stats(files: list[Path], top: int, plot: Path | None, as_json: bool) -> int:
    from novaedit.dataset.example import read_examples
    from novaedit.dataset.stats import collect

    paths = jsonl_files(files)
    if plot:
        need(("matplotlib",), "a plot")
    found = collect(chain.from_iterable(map(read_examples, paths)))
    if plot:
        from novaedit.dataset.plot import plot as draw

        draw(found, plot)
    text = (
        json.dumps(found.as_json(), indent=2, ensure_ascii=False) if as_json else "\n".join(_rows(found, top))
    )
    typer.echo(text)
    return 0


def _rows(found: Stats, most: int) -> Iterator[str]:
    from novaedit.cli.terminal import printable
    from novaedit.dataset.stats import quantiles, top

    yield f"{found.records:,} records"
    for name, counts in found.groups.items():
        yield f"\nby {name} ({len(counts):,})"
        for key, count in top(counts, most):
            yield f"  {count:>9,}  {count / found.records:6.1%}  {printable(key)}"
    yield "\nsizes"
    for name, sizes in found.sizes.items():
        yield f"  {name:<18}" + "".join(f"  {mark} {size:,}" for mark, size in quantiles(sizes).items())
