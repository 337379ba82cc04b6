"""The work on one part: read its changes, ask the tools, keep what the gates let through."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pygit2

from novaedit.dataset.example import Example
from novaedit.edits import Edit, changed_lines
from novaedit.languages import languages
from novaedit.lines import line_texts
from novaedit.mining.build import build
from novaedit.mining.draft import Draft, drafts_of
from novaedit.mining.exact import adds_blanks, without_blanks
from novaedit.mining.extract import Extractor, Pair
from novaedit.mining.findings import Findings
from novaedit.mining.messages import instruction_of
from novaedit.mining.origin import at_hand, open_history
from novaedit.mining.part import Mined, Part
from novaedit.mining.requests import request_of
from novaedit.mining.surroundings import Surroundings
from novaedit.mining.visible import may_be_seen
from novaedit.mining.wanted import MAX_CHANGED_LINES, is_layout
from novaedit.patch.apply import diff_edits

#: Characters of the texts that are held at a time.
_BATCH = 12_000_000


def mine_part(part: Part) -> Mined:
    """Read the commits of a part and make its records. Raises RepositoryError, ToolError."""
    path = at_hand(part.origin)
    return _Miner(part, _open(path), _surroundings(path, part.settings.max_lines)).run()


# libgit2 keeps up to 16 MiB of delta bases for each pack of an open repository; opening one costs little.
_open = functools.lru_cache(maxsize=2)(open_history)
# What HEAD's tree imports is little to keep and much to read.
_surroundings = functools.lru_cache(maxsize=256)(Surroundings)


class _Miner:
    def __init__(self, part: Part, handle: pygit2.Repository, files: Surroundings) -> None:
        self._part = part
        self._files = files
        self._extractor = Extractor(handle, part.settings)
        self._findings = Findings(mypy=part.settings.mypy)
        self._language = languages["python"]
        self._mined = Mined()
        self._requests: list[Example] = []

    def run(self) -> Mined:
        """The whole part, a batch of texts at a time: for each the tools are started twice."""
        for batch in batches(self._extractor.pairs(self._part.commits)):
            self._mine(batch)
        self._mined.examples += self._requests
        self._limit_commits()
        self._mined.rejected += self._extractor.skipped
        return self._mined

    def _mine(self, pairs: Sequence[Pair]) -> None:
        findings = self._findings = Findings(mypy=self._part.settings.mypy)
        hopeful = [(pair, edits) for pair in pairs if (edits := self._edits(pair))]
        findings.learn((p.change.path, text) for p, _ in hopeful for text in (p.before, p.after))
        drafts: list[Draft] = []
        for pair, edits in hopeful:
            drafts += self._look_at(pair, edits)
        findings.learn((d.pair.change.path, a.after) for d in drafts for a in d.attempts)
        for draft in drafts:
            example = build(
                draft, findings, self._language, self._files, self._part.origin, self._mined.rejected
            )
            self._mined.examples += [example] if example else []

    def _look_at(self, pair: Pair, edits: Sequence[Edit]) -> Iterator[Draft]:
        path = pair.change.path
        before, after = self._findings.of(path, pair.before), self._findings.of(path, pair.after)
        rejected = self._mined.rejected
        if before is None or after is None:
            rejected["tools disagree"] += 1
            return
        if not any(d.is_syntax_error for d in before) and is_layout(edits, line_texts(pair.before)):
            rejected["layout only"] += 1
            return
        if self._part.settings.instructions:
            request = request_of(pair, before, after, edits, self._language, self._files, self._part.origin)
            self._requests += [request] if request else []
        yield from drafts_of(pair, before, after, edits, self._language, rejected)

    def _edits(self, pair: Pair) -> list[Edit]:
        """The change's hunks; none when no tool need be asked, for nothing could be learnt from any."""
        lines = line_texts(pair.before)
        changes = [edit for edit in diff_edits(pair.before, pair.after) if not adds_blanks(edit)]
        edits = [without_blanks(edit, lines) for edit in changes]
        small = [edit for edit in edits if changed_lines([edit]) <= self._part.settings.max_hunk]
        instruction = instruction_of(pair.message)
        if any(
            changed_lines([edit]) <= MAX_CHANGED_LINES and may_be_seen(edit, pair.before, instruction)
            for edit in small
        ):
            return small
        self._mined.rejected["the answer cannot be seen" if small else "hunk too large"] += 1
        return []

    def _limit_commits(self) -> None:
        kept, counts, patches = [], Counter[str](), set()
        for example in self._mined.examples:
            patch = (example.provenance.commit, example.provenance.path, example.patch_dsl)
            commit = example.provenance.commit
            if patch in patches:
                self._mined.rejected["same patch"] += 1
            elif counts[commit] >= self._part.settings.per_commit:
                self._mined.rejected["enough of the commit"] += 1
            else:
                patches.add(patch)
                counts[commit] += 1
                kept.append(example)
        self._mined.examples = kept


def batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Pairs together while their texts fit into little memory, however large a history's files are."""
    batch: list[Pair] = []
    size = 0
    for pair in pairs:
        batch.append(pair)
        size += len(pair.before) + len(pair.after)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
