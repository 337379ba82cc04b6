"""How far `novaedit mine` is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from novaedit.cli.terminal import printable

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from novaedit.mining.run import Progress


class _Lines:
    """Only what a person should know, one line each."""

    def begin(self, commits: int) -> None:
        """So many commits are to be read in all."""

    def advance(self, commits: int) -> None:
        """So many more have been read."""

    def say(self, line: str) -> None:
        """Print a line on stderr."""
        sys.stderr.write(f"novaedit: {printable(line)}\n")


class _Moving(_Lines):
    """The same above a bar."""

    def __init__(self, bar: Bar, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def begin(self, commits: int) -> None:
        self._bar.reset(self._task, total=commits)

    def advance(self, commits: int) -> None:
        self._bar.advance(self._task, commits)

    def say(self, line: str) -> None:
        self._bar.console.print(printable(line), highlight=False, markup=False)


@contextlib.contextmanager
def mining_progress() -> Iterator[Progress]:
    """What to tell a run's steps to; all goes to stderr."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.speed:,.0f} commits/s" if False else "{task.fields[rate]}")
    with Progress(
        TextColumn("mining"),
        BarColumn(),
        MofNCompleteColumn(),
        rate,
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as bar:
        yield _Moving(bar, bar.add_task("mining", total=None, rate=""))
