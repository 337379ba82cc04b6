"""One part of the work: some commits of one repository in, records and reasons out."""

from __future__ import annotations

import functools
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pygit2

from novaedit.dataset.example import Example, dump
from novaedit.edits import Edit
from novaedit.languages import languages
from novaedit.lines import line_texts
from novaedit.mining.build import build
from novaedit.mining.draft import Draft, changed_lines, drafts_of, is_layout
from novaedit.mining.extract import Extractor, Pair, limit_memory
from novaedit.mining.findings import Findings
from novaedit.mining.origin import Origin, at_hand, open_history
from novaedit.mining.requests import request_of
from novaedit.mining.settings import Settings
from novaedit.mining.surroundings import Surroundings
from novaedit.patch.apply import diff_edits


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker is given. `name` tells repository, place, settings and commits."""

    name: str
    origin: Origin
    commits: tuple[str, ...]
    settings: Settings

    @property
    def file(self) -> str:
        """The name of its file in the store."""
        return f"{self.name}.jsonl"


@dataclass(slots=True)
class Mined:
    """What a worker gives back."""

    examples: list[Example] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)

    def to_bytes(self, part: Part) -> bytes:
        """As kept on disk: a line that counts, then a line a record."""
        head = {"commits": len(part.commits), "rejected": dict(sorted(self.rejected.items()))}
        return "".join([json.dumps(head) + "\n", *map(dump, self.examples)]).encode()


def read_mined(content: bytes) -> Mined:
    """Read back what `to_bytes` wrote."""
    head, *rows = content.decode().removesuffix("\n").split("\n")
    examples = [Example.from_json(json.loads(row)) for row in rows]
    return Mined(examples, Counter(json.loads(head)["rejected"]))


def mine_part(part: Part) -> Mined:
    """Read the commits of a part and make its records. Raises RepositoryError, ToolError."""
    handle, files = _opened(part.origin, part.settings.max_lines)
    return _Miner(part, handle, files).run()


@functools.lru_cache(maxsize=64)
def _opened(origin: Origin, max_lines: int) -> tuple[pygit2.Repository, Surroundings]:
    limit_memory()
    handle = open_history(at_hand(origin))
    return handle, Surroundings(handle, max_lines)


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
        """The whole part; tools are started twice, whatever its size."""
        rejected = self._mined.rejected
        pairs = list(self._extractor.pairs(self._part.commits))
        texts = ((p.change.path, text) for p in pairs for text in (p.before, p.after))
        self._findings.learn(texts)
        drafts: list[Draft] = []
        for pair in pairs:
            drafts += self._look_at(pair)
        self._findings.learn((d.pair.change.path, a.after) for d in drafts for a in d.attempts)
        for draft in drafts:
            example = build(draft, self._findings, self._language, self._files, self._part.origin, rejected)
            self._mined.examples += [example] if example else []
        self._mined.examples += self._requests
        self._limit_commits()
        rejected += self._extractor.skipped
        return self._mined

    def _look_at(self, pair: Pair) -> Iterator[Draft]:
        path = pair.change.path
        before, after = self._findings.of(path, pair.before), self._findings.of(path, pair.after)
        rejected = self._mined.rejected
        if before is None or after is None:
            rejected["tools disagree"] += 1
            return
        edits = self._edits(pair)
        if not any(d.is_syntax_error for d in before) and is_layout(edits, line_texts(pair.before)):
            rejected["layout only"] += 1
            return
        if self._part.settings.instructions:
            request = request_of(pair, before, after, edits, self._language, self._files, self._part.origin)
            self._requests += [request] if request else []
        yield from drafts_of(pair, before, after, edits, self._language, rejected)

    def _edits(self, pair: Pair) -> list[Edit]:
        edits = diff_edits(pair.before, pair.after)
        small = [edit for edit in edits if changed_lines([edit]) <= self._part.settings.max_hunk]
        self._mined.rejected["hunk too large"] += len(edits) - len(small)
        return small

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


def parts_of(origin: Origin, commits: Sequence[str], settings: Settings) -> Iterator[Part]:
    """Cut a history into parts, oldest first, so that later commits leave the earlier parts as they are."""
    for start in range(0, len(commits), settings.part_size):
        chunk = tuple(commits[start : start + settings.part_size])
        text = "\n".join([origin.repo, origin.licence, settings.digest, *chunk])
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        name = f"{origin.repo.replace('/', '+')}-{start // settings.part_size:05d}-{digest}"
        yield Part(name, origin, chunk, settings)
