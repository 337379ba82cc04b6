"""Published weights with our adapter in them, in floating point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.model.adapter import cut_of, merged, with_special_tokens
from novaedit.model.architecture import Architecture
from novaedit.model.cutting import Cut
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.vocabulary import special_ids

if TYPE_CHECKING:
    from novaedit.model.graph import Tensors


@dataclass(frozen=True, slots=True)
class Adapted:
    """`special_ids` are the ids of our tokens; `cut` is the vocabulary, where it is not the published one."""

    tensors: Tensors
    architecture: Architecture
    special_ids: dict[str, int]
    cut: Cut | None


def adapted(weights: GgufWeights, adapter: Path | None) -> Adapted:
    """`weights` with the adapter in a file; without one with fresh embeddings of our tokens only.

    Raises WeightsError when they do not belong together.
    """
    tensors: Tensors = weights.tensor
    architecture = weights.architecture
    ids = special_ids(weights.vocabulary, weights.family)
    cut = None if adapter is None else cut_of(adapter)
    if cut is not None:
        tensors, architecture = cut.tensors(tensors), replace(architecture, vocabulary=len(cut.kept))
        ids = {token: cut.kept.index(i) for token, i in ids.items()}
    tensors = with_special_tokens(tensors, list(ids.values()), adapter)
    if adapter is not None:
        tensors = merged(tensors, adapter)
    return Adapted(tensors, architecture, ids, cut)
