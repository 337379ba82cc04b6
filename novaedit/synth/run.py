"""`novaedit synth`: from folders, wheels, sdists and repositories of clean code to a dataset."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novaedit.dataset.write import DatasetWriter
from novaedit.errors import UsageError
from novaedit.synth.parts import examples_of, remove_leftovers
from novaedit.synth.settings import Settings
from novaedit.synth.work import Outcome, Task, work

PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Step:
    """One more source is done: `done` of `sources`, `records` in all by now."""

    outcome: Outcome
    done: int
    sources: int
    records: int


Progress = Callable[[Step], None]


def synthesise(
    roots: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    limit: int | None = None,
    workers: int = 2,
    progress: Progress = lambda _: None,
) -> dict[str, Any]:
    """Break the code of `roots` and write `train.jsonl`, `dev.jsonl` and `manifest.json` into `out`.

    What each source gave is kept in `out`/parts: an ended run goes on where it was and gives the same
    records. Sources without a permissive licence or on the never list are passed over and counted. `limit`
    ends the run after so many records. Returns the manifest. Raises UsageError when no source is left,
    WriteError, ToolError.
    """
    parts = out / PARTS
    remove_leftovers(parts)
    tasks = [Task(root, parts, settings) for root in sorted(set(roots))]
    outcomes: list[Outcome] = []
    with closing(_all(tasks, workers)) as results:
        total = 0
        for outcome in results:
            outcomes.append(outcome)
            total += outcome.records
            progress(Step(outcome, len(outcomes), len(tasks), total))
            if limit is not None and total >= limit:
                break
    if not any(outcome.part for outcome in outcomes):
        raise UsageError("; ".join(outcome.reason for outcome in outcomes) or "no source was given")
    return _merge(outcomes, out, settings, limit)


def _merge(outcomes: Iterable[Outcome], out: Path, settings: Settings, limit: int | None) -> dict[str, Any]:
    """One dataset of all parts, in the order of the sources; it takes the place of an older one when done."""
    with DatasetWriter(out / ".merging", settings.as_json()) as writer:
        for outcome in outcomes:
            if outcome.part is None:
                writer.reject("source failed" if outcome.failed else "source refused")
                continue
            for reason, count in outcome.part.rejected.items():
                writer.reject(reason, count)
            for example in examples_of(outcome.part):
                if limit is None or sum(writer.kept.values()) < limit:
                    writer.add(example)
    for path in sorted(writer.folder.iterdir()):
        path.replace(out / path.name)
    writer.folder.rmdir()
    return writer.manifest()


def _all(tasks: Sequence[Task], workers: int) -> Generator[Outcome, None, None]:
    if workers <= 1:
        yield from map(work, tasks)
        return
    pool = ProcessPoolExecutor(workers, initializer=_begin)
    try:
        yield from pool.map(work, tasks)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Set up a worker: it stands back for others, and ends when the one that it works for is gone."""
    # Whoever started us nicely already is not made to wait longer still.
    if hasattr(os, "nice"):
        os.nice(max(10 - os.nice(0), 0))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
