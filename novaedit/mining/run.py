"""`novaedit mine`: from repositories to a dataset, part by part, so that a killed run can go on."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from novaedit.dataset.example import Example
from novaedit.dataset.write import MANIFEST, DatasetWriter
from novaedit.errors import RepositoryError, UsageError
from novaedit.mining.habits import Habits
from novaedit.mining.history import read_history
from novaedit.mining.near import NearDuplicates
from novaedit.mining.origin import find_origin, open_history
from novaedit.mining.part import Part, mine_part, parts_of, read_mined
from novaedit.mining.settings import Settings
from novaedit.mining.store import FolderStore, Store

HABITS = "habits.json"
_PARTS = "parts"
_CLONES = "clones"


class Progress(Protocol):
    """Hears how far a run is."""

    def begin(self, commits: int) -> None:
        """So many commits are to be read in all."""

    def advance(self, commits: int) -> None:
        """So many more have been read, now or by an earlier run."""

    def say(self, line: str) -> None:
        """Something that a person should know."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All parts of a run in the order of their records, and what was passed over while making it."""

    parts: tuple[Part, ...]
    skipped: Counter[str]


#: Does the parts that are missing in a store and yields each one when it is there.
Runner = Callable[[Sequence[Part], Store], Iterator[Part]]


def mine(
    words: Sequence[str], out: Path, settings: Settings, *, runner: Runner, progress: Progress
) -> dict[str, Any]:
    """Mine the repositories named by `words` into `out` and return the manifest.

    What may not be used (licence, never-list) or read is passed over, said and counted. Raises UsageError
    when nothing is left, ToolError, WriteError.
    """
    near = NearDuplicates()
    plan = make_plan(words, out / _CLONES, settings, progress)
    store = FolderStore(out / _PARTS)
    progress.begin(sum(len(part.commits) for part in plan.parts))
    for part in runner(plan.parts, store):
        progress.advance(len(part.commits))
    return write_dataset(plan, store, out, settings, near)


def make_plan(words: Sequence[str], clones: Path, settings: Settings, progress: Progress) -> Plan:
    """The parts of all repositories. Raises UsageError when none can be used."""
    parts: list[Part] = []
    skipped: Counter[str] = Counter()
    reasons, repos = [], set()
    for word in words:
        try:
            origin = find_origin(word, clones)
            history = read_history(open_history(origin.path))
        except (UsageError, RepositoryError) as error:
            skipped["repository refused"] += 1
            reasons.append(str(error))
            progress.say(str(error))
            continue
        if origin.repo.lower() in repos:
            skipped["repository named twice"] += 1
            continue
        repos.add(origin.repo.lower())
        skipped += history.skipped
        parts += parts_of(origin, history.commits, settings)
        progress.say(f"{origin.repo}: {len(history.commits)} commits, {origin.licence}")
    if not repos:
        raise UsageError("; ".join(reasons) or "no repository was given")
    return Plan(tuple(parts), skipped)


def newest_first(parts: Sequence[Part]) -> list[Part]:
    """The last part of each repository, then the one before: today's Python gives most, and a bit of each."""
    left = Counter(part.origin.repo for part in parts)
    ages = []
    for part in parts:
        left[part.origin.repo] -= 1
        ages.append(left[part.origin.repo])
    return [part for _, part in sorted(zip(ages, parts, strict=True), key=lambda pair: pair[0])]


def local_runner(workers: int) -> Runner:
    """Runs the parts in processes of this machine; one worker is this very process."""

    def run(parts: Sequence[Part], store: Store) -> Iterator[Part]:
        missing = [part for part in newest_first(parts) if store.read(part.name) is None]
        names = {part.name for part in missing}
        yield from (part for part in parts if part.name not in names)
        if workers <= 1:
            for part in missing:
                store.write(part.name, mine_part(part).to_bytes(part))
                yield part
            return
        with ProcessPoolExecutor(workers, initializer=_be_nice) as pool:
            futures = {pool.submit(mine_part, part): part for part in missing}
            for future in as_completed(futures):
                part = futures[future]
                store.write(part.name, future.result().to_bytes(part))
                yield part

    return run


def write_dataset(
    plan: Plan, store: Store, out: Path, settings: Settings, near: NearDuplicates
) -> dict[str, Any]:
    """Put the parts together, in order: equal plans give equal files. Returns the manifest."""
    fresh = out / ".fresh"
    habits = Habits()
    limits = _Limits(settings)
    with DatasetWriter(fresh, settings.as_json()) as writer:
        writer.rejected += plan.skipped
        for part in plan.parts:
            mined = read_mined(store.read(part.name) or b"{}")
            writer.rejected += mined.rejected
            for example in mined.examples:
                if limits.reached(example):
                    writer.reject("enough of the rule")
                elif near.seen(example):
                    writer.reject("near duplicate")
                elif writer.add(example):
                    limits.count(example)
                    habits.add(example)
    (fresh / HABITS).write_text(json.dumps(habits.to_json(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    # The manifest comes last: where it is, the rest is whole.
    for name in (HABITS, "dev.jsonl", "train.jsonl", MANIFEST):
        (fresh / name).replace(out / name)
    fresh.rmdir()
    return writer.manifest()


class _Limits:
    """So many records of one repository and rule, and of one message, are enough."""

    def __init__(self, settings: Settings) -> None:
        self._most = (settings.per_rule, settings.per_message)
        self._counts: Counter[tuple[str, ...]] = Counter()

    def reached(self, example: Example) -> bool:
        return any(self._counts[key] >= most for key, most in zip(_keys(example), self._most, strict=False))

    def count(self, example: Example) -> None:
        self._counts.update(_keys(example))


def _keys(example: Example) -> list[tuple[str, ...]]:
    if not example.diagnostics:
        return []
    first, repo = example.diagnostics[0], example.provenance.repo
    rule = (repo, first.code or first.source)
    return [rule, (*rule, first.message)]


def _be_nice() -> None:
    # Whoever started us nicely already is not made to wait longer still.
    if hasattr(os, "nice"):
        os.nice(max(10 - os.nice(0), 0))
