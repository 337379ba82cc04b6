"""From commit ids to pairs of texts: everything that needs git, and no tool."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pygit2

from novaedit.mining.attributes import Attributes
from novaedit.mining.changes import Change, changes_of
from novaedit.mining.contents import Refused, read_text
from novaedit.mining.history import message_of
from novaedit.mining.settings import Settings

#: Texts kept in memory: what one commit made is what the next one changes.
_KEPT_TEXTS = 256


@dataclass(frozen=True, slots=True)
class Pair:
    """One file before and after a commit, as texts; `alone` if the commit changed no other Python file."""

    change: Change
    before: str
    after: str
    message: str
    others: tuple[str, ...]


class Extractor:
    """Reads the changes of one repository and counts in `skipped` what it passes over."""

    def __init__(self, handle: pygit2.Repository, settings: Settings) -> None:
        self._handle = handle
        self._settings = settings
        self._attributes = Attributes(handle)
        self._texts: OrderedDict[str, str | Refused] = OrderedDict()
        self.skipped: Counter[str] = Counter()

    def pairs(self, commits: Sequence[str]) -> Iterator[Pair]:
        """The readable changes of `commits`, in order."""
        for name in commits:
            try:
                commit = self._handle[name].peel(pygit2.Commit)
                changes = changes_of(commit, self._settings.max_files, self.skipped)
            except (pygit2.GitError, KeyError, ValueError):
                self.skipped["unreadable commit"] += 1
                continue
            message = message_of(commit)
            for change in changes:
                pair = self._pair(change, message, tuple(c.path for c in changes if c is not change))
                if pair:
                    yield pair

    def _pair(self, change: Change, message: str, others: tuple[str, ...]) -> Pair | None:
        reason = self._attributes.reason(change.path)
        if reason:
            self.skipped[reason] += 1
            return None
        try:
            before, after = self._text(change.before), self._text(change.after)
        except Refused as refused:
            self.skipped[str(refused)] += 1
            return None
        return Pair(change, before, after, message, others)

    def _text(self, blob: str) -> str:
        if blob not in self._texts:
            try:
                self._texts[blob] = read_text(self._handle, blob, self._settings.max_lines)
            except Refused as reason:
                self._texts[blob] = reason
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        text = self._texts[blob]
        if isinstance(text, Refused):
            raise Refused(str(text))
        return text
