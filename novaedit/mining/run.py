"""`novaedit mine`: from repositories to a dataset, part by part, so that a killed run can go on."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from novaedit.dataset.store import FolderStore, Store
from novaedit.dataset.where import Where
from novaedit.mining.collect import collect
from novaedit.mining.miner import mine_part
from novaedit.mining.near import NearDuplicates
from novaedit.mining.part import Part
from novaedit.mining.plan import Plan, Surveyed, make_plan, newest_first, survey
from novaedit.mining.settings import Settings

PARTS = "parts"


class Progress(Protocol):
    """Hears how far a run is."""

    def begin(self, commits: int, done: int) -> None:
        """So many commits are to be read in all; an earlier run has read `done` of them."""

    def advance(self, commits: int) -> None:
        """So many more have been read."""

    def say(self, line: str) -> None:
        """Something that a person should know."""


def mine(
    words: Sequence[str], out: str | Path, settings: Settings, *, where: Where, progress: Progress
) -> dict[str, Any]:
    """Mine the repositories named by `words` into `out`, a folder or a URL that fsspec knows.

    What may not be used (licence, never-list) or read is passed over, said and counted. What each part of a
    history gave is kept in the folder `parts`: an ended run goes on where it was and gives the same records.
    Returns the manifest. Raises UsageError when no repository is left, ToolError, WriteError.
    """
    near = NearDuplicates()
    store = _parts(out)
    store.clean()
    plan = _plan(words, settings, where)
    for line in plan.remarks:
        progress.say(line)
    _work(plan, store, where, progress)
    if not _is_url(out):
        return collect(plan, store, Path(out), settings, near)
    from novaedit.dataset.remote import RemoteStore

    with tempfile.TemporaryDirectory(prefix="novaedit-mine-") as folder:
        manifest = collect(plan, store, Path(folder), settings, near)
        RemoteStore(str(out)).upload(Path(folder))
        return manifest


def _plan(words: Sequence[str], settings: Settings, where: Where) -> Plan:
    with closing(where.map(survey, list(dict.fromkeys(words)), _not_surveyed)) as surveyed:
        return make_plan(list(surveyed), settings)


def _work(plan: Plan, store: Store, where: Where, progress: Progress) -> None:
    missing = [part for part in newest_first(plan.parts) if store.read(part.file) is None]
    total = sum(len(part.commits) for part in plan.parts)
    progress.begin(total, total - sum(len(part.commits) for part in missing))
    with closing(where.map(partial(_do, store=store), missing, _lost)) as results:
        for part, problem in zip(missing, results, strict=True):
            progress.advance(len(part.commits))
            if problem:
                progress.say(problem)


def _do(part: Part, store: Store) -> str:
    store.write(part.file, mine_part(part).to_bytes())
    return ""


def _lost(part: Part, reason: str) -> str:
    return f"{part.name} failed: {reason}"


def _not_surveyed(word: str, reason: str) -> Surveyed:
    return Surveyed(None, problem=f"{word} failed: {reason}")


def _parts(out: str | Path) -> Store:
    if not _is_url(out):
        return FolderStore(Path(out) / PARTS)
    from novaedit.dataset.remote import RemoteStore

    return RemoteStore(f"{out}/{PARTS}")


def _is_url(out: str | Path) -> bool:
    return isinstance(out, str) and "://" in out
