"""`novaedit mine`: from repositories to a dataset, part by part, so that a killed run can go on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from novaedit.mining.collect import collect
from novaedit.mining.near import NearDuplicates
from novaedit.mining.part import Part, mine_part
from novaedit.mining.plan import make_plan, newest_first, survey
from novaedit.mining.runner import Runner
from novaedit.mining.settings import Settings
from novaedit.mining.store import Store


class Progress(Protocol):
    """Hears how far a run is."""

    def begin(self, commits: int) -> None:
        """So many commits are to be read in all."""

    def advance(self, commits: int) -> None:
        """So many more have been read, now or by an earlier run."""

    def say(self, line: str) -> None:
        """Something that a person should know."""


def mine(
    words: Sequence[str], store: Store, settings: Settings, *, runner: Runner, progress: Progress
) -> dict[str, Any]:
    """Mine the repositories named by `words` into `store` and return the manifest.

    What may not be used (licence, never-list) or read is passed over, said and counted. Raises UsageError
    when nothing is left, ToolError, WriteError.
    """
    near = NearDuplicates()
    surveyed = dict(runner.run(survey, list(dict.fromkeys(words))))
    plan = make_plan([surveyed[word] for word in dict.fromkeys(words)], settings)
    for line in plan.remarks:
        progress.say(line)
    missing = [part for part in newest_first(plan.parts) if store.read(part.place) is None]
    commits = sum(len(part.commits) for part in plan.parts)
    progress.begin(commits)
    progress.advance(commits - sum(len(part.commits) for part in missing))
    for part, _ in runner.run(partial(_do, store=store), missing):
        progress.advance(len(part.commits))
    return collect(plan, store, settings, near)


def _do(part: Part, store: Store) -> None:
    store.write(part.place, mine_part(part).to_bytes(part))
