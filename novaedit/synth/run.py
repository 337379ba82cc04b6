"""From sources (folders, wheels, sdists, repositories of clean code) to a dataset, by a recipe for each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novaedit.dataset.example import Example
from novaedit.dataset.store import FolderStore, Store
from novaedit.dataset.where import HERE, Where
from novaedit.dataset.write import DatasetWriter
from novaedit.errors import UsageError
from novaedit.synth.make import Mistakes
from novaedit.synth.parts import examples_of
from novaedit.synth.recipe import Recipe
from novaedit.synth.settings import Settings
from novaedit.synth.work import Outcome, Task, lost, work

PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Step:
    """One more source is done: `done` of `sources`, `records` in all by now."""

    outcome: Outcome
    done: int
    sources: int
    records: int


Progress = Callable[[Step], None]
#: What a record is about: the function, for example.
Subject = Callable[[Example], str]


def synthesise(
    roots: Sequence[Path],
    out: str | Path,
    settings: Settings,
    *,
    limit: int | None = None,
    where: Where = HERE,
    progress: Progress = lambda _: None,
) -> dict[str, Any]:
    """Break the code of `roots` and write `train.jsonl`, `dev.jsonl` and `manifest.json` into `out`.

    `out` is a folder or a URL that fsspec knows. What each source gave is kept in its folder `parts`: an
    ended run goes on where it was and gives the same records. Sources without a permissive licence or on the
    never list are passed over and counted. `limit` ends the run after so many records. Returns the manifest.
    Raises UsageError when no source is left, WriteError, ToolError.
    """
    jobs = [(root, Mistakes(settings)) for root in sorted(set(roots))]
    return run_jobs(jobs, out, settings.as_json(), limit=limit, where=where, progress=progress)


def run_jobs(
    jobs: Sequence[tuple[Path, Recipe]],
    out: str | Path,
    settings: dict[str, Any],
    *,
    limit: int | None = None,
    where: Where = HERE,
    progress: Progress = lambda _: None,
    subject: Subject | None = None,
) -> dict[str, Any]:
    """Make a dataset of each source by its recipe, as `synthesise` says; `settings` go into the manifest.

    With `subject`, records about what an earlier source has too are left out and counted.
    """
    store = _parts(out)
    store.clean()
    tasks = [Task(path, store, recipe) for path, recipe in jobs]
    outcomes: list[Outcome] = []
    with closing(where.map(work, tasks, lost)) as results:
        total = 0
        for outcome in results:
            outcomes.append(outcome)
            total += outcome.records
            progress(Step(outcome, len(outcomes), len(tasks), total))
            if limit is not None and total >= limit:
                break
    if not any(outcome.part for outcome in outcomes):
        raise UsageError("; ".join(outcome.reason for outcome in outcomes) or "no source was given")
    return _merge(out, lambda folder: _write(outcomes, store, folder, settings, limit, subject))


def _parts(out: str | Path) -> Store:
    if not _is_url(out):
        return FolderStore(Path(out) / PARTS)
    from novaedit.dataset.remote import RemoteStore

    return RemoteStore(f"{out}/{PARTS}")


def _is_url(out: str | Path) -> bool:
    return isinstance(out, str) and "://" in out


def _merge(out: str | Path, write: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """The dataset that `write` puts into a folder; it takes the place of an older one when it is done."""
    if not _is_url(out):
        fresh = Path(out) / ".merging"
        manifest = write(fresh)
        for path in sorted(fresh.iterdir()):
            path.replace(Path(out) / path.name)
        fresh.rmdir()
        return manifest
    from novaedit.dataset.remote import RemoteStore

    with tempfile.TemporaryDirectory(prefix="novaedit-synth-") as folder:
        manifest = write(Path(folder))
        RemoteStore(str(out)).upload(Path(folder))
        return manifest


def _write(
    outcomes: Iterable[Outcome],
    store: Store,
    folder: Path,
    settings: dict[str, Any],
    limit: int | None,
    subject: Subject | None,
) -> dict[str, Any]:
    """One dataset of all parts, in the order of the sources."""
    with DatasetWriter(folder, settings) as writer:
        earlier: set[str] = set()
        for outcome in outcomes:
            if outcome.part is None:
                writer.reject("source failed" if outcome.failed else "source refused")
                continue
            for reason, count in outcome.part.rejected.items():
                writer.reject(reason, count)
            here: set[str] = set()
            for example in examples_of(store, outcome.part):
                what = subject(example) if subject else ""
                if what in earlier:
                    writer.reject("seen in an earlier source")
                elif limit is None or sum(writer.kept.values()) < limit:
                    writer.add(example)
                here |= {what} if what else set()
            earlier |= here
    return writer.manifest()
