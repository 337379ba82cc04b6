"""Reading a packed dataset: lengths of all records at once, the records themselves as they are needed.

data = Packed(Path("data/packed/train"), tokenizer_hash(tokenizer))
data.lengths        # (N,) tokens of each record: what batches are planned with
data[17].ids        # (T,) uint16 or uint32; .start, .label
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, overload

import numpy as np

from novaedit.dataset.shards import MANIFEST, VERSION, Array, PackedExample, Shard
from novaedit.errors import DataError

_KEYS = ("version", "tokenizer", "vocabulary", "max_tokens", "labels", "shards")


class Packed(Sequence[PackedExample]):
    """The records of a folder, in the manifest's order; at most `keep` shards stay in memory.

    Raises DataError when the folder is not a pack, was made with another tokenizer than that of
    `tokenizer` (its sha256), or a shard is missing or damaged.
    """

    def __init__(self, folder: Path, tokenizer: str | None = None, *, keep: int = 64) -> None:
        self.manifest = read_manifest(folder)
        if tokenizer is not None and tokenizer != self.manifest["tokenizer"]:
            raise DataError(f"{folder}: packed with another tokenizer; pack the records again")
        vocabulary, labels = self.manifest["vocabulary"], self.manifest["labels"]
        names = [shard["name"] for shard in self.manifest["shards"]]
        self._shards = [Shard(folder / name, vocabulary, labels) for name in names]
        for shard, said in zip(self._shards, self.manifest["shards"], strict=True):
            if len(shard) != said["examples"]:
                raise DataError(f"{folder / said['name']}: {len(shard)} records, not {said['examples']}")
        self._ends = list(accumulate(map(len, self._shards)))
        self._keep = keep
        self._recent: OrderedDict[int, None] = OrderedDict()

    @property
    def lengths(self) -> Array:
        """(N,) uint32: tokens of each record, prompt and answer."""
        parts = [shard.lengths for shard in self._shards]
        return np.concatenate(parts) if parts else np.empty(0, np.uint32)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> PackedExample: ...
    @overload
    def __getitem__(self, index: slice) -> list[PackedExample]: ...
    def __getitem__(self, index: int | slice) -> PackedExample | list[PackedExample]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        number = bisect_right(self._ends, place)
        self._touch(number)
        return self._shards[number][place - (self._ends[number - 1] if number else 0)]

    def _touch(self, number: int) -> None:
        self._recent[number] = None
        self._recent.move_to_end(number)
        if len(self._recent) > self._keep:
            oldest, _ = self._recent.popitem(last=False)
            self._shards[oldest].forget()


def read_manifest(folder: Path) -> dict[str, Any]:
    """What `pack.json` says. Raises DataError when there is none or it is of another version."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}; is {folder} a packed dataset?") from None
    except ValueError as error:
        raise DataError(f"{path}: {error}") from None
    missing = [key for key in _KEYS if key not in manifest] if isinstance(manifest, dict) else _KEYS
    if missing:
        raise DataError(f"{path}: no {missing[0]}")
    if manifest["version"] != VERSION:
        raise DataError(f"{path}: version {manifest['version']}, and this NovaEdit reads {VERSION}")
    return dict(manifest)
