"""Published weights with only the tokens that examples use: `novaedit train cut`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from novaedit.errors import DataError, WeightsError
from novaedit.model.adapter import cut_of
from novaedit.model.base_weights import load_tokenizer
from novaedit.model.cutting import Cut, choose, cut_gguf
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.vocabulary import PADDING, take_over
from novaedit.training.batches import Reading, encode_files

_ANY_LENGTH = 1 << 30


def cut_base(base: Path, out: Path, examples: Sequence[str], size: int, workers: int = 1) -> Cut:
    """Write the GGUF file `base` to `out` with the `size` tokens that the JSONL files use most.

    Beside it `kept_file(out)` says which ids they had. Raises DataError, ModelError, WeightsError.
    """
    weights = GgufWeights(base)
    vocabulary = take_over(weights.vocabulary, weights.family)
    items = encode_files(load_tokenizer(base), examples, Reading(_ANY_LENGTH), workers)
    if not items:
        raise DataError(f"{', '.join(examples)}: no example to count the tokens of")
    counts = np.bincount(np.concatenate([item.ids for item in items]))
    seen = {int(i): int(counts[i]) for i in counts.nonzero()[0]}
    cut = choose(vocabulary, weights.merges, seen, size, always=(PADDING, *SPECIAL_TOKENS))
    _write(base, out, cut, vocabulary)
    return cut


def cut_like(base: Path, out: Path, adapter: Path) -> Cut:
    """Write the GGUF file `base` to `out` with the tokens that a released adapter was trained with.

    Raises ModelError, and WeightsError also where the adapter has the whole vocabulary.
    """
    cut = cut_of(adapter)
    if cut is None:
        raise WeightsError(f"{adapter}: has the whole vocabulary, there is nothing to cut")
    weights = GgufWeights(base)
    if cut.kept[-1] >= len(weights.vocabulary):
        raise WeightsError(f"{adapter}: belongs to a vocabulary larger than that of {base}")
    _write(base, out, cut, take_over(weights.vocabulary, weights.family))
    return cut


def _write(base: Path, out: Path, cut: Cut, vocabulary: Sequence[str]) -> None:
    cut_gguf(base, out, cut, vocabulary)
    kept_file(out).write_text(json.dumps(cut.kept), encoding="utf-8")


def kept_file(cut: Path) -> Path:
    """Where the published ids of a cut file's tokens stand."""
    return cut.with_suffix(".kept.json")
