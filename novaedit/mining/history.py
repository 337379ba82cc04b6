"""Walking a history: which commits are one person's change of one thing, and why the others are not."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pygit2
from pygit2.enums import SortMode

from novaedit.mining.messages import is_formatting, is_revert, reverted_by

_BOT = re.compile(
    r"(?i)\bbot\b|dependabot|renovate|pyup|pre-commit-ci|github-actions|greenkeeper|weblate"
    r"|transifex|snyk|imgbot|allcontributors|mergify|codecov|jenkins|buildbot|noreply@travis"
)
_SHORTEST_ID = 7


@dataclass(slots=True)
class History:
    """The ids of the commits to read, oldest first, and how many were passed over, by reason."""

    commits: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def read_history(handle: pygit2.Repository) -> History:
    """All commits that HEAD reaches. A commit that cannot be read is counted, and its ancestors are lost."""
    history = History()
    if handle.head_is_unborn:
        return history
    boundaries = shallow_boundaries(handle)
    reverted: set[str] = set()
    for commit in _walk(handle, history):
        message = message_of(commit)
        reason = _reason(commit, message, boundaries)
        if reason:
            history.skipped[reason] += 1
            if taken_back := reverted_by(message):
                reverted.add(taken_back)
        elif _is_named(str(commit.id), reverted):
            history.skipped["reverted later"] += 1
        else:
            history.commits.append(str(commit.id))
    history.commits.reverse()
    return history


def shallow_boundaries(handle: pygit2.Repository) -> frozenset[str]:
    """The commits at which a shallow clone ends. To libgit2 each looks like a root that adds everything."""
    file = Path(handle.path) / "shallow"
    if not handle.is_shallow or not file.is_file():
        return frozenset()
    return frozenset(file.read_text(encoding="ascii").split())


def message_of(commit: pygit2.Commit) -> str:
    """The message, whatever it is encoded in."""
    return commit.raw_message.decode("utf-8", "replace")


def _walk(handle: pygit2.Repository, history: History) -> Iterator[pygit2.Commit]:
    # Newest first: a revert is met before what it takes back.
    walker = iter(handle.walk(handle.head.target, SortMode.TOPOLOGICAL))
    while True:
        try:
            commit = next(walker, None)
        except (pygit2.GitError, KeyError, ValueError):
            history.skipped["unreadable commit"] += 1
            return
        if commit is None:
            return
        yield commit


def _reason(commit: pygit2.Commit, message: str, boundaries: frozenset[str]) -> str | None:
    parents = len(commit.parent_ids)
    if parents > 1:
        return "merge" if parents == 2 else "octopus merge"
    if str(commit.id) in boundaries:
        return "shallow boundary"
    if not parents:
        return "root commit"
    if _is_bot(commit):
        return "bot"
    if is_revert(message):
        return "revert"
    return "formatter's run" if is_formatting(message) else None


def _is_bot(commit: pygit2.Commit) -> bool:
    author = commit.author
    return _is_bots_name(author.raw_name, author.raw_email or b"")


@functools.lru_cache(maxsize=4096)
def _is_bots_name(name: bytes, email: bytes) -> bool:
    return any(_BOT.search(text.decode("utf-8", "replace")) for text in (name, email))


def _is_named(commit: str, ids: set[str]) -> bool:
    return any(commit[:length] in ids for length in range(_SHORTEST_ID, len(commit) + 1)) if ids else False
