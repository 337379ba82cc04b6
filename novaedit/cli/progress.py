"""A line on a terminal that says what a longer run is doing; nothing anywhere else."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from novaedit.cli.terminal import Colour, printable, wants_colour

#: Seconds before anything is shown: a quick run needs no progress, nor the import of rich.
_PATIENCE = 0.4


@contextlib.contextmanager
def progress(colour: Colour, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """What to tell each step to; on stderr, only on a terminal that can overwrite a line."""
    if quiet or not sys.stderr.isatty() or not wants_colour(sys.stderr, colour):
        yield lambda _: None
        return
    with contextlib.ExitStack() as stack:
        yield _teller(stack)


def _teller(stack: contextlib.ExitStack) -> Callable[[str], None]:
    began = time.monotonic()
    shown: list[Callable[[str], None]] = []

    def tell(step: str) -> None:
        if not shown and time.monotonic() - began > _PATIENCE:
            from rich.console import Console

            status = stack.enter_context(Console(stderr=True, highlight=False, markup=False).status(""))
            shown.append(status.update)
        for update in shown:
            update(printable(step))

    return tell
