"""How far a run over many sources is: a bar on a terminal, one line a source elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from novaedit.cli.terminal import printable

if TYPE_CHECKING:
    from novaedit.synth.run import Step

Tell = Callable[["Step"], None]


@contextmanager
def source_progress() -> Iterator[Tell]:
    """What to tell each step to; everything goes to stderr."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        *(BarColumn(), MofNCompleteColumn(), TextColumn("sources"), TextColumn("{task.fields[rate]}")),
        *(TimeRemainingColumn(), TextColumn("{task.description}", markup=False)),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, rate="")
        lines = _Lines(lambda line: bar.console.print(line, markup=False, highlight=False))

        def tell(step: Step) -> None:
            lines.note(step)
            bar.update(
                task, completed=step.done, total=step.sources, description=_name(step), rate=lines.rate(step)
            )

        yield tell


class _Lines:
    def __init__(self, write: Callable[[str], None] = lambda line: print(line, file=sys.stderr)) -> None:
        self._write = write
        self._began = time.monotonic()
        #: Sources and records that an earlier run had made.
        self._resumed = 0
        self._old_records = 0

    def __call__(self, step: Step) -> None:
        self.note(step, write=False)
        self._write(f"{step.done}/{step.sources} {_name(step)}, {self.rate(step)}, {self._left(step)}")

    def note(self, step: Step, *, write: bool = True) -> None:
        """Take a step into account; of what went wrong with a source say a line."""
        if step.outcome.resumed:
            self._resumed += 1
            self._old_records += step.outcome.records
        if write and step.outcome.reason:
            self._write(printable(step.outcome.reason))

    def rate(self, step: Step) -> str:
        """Records in all, and how fast this run makes them."""
        seconds = max(time.monotonic() - self._began, 0.001)
        return f"{step.records} records in all, {(step.records - self._old_records) / seconds:.1f}/s"

    def _left(self, step: Step) -> str:
        worked = step.done - self._resumed
        if not worked:
            return "time left unknown"
        seconds = (time.monotonic() - self._began) / worked * (step.sources - step.done)
        return f"{int(seconds) // 60}:{int(seconds) % 60:02} left"


def _name(step: Step) -> str:
    outcome = step.outcome
    if outcome.part is None:
        return printable(outcome.reason)
    again = " (from an earlier run)" if outcome.resumed else ""
    return f"{printable(outcome.part.repo)}: {outcome.records} records{again}"
