"""How far `novaedit mine` is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from novaedit.cli.terminal import printable

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from novaedit.mining.run import Progress


class _Lines:
    """Only what a person should know, one line each, on stderr."""

    def begin(self, commits: int, done: int) -> None:
        """Nothing to show."""

    def advance(self, commits: int) -> None:
        """Nothing to show."""

    def say(self, line: str) -> None:
        """Print a line."""
        sys.stderr.write(f"novaedit: {printable(line)}\n")


class _Moving:
    """The same above a bar that moves with the commits."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("mining", total=None, rate="")
        self._began = time.monotonic()
        self._read = 0

    def begin(self, commits: int, done: int) -> None:
        """Set the bar's end, and how far an earlier run had come."""
        self._bar.reset(self._task, total=commits, completed=done, rate="")
        self._began = time.monotonic()

    def advance(self, commits: int) -> None:
        """Move the bar."""
        self._read += commits
        rate = self._read / max(time.monotonic() - self._began, 1e-9)
        self._bar.update(self._task, advance=commits, rate=f"{rate:,.0f} commits/s")

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        self._bar.console.print(printable(line), highlight=False, markup=False)


@contextlib.contextmanager
def mining_progress() -> Iterator[Progress]:
    """What to tell a run's steps to; all of it goes to stderr, the bar only to a terminal."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("mining"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield _Moving(bar)
