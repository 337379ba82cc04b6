"""One file a source: what it gave, written in one step, so that a run that was ended can go on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novaedit.dataset.example import SCHEMA, Example, dump
from novaedit.errors import DataError, WriteError
from novaedit.synth.make import Made


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is complete: where it lies and what its first line says."""

    path: Path
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


def write_part(path: Path, made: Made) -> Part:
    """Write what a source gave; `path` is there with everything or not at all. Raises WriteError."""
    head = {"repo": made.repo, "records": len(made.examples), "rejected": dict(sorted(made.rejected.items()))}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(head) + "\n")
                file.writelines(map(dump, made.examples))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror}") from None
    return Part(path, made.repo, len(made.examples), made.rejected)


def find_part(path: Path) -> Part | None:
    """The complete part at `path`, or None when there is none. Raises DataError when it is none of ours."""
    try:
        with path.open(encoding="utf-8") as file:
            head = json.loads(file.readline())
        return Part(path, head["repo"], head["records"], Counter(head["rejected"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path} is not a part of a data set: {error!r}") from None


def examples_of(part: Part) -> Iterator[Example]:
    """The records of a part, one after the other."""
    with part.path.open(encoding="utf-8", newline="\n") as file:
        file.readline()
        for line in file:
            yield Example.from_json(json.loads(line))


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed run was still writing."""
    for path in folder.glob(".*.tmp"):
        with suppress(OSError):
            path.unlink()


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
