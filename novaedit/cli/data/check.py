"""`novaedit data check`: is every record what it says?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from novaedit.cli.data.inputs import Inputs, jsonl_files
from novaedit.cli.failures import guarded
from novaedit.cli.options import Workers

if TYPE_CHECKING:
    from novaedit.dataset.checking import Summary

_Never = Annotated[
    list[Path] | None,
    typer.Option(help="Python files or JSONL of cases whose code no record may hold; may be repeated."),
]


def check(
    files: Inputs,
    never: _Never = None,
    tools: Annotated[bool, typer.Option(help="Ask the parser and ruff, and run tests.")] = True,
    workers: Workers = 2,
) -> None:
    """Check every record: schema, patch, never list, duplicates, split, and what parser and ruff say now.

    Tests that records add are run, in a process with limits, where they can be seen to be harmless.

    Each bad record is one line, FILE:LINE: what. Exit code 0: all are good · 1: some are not · 2: a file
    cannot be read, or a tool failed.
    """
    raise typer.Exit(guarded(lambda: _check(files, never or [], tools, workers)))


def _check(files: list[Path], never: list[Path], tools: bool, workers: int) -> int:
    from novaedit.cli.progress import progress
    from novaedit.cli.terminal import printable
    from novaedit.dataset.checking import Summary, check_files
    from novaedit.dataset.contents import never_with
    from novaedit.dataset.never import NEVER
    from novaedit.errors import DataError
    from novaedit.synth.logic.testing.proof import try_tests

    summary = Summary()
    paths = jsonl_files(files)
    with progress("auto", quiet=False) as tell:
        found = check_files(
            paths,
            summary,
            never=never_with(never, NEVER),
            tools=tools,
            try_tests=try_tests if tools else None,
            workers=workers,
            progress=lambda _: tell(f"checked {summary.records:,} records, {summary.bad.total():,} bad"),
        )
        for finding in found:
            sys.stdout.write(f"{printable(str(finding))}\n")
    if not summary.records:
        raise DataError(f"{paths[0]}: no record")
    typer.echo(_told(summary), err=True)
    return 1 if summary.bad else 0


def _told(summary: Summary) -> str:
    lines = [f"{summary.records:,} records, {summary.bad.total():,} bad"]
    lines += [f"  {count:>9,}  {what}" for what, count in summary.bad.most_common()]
    for name, counts in (("result parses", summary.parses), ("diagnostic gone", summary.resolved)):
        lines.append(f"{name}: shown for {counts[True]:,}, cannot be decided for {counts[None]:,}")
    if summary.tests:
        passed, undecided = summary.tests["passes"], summary.tests["undecided"]
        lines.append(f"test passes: shown for {passed:,}, cannot be decided for {undecided:,}")
    return "\n".join(lines)
