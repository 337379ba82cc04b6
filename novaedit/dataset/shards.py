"""Tokenised records on disk: compressed shards, each of records of like length, and what is in them.

    pack.json       version, tokenizer (sha256), vocabulary, max_tokens, labels, counts, shards
    00192-0000.npz  records of 129 to 192 tokens:
                    tokens   (N,)   ids of all records, one after the other; uint16, or uint32 for a
                                    vocabulary that needs it
                    lengths  (n,)   uint32, tokens of each record
                    starts   (n,)   uint32, where the answer begins: the loss is taken from there on
                    labels   (n,)   uint16, index into the manifest's labels

A shard is a NumPy archive (zip, zlib): its checksums tell when it is damaged, and one of its arrays can be
read without the others.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from novaedit.dataset.files import new_file
from novaedit.errors import DataError

VERSION = 1
MANIFEST = "pack.json"
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class PackedExample:
    """One record: `ids` (T,) of prompt and answer; the loss is taken from `start` on."""

    ids: Array
    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record on its way into a shard; `label` is its index."""

    ids: Sequence[int]
    start: int
    label: int


def token_type(vocabulary: int) -> type[np.uint16] | type[np.uint32]:
    """The smaller type that holds every id."""
    return np.uint16 if vocabulary <= 2**16 else np.uint32


def write_shard(path: Path, rows: Sequence[Row], vocabulary: int) -> None:
    """Write records, whole or not at all. Raises WriteError."""
    arrays = {
        "tokens": np.concatenate([np.asarray(row.ids, token_type(vocabulary)) for row in rows]),
        "lengths": np.array([len(row.ids) for row in rows], np.uint32),
        "starts": np.array([row.start for row in rows], np.uint32),
        "labels": np.array([row.label for row in rows], np.uint16),
    }
    with new_file(path) as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


class Shard:
    """One shard, opened: lengths are read at once, the tokens when they are first asked for.

    Raises DataError, then and later, when the file is missing, damaged, or no shard.
    """

    def __init__(self, path: Path, vocabulary: int, labels: Sequence[str]) -> None:
        self._path, self._vocabulary, self._labels = path, vocabulary, labels
        self.lengths = self._read("lengths")
        self._ends = np.cumsum(self.lengths, dtype=np.int64)
        self._loaded: tuple[Array, Array, Array] | None = None

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, index: int) -> PackedExample:
        """The record `index` (from 0)."""
        tokens, starts, labels = self.load()
        end = int(self._ends[index])
        ids = tokens[end - int(self.lengths[index]) : end]
        return PackedExample(ids, int(starts[index]), self._labels[int(labels[index])])

    def load(self) -> tuple[Array, Array, Array]:
        """Tokens, starts and labels, checked."""
        if self._loaded is None:
            tokens, starts, labels = (self._read(name) for name in ("tokens", "starts", "labels"))
            count = len(self.lengths)
            if not count or len(tokens) != self._ends[-1] or {len(starts), len(labels)} != {count}:
                raise DataError(f"{self._path}: damaged: its arrays do not belong together")
            if tokens.max(initial=0) >= self._vocabulary or labels.max(initial=0) >= len(self._labels):
                raise DataError(f"{self._path}: damaged: a token or label that does not exist")
            if (starts > self.lengths).any():
                raise DataError(f"{self._path}: damaged: an answer that begins after its end")
            self._loaded = tokens, starts, labels
        return self._loaded

    def forget(self) -> None:
        """Give the memory back; it is read anew when needed."""
        self._loaded = None

    def _read(self, name: str) -> Array:
        try:
            # NumPy leaves a file that it opened itself open when it is damaged.
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                array: Array = arrays[name]
        except FileNotFoundError:
            raise DataError(f"{self._path}: missing") from None
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise DataError(f"{self._path}: damaged: {error}") from None
        if array.ndim != 1 or array.dtype.kind != "u":
            raise DataError(f"{self._path}: damaged: {name} is no row of numbers")
        return array
