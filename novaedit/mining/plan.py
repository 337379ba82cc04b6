"""What is to be done: which repositories may be mined, and the parts of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from novaedit.errors import RepositoryError, UsageError
from novaedit.mining.history import History, read_history
from novaedit.mining.origin import Origin, find_origin, open_history
from novaedit.mining.part import Part, parts_of
from novaedit.mining.settings import Settings


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A repository and its commits, or why it is passed over."""

    origin: Origin | None
    history: History = field(default_factory=History)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All parts of a run in the order of their records, and what was passed over on the way."""

    parts: tuple[Part, ...]
    skipped: Counter[str]
    remarks: tuple[str, ...]


def survey(word: str) -> Surveyed:
    """Look at one repository as named on the command line."""
    try:
        origin = find_origin(word)
        return Surveyed(origin, read_history(open_history(origin.path)))
    except (UsageError, RepositoryError) as error:
        return Surveyed(None, problem=str(error))


def make_plan(surveyed: Sequence[Surveyed], settings: Settings) -> Plan:
    """The parts of all repositories. Raises UsageError when none can be used."""
    parts: list[Part] = []
    skipped: Counter[str] = Counter()
    remarks = []
    known: set[str] = set()
    for one in surveyed:
        if one.origin is None:
            skipped["repository refused"] += 1
            remarks.append(one.problem)
        elif one.origin.repo.lower() in known:
            skipped["repository named twice"] += 1
            remarks.append(f"{one.origin.repo} is named twice")
        else:
            known.add(one.origin.repo.lower())
            skipped += one.history.skipped
            parts += parts_of(one.origin, one.history.commits, settings)
            remarks.append(f"{one.origin.repo}: {len(one.history.commits)} commits, {one.origin.licence}")
    if not known:
        raise UsageError("; ".join(remarks) or "no repository was given")
    return Plan(tuple(parts), skipped, tuple(remarks))


def newest_first(parts: Sequence[Part]) -> list[Part]:
    """The last part of each repository, then the one before: today's Python gives most, and a bit of each."""
    left = Counter(part.origin.repo for part in parts)
    ages = []
    for part in parts:
        left[part.origin.repo] -= 1
        ages.append(left[part.origin.repo])
    return [part for _, part in sorted(zip(ages, parts, strict=True), key=lambda pair: pair[0])]
