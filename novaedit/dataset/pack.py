"""`novaedit data pack`: records as tokens, in shards of like length."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from novaedit.dataset.example import Example
from novaedit.dataset.files import write_json
from novaedit.dataset.shards import MANIFEST, VERSION, Row, write_shard
from novaedit.dataset.tokens import encode_examples, label_of, tokenizer_hash
from novaedit.errors import DataError, WriteError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

#: Records that the tokenizer takes at once: it shares them out among the cores.
_BATCH = 512


@dataclass(frozen=True, slots=True)
class PackSettings:
    """Which records are packed, and how they are cut into shards."""

    max_tokens: int = 1024
    """Longer records (prompt and answer) are left out and counted."""
    bucket_tokens: int = 64
    """A shard holds lengths within so many tokens of each other."""
    shard_tokens: int = 1_000_000
    """A shard is closed when it holds so many."""


def pack(
    examples: Iterable[Example],
    tokenizer: PreTrainedTokenizerFast,
    out: Path,
    settings: PackSettings = PackSettings(),
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, Any]:
    """Write `examples` to `out` and return the manifest, which is written last.

    Equal records, tokenizer and settings give equal shards. Raises DataError when nothing fits, WriteError
    also when `out` holds something already.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WriteError(f"{out} is there already and not empty")
    writer = _Writer(out, len(tokenizer), settings)
    for batch in _batches(examples):
        for example, (ids, start) in zip(batch, encode_examples(tokenizer, batch), strict=True):
            writer.add(ids, start, label_of(example))
        progress(len(batch))
    manifest = writer.finish(tokenizer_hash(tokenizer))
    write_json(out / MANIFEST, manifest)
    return manifest


class _Writer:
    """Collects records by length and writes a shard whenever one is full."""

    def __init__(self, out: Path, vocabulary: int, settings: PackSettings) -> None:
        self._out, self._vocabulary, self._settings = out, vocabulary, settings
        self._rows: dict[int, list[Row]] = defaultdict(list)
        self._tokens: Counter[int] = Counter()
        self._labels: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        self._too_long = 0
        self._shards: list[dict[str, Any]] = []

    def add(self, ids: list[int], start: int, label: str) -> None:
        if len(ids) > self._settings.max_tokens:
            self._too_long += 1
            return
        width = self._settings.bucket_tokens
        bucket = -(-len(ids) // width) * width
        self._rows[bucket].append(Row(ids, start, self._labels.setdefault(label, len(self._labels))))
        self._tokens[bucket] += len(ids)
        self._counts[label] += 1
        if self._tokens[bucket] >= self._settings.shard_tokens:
            self._write(bucket)

    def finish(self, tokenizer: str) -> dict[str, Any]:
        """Write what is left; the manifest."""
        for bucket in sorted(self._rows):
            if self._rows[bucket]:
                self._write(bucket)
        if not self._shards:
            raise DataError(f"no record fits into {self._settings.max_tokens} tokens")
        shards = sorted(self._shards, key=lambda shard: str(shard["name"]))
        return {
            "version": VERSION,
            "tokenizer": tokenizer,
            "vocabulary": self._vocabulary,
            "max_tokens": self._settings.max_tokens,
            "longest": max(shard["longest"] for shard in shards),
            "examples": sum(self._counts.values()),
            "tokens": sum(shard["tokens"] for shard in shards),
            "too_long": self._too_long,
            "labels": list(self._labels),
            "by_label": dict(sorted(self._counts.items())),
            "shards": shards,
        }

    def _write(self, bucket: int) -> None:
        rows = self._rows.pop(bucket)
        number = sum(shard["bucket"] == bucket for shard in self._shards)
        name = f"{bucket:05}-{number:04}.npz"
        write_shard(self._out / name, rows, self._vocabulary)
        self._shards.append(
            {
                "name": name,
                "bucket": bucket,
                "examples": len(rows),
                "tokens": self._tokens.pop(bucket),
                "longest": max(len(row.ids) for row in rows),
                "sha256": hashlib.sha256((self._out / name).read_bytes()).hexdigest(),
            }
        )


def _batches(examples: Iterable[Example]) -> Iterator[list[Example]]:
    source = iter(examples)
    while batch := list(islice(source, _BATCH)):
        yield batch
