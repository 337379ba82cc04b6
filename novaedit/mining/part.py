"""One part of the work: some commits of one repository in, records and reasons out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from novaedit.dataset.example import Example, dump
from novaedit.mining.origin import Origin
from novaedit.mining.settings import Settings


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

    def to_bytes(self) -> bytes:
        """As kept on disk: a line that counts, then a line a record."""
        head = {"records": len(self.examples), "rejected": dict(sorted(self.rejected.items()))}
        return "".join([json.dumps(head) + "\n", *map(dump, self.examples)]).encode()


def read_mined(content: bytes) -> Mined:
    """Read back what `to_bytes` wrote."""
    head, *rows = content.decode().removesuffix("\n").split("\n")
    examples = [Example.from_json(json.loads(row)) for row in rows]
    return Mined(examples, Counter(json.loads(head)["rejected"]))


def parts_of(origin: Origin, commits: Sequence[str], settings: Settings) -> Iterator[Part]:
    """Cut a history into parts, oldest first, so that later commits leave the earlier parts as they are."""
    for start in range(0, len(commits), settings.part_size):
        chunk = tuple(commits[start : start + settings.part_size])
        text = "\n".join([origin.repo, origin.licence, settings.digest, *chunk])
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        name = f"{origin.repo.replace('/', '+')}-{start // settings.part_size:05d}-{digest}"
        yield Part(name, origin, chunk, settings)
