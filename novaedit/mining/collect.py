"""Putting the parts together: limits, near-duplicates, splits, the manifest and the habits."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from novaedit.dataset.example import Example
from novaedit.dataset.store import Store
from novaedit.dataset.write import MANIFEST, DatasetWriter
from novaedit.mining.habits import Habits
from novaedit.mining.near import NearDuplicates
from novaedit.mining.part import read_mined
from novaedit.mining.plan import Plan
from novaedit.mining.settings import Settings

HABITS = "habits.json"


def collect(plan: Plan, store: Store, out: Path, settings: Settings, near: NearDuplicates) -> dict[str, Any]:
    """Write the dataset of a plan into `out`: equal plans and parts give equal files.

    A dataset that was there is replaced when the new one is complete. Returns the
    manifest. Raises WriteError.
    """
    fresh = out / ".merging"
    habits = Habits()
    with DatasetWriter(fresh, settings.as_json()) as writer:
        writer.rejected += plan.skipped
        _write(plan, store, _Sieve(settings, near, writer), habits)
    text = json.dumps(habits.to_json(), indent=2, ensure_ascii=False) + "\n"
    (fresh / HABITS).write_text(text, encoding="utf-8")
    # The manifest comes last: where it is, the rest is whole.
    for file in (HABITS, "dev.jsonl", "train.jsonl", MANIFEST):
        (fresh / file).replace(out / file)
    fresh.rmdir()
    return writer.manifest()


def _write(plan: Plan, store: Store, sieve: _Sieve, habits: Habits) -> None:
    for part in plan.parts:
        content = store.read(part.file)
        if content is None:  # its worker died; the next run tries again
            sieve.writer.reject("part lost")
            continue
        mined = read_mined(content)
        sieve.writer.rejected += mined.rejected
        for example in mined.examples:
            if sieve.keeps(example):
                habits.add(example)


class _Sieve:
    """So many records of one repository and rule, and of one message, are enough; and each only once."""

    def __init__(self, settings: Settings, near: NearDuplicates, writer: DatasetWriter) -> None:
        self.writer = writer
        self._near = near
        self._most = (settings.per_rule, settings.per_message)
        self._counts: Counter[tuple[str, ...]] = Counter()

    def keeps(self, example: Example) -> bool:
        """Write a record, or count why not."""
        keys = _keys(example)
        if any(self._counts[key] >= most for key, most in zip(keys, self._most, strict=False)):
            self.writer.reject("enough of the rule")
        elif self._near.seen(example):
            self.writer.reject("near duplicate")
        elif self.writer.add(example):
            self._counts.update(keys)
            return True
        return False


def _keys(example: Example) -> list[tuple[str, ...]]:
    if not example.diagnostics:
        return []
    first = example.diagnostics[0]
    rule = (example.provenance.repo, first.code or first.source)
    return [rule, (*rule, first.message)]
