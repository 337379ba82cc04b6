"""Getting a model, with a bar on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from novaedit.cli.terminal import Voice


def pull_model(name: str) -> int:
    """Get the model `name` and say where it is. Raises ModelError, DownloadError and WriteError."""
    from novaedit.model.pull import pull

    with _bar(name) as advance:
        model = pull(name, progress=advance, notice=Voice().say)
    Voice().say(f"the model {model.name} is ready in {model.folder}")
    return 0


@contextlib.contextmanager
def _bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """What to tell (bytes so far, bytes in all) to; silent where there is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(f"Getting {name}", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
