"""Near-duplicates across everything mined, by MinHash: the same fix in a copy, a branch or a port."""

from __future__ import annotations

import re
from typing import Any

from novaedit.dataset.example import Example
from novaedit.errors import UsageError

THRESHOLD = 0.7
_PERMUTATIONS = 64
_SHINGLE = 4
_TOKEN = re.compile(r"\w+|[^\w\s]")


class NearDuplicates:
    """Remembers what it was shown. Raises UsageError when datasketch is missing."""

    def __init__(self) -> None:
        try:
            from datasketch import MinHash, MinHashLSH
        except ImportError:
            raise UsageError("mining needs datasketch; `pip install novaedit[data]` gets it") from None
        self._minhash: Any = MinHash
        self._index: Any = MinHashLSH(threshold=THRESHOLD, num_perm=_PERMUTATIONS)
        self._count = 0

    def seen(self, example: Example) -> bool:
        """Whether a record like this one came before; if not, it is remembered."""
        sketch = self._minhash(num_perm=_PERMUTATIONS)
        sketch.update_batch(_shingles(example))
        if self._index.query(sketch):
            return True
        self._index.insert(self._count, sketch)
        self._count += 1
        return False


def _shingles(example: Example) -> list[bytes]:
    """Runs of tokens of the window and of the patch, without line numbers."""
    patch = "\n".join(line for edit in example.edits() for line in edit.replacement)
    codes = " ".join(sorted({d.code or d.source for d in example.diagnostics}))
    tokens = [*_TOKEN.findall("\n".join(example.region.window.lines)), codes, *_TOKEN.findall(patch)]
    runs = {" ".join(tokens[i : i + _SHINGLE]) for i in range(max(len(tokens) - _SHINGLE + 1, 1))}
    return [run.encode("utf-8", "surrogatepass") for run in sorted(runs)]
