"""Near-duplicates by MinHash: the same code in a fork, a copy or a vendored folder."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from novaedit.errors import UsageError

#: Estimated share of shingles in common from which on two texts are the same code.
THRESHOLD = 0.8
_PERMUTATIONS = 64
_SHINGLE = 4
#: Shorter texts are alike by chance: a few imports, an empty constructor.
_MIN_TOKENS = 30
_TOKEN = re.compile(r"\w+|[^\w\s]")


class NearDuplicates:
    """Remembers texts and the group that each came from. Raises UsageError when datasketch is missing."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        try:
            from datasketch import MinHash, MinHashLSH
        except ImportError:
            raise UsageError(
                "near-duplicates need datasketch; `pip install novaedit[data]` gets it"
            ) from None
        self._minhash: Any = MinHash
        self._index: Any = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
        self._groups: list[str] = []
        self._exact: dict[bytes, str] = {}

    def other(self, text: str, group: str) -> str | None:
        """The group that had nearly this text before, if it was another than `group`; else remember it."""
        tokens = _TOKEN.findall(text)
        if len(tokens) < _MIN_TOKENS:
            return None
        exact = hashlib.sha256(" ".join(tokens).encode("utf-8", "surrogatepass")).digest()
        if exact in self._exact:
            known = self._exact[exact]
            return known if known != group else None
        sketch = self._minhash(num_perm=_PERMUTATIONS)
        sketch.update_batch(_shingles(tokens))
        near = [self._groups[number] for number in sorted(self._index.query(sketch))]
        others: list[str] = [known for known in near if known != group]
        if others:
            return others[0]
        self._exact[exact] = group
        if not near:  # what one group has over and over is compared once
            self._index.insert(len(self._groups), sketch)
            self._groups.append(group)
        return None


def _shingles(tokens: list[str]) -> list[bytes]:
    runs = {" ".join(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1)}
    return [run.encode("utf-8", "surrogatepass") for run in sorted(runs)]
