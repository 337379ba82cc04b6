"""One file a source: what it gave, kept whole or not at all, so that a run that was ended can go on."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novaedit.dataset.example import SCHEMA, Example, dump
from novaedit.dataset.store import Store
from novaedit.errors import DataError
from novaedit.synth.recipe import Made


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is complete: its name in the store, and what its first line says."""

    name: str
    repo: str
    records: int
    rejected: Counter[str]


def part_name(source: Path, settings: Mapping[str, Any], makers: Mapping[str, object]) -> str:
    """The file name of a source's part: another one for other settings, makers or contents.

    `makers` are the injectors and tasks with their weights.
    """
    seen = json.dumps([SCHEMA, str(source), _stamp(source), settings, makers], sort_keys=True)
    digest = hashlib.sha256(seen.encode()).hexdigest()[:16]
    readable = re.sub(r"[^\w.-]+", "-", f"{source.parent.name}-{source.name}")[-60:].strip("-")
    return f"{readable}-{digest}.jsonl"


def write_part(store: Store, name: str, made: Made) -> Part:
    """Keep what a source gave. Raises WriteError."""
    part = Part(name, made.repo, len(made.examples), Counter(dict(sorted(made.rejected.items()))))
    head = {"repo": part.repo, "records": part.records, "rejected": part.rejected}
    store.write(name, "".join([json.dumps(head) + "\n", *map(dump, made.examples)]).encode())
    return part


def find_part(store: Store, name: str) -> Part | None:
    """The complete part of that name, or None. Raises DataError when something else has the name."""
    content = store.read(name)
    if content is None:
        return None
    try:
        head = json.loads(content[: content.find(b"\n")])
        return Part(name, head["repo"], head["records"], Counter(head["rejected"]))
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{name} is not a part of a dataset: {error!r}") from None


def examples_of(store: Store, part: Part) -> Iterator[Example]:
    """The records of a part, one after the other. Raises DataError when it has gone."""
    content = store.read(part.name)
    if content is None:
        raise DataError(f"the part {part.name} has gone")
    for line in content.decode().split("\n")[1:-1]:
        yield Example.from_json(json.loads(line))


def _stamp(source: Path) -> str:
    """Something that changes with an archive or a branch's head; a folder's name has to do for itself."""
    if source.is_file():
        return str(source.stat().st_size)
    heads = [source / "HEAD", source / ".git" / "HEAD"]
    if any(head.is_file() for head in heads):
        import pygit2

        with suppress(pygit2.GitError, KeyError):
            return str(pygit2.Repository(str(source)).head.target)
    return ""
