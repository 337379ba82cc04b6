"""Merging a low-rank adapter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from novaedit.errors import WeightsError
from novaedit.model.adapter import merged, save_adapter, with_special_tokens

NAME = "model.layers.0.mlp.up_proj"
RANDOM = np.random.default_rng(0)
LOW, HIGH = (RANDOM.standard_normal(shape).astype(np.float32) for shape in ((2, 4), (6, 2)))


def weights(name: str) -> NDArray[np.float32]:
    return np.ones((20, 4) if "embed" in name else (6, 4), dtype=np.float32)


def test_the_product_is_added_once_scaled(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    save_adapter(path, {f"{NAME}.lora_a": LOW, f"{NAME}.lora_b": HIGH}, alpha=4)
    tensors = merged(weights, path)
    np.testing.assert_allclose(tensors(f"{NAME}.weight"), 1 + 2 * HIGH @ LOW, atol=0.02)
    assert (tensors("model.layers.1.mlp.up_proj.weight") == 1).all()


def test_an_adapter_for_other_sizes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    save_adapter(path, {f"{NAME}.lora_a": LOW[:, :3], f"{NAME}.lora_b": HIGH}, alpha=4)
    with pytest.raises(WeightsError, match=rf"the adapter does not fit {NAME}\.weight"):
        merged(weights, path)(f"{NAME}.weight")


def test_trained_embeddings_take_the_place_of_the_spare_ones(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    save_adapter(path, {"special_embeddings": np.full((2, 4), 3, dtype=np.float32)}, alpha=1)
    matrix = with_special_tokens(weights, [5, 6], path)("model.embed_tokens.weight")
    assert (matrix[5:7] == 3).all()
    assert (np.delete(matrix, [5, 6], axis=0) == 1).all()


def test_without_an_adapter_the_embeddings_are_fresh_and_repeatable() -> None:
    def spread(_: str) -> NDArray[np.float32]:
        return np.random.default_rng(1).standard_normal((50, 4)).astype(np.float32)

    first, second = (with_special_tokens(spread, [5, 6], None)("model.embed_tokens.weight") for _ in range(2))
    assert (first == second).all()
    assert (first[5] != first[6]).any()


def test_a_damaged_adapter_is_named(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(b"nonsense")
    with pytest.raises(WeightsError, match=r"adapter\.safetensors: the adapter cannot be read"):
        merged(weights, path)
