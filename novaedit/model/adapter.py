"""A low-rank adapter: what training on edits adds to published weights that are too large to ship.

The safetensors file holds, for each adapted matrix `NAME.weight`, `NAME.lora_a` (rank, columns) and
`NAME.lora_b` (rows, rank), and `special_embeddings` (tokens, width) for our special tokens in the
order of prompt.SPECIAL_TOKENS; its metadata holds `alpha`. The former are int8 codes with the scales of
their rows in `NAME.scales`, the latter float16. Where the vocabulary was cut, `kept_tokens` are the
published ids that are left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import ModelError, WeightsError
from novaedit.model.cutting import Cut
from novaedit.model.graph import Tensors
from novaedit.model.quantise import SCALES, quantise_rows

EMBEDDINGS = "special_embeddings"
_KEPT = "kept_tokens"
_EMBEDDING = "model.embed_tokens.weight"
# How far fresh embeddings lie apart, as a share of the spread of all.
_NOISE = 0.1

Arrays = Mapping[str, NDArray[np.float32]]


def save_adapter(path: Path, arrays: Arrays, *, alpha: float, kept: Sequence[int] | None = None) -> None:
    """Write an adapter to `path`, rounded to int8; `kept` are the published ids of a cut vocabulary."""
    from safetensors.numpy import save_file

    stored: dict[str, NDArray[np.generic]] = {}
    for name, values in arrays.items():
        if name == EMBEDDINGS:
            stored[name] = values.astype(np.float16)
        else:
            stored[name], stored[name + SCALES] = quantise_rows(values)
    if kept is not None:
        stored[_KEPT] = np.array(kept, dtype=np.int32)
    save_file(stored, path, metadata={"alpha": str(alpha)})


def read_adapter(path: Path) -> tuple[Arrays, float]:
    """All that was trained, by the names above, and `alpha`. Raises WeightsError."""
    arrays, alpha = _read(path)
    return {name: values for name, values in arrays.items() if name != _KEPT}, alpha


def cut_of(path: Path) -> Cut | None:
    """The vocabulary that the adapter was trained with, None for the whole. Raises WeightsError."""
    kept = _read(path)[0].get(_KEPT)
    return None if kept is None else Cut(tuple(map(int, kept)))


def merged(tensors: Tensors, path: Path) -> Tensors:
    """`tensors` with the adapter in `path` added. Raises WeightsError when it does not fit them."""
    arrays, alpha = _read(path)

    def tensor(name: str) -> NDArray[np.float32]:
        values = tensors(name)
        stem = name.removesuffix(".weight")
        low, high = arrays.get(f"{stem}.lora_a"), arrays.get(f"{stem}.lora_b")
        if low is None or high is None:
            return values
        if (len(high), low.shape[1]) != values.shape or len(low) != high.shape[1]:
            raise WeightsError(f"{path}: the adapter does not fit {name}")
        # In float32, as it was trained; the sum is rounded once, when it is quantised.
        return values + (alpha / len(low)) * (high @ low)

    return tensor


def with_special_tokens(tensors: Tensors, ids: Sequence[int], adapter: Path | None) -> Tensors:
    """`tensors` with trained embeddings of our special tokens, or fresh ones without an adapter."""
    trained = None if adapter is None else _read(adapter)[0].get(EMBEDDINGS)

    def tensor(name: str) -> NDArray[np.float32]:
        values = tensors(name)
        if name != _EMBEDDING:
            return values
        values[list(ids)] = _fresh(values, len(ids)) if trained is None else trained
        return values

    return tensor


def _fresh(matrix: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    noise = np.random.default_rng(0).standard_normal((count, matrix.shape[1]), dtype=np.float32)
    fresh: NDArray[np.float32] = matrix.mean(axis=0) + noise * np.float32(matrix[:4096].std() * _NOISE)
    return fresh


def _read(path: Path) -> tuple[Arrays, float]:
    try:
        from safetensors import safe_open
    except ImportError as error:
        raise ModelError(
            f"an adapter needs a package that is not installed ({error}): pip install 'novaedit[base]'"
        ) from error
    try:
        with safe_open(path, framework="numpy") as file:
            stored = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118  # no dict
            alpha = float(file.metadata()["alpha"])
    except Exception as error:  # safetensors raises an error class of its own, not exported by name
        raise WeightsError(f"{path}: the adapter cannot be read ({error})") from error
    arrays = {key: _floats(key, stored) for key in stored if not key.endswith(SCALES)}
    return arrays, alpha


def _floats(key: str, stored: Mapping[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    values: NDArray[np.float32] = stored[key].astype(np.float32)
    scales = stored.get(key + SCALES)
    return values if scales is None else values * scales.astype(np.float32)
