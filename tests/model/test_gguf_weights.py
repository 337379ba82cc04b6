"""Reading published GGUF files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from novaedit.errors import WeightsError
from novaedit.model.gguf_weights import GgufWeights


def test_tensors_come_back_under_their_names(gguf: Path, checkpoint: Path) -> None:
    from safetensors.numpy import load_file

    weights = GgufWeights(gguf)
    for name, expected in load_file(checkpoint / "model.safetensors").items():
        actual = weights.tensor(name)
        assert actual.dtype == np.float32
        # Q8_0: a 254th of the largest weight of a block of 32.
        assert actual == pytest.approx(expected, abs=float(np.abs(expected).max()) / 200)


def test_the_sizes_are_those_of_the_checkpoint(gguf: Path) -> None:
    size = GgufWeights(gguf).architecture
    assert (size.layers, size.width, size.heads, size.key_value_heads, size.head_width) == (2, 64, 4, 2, 16)
    assert size.tied
    assert not size.attention_bias


def test_a_missing_tensor_is_named(gguf: Path) -> None:
    with pytest.raises(WeightsError, match=r"no tensor model\.layers\.7\.mlp\.up_proj\.weight"):
        GgufWeights(gguf).tensor("model.layers.7.mlp.up_proj.weight")


@pytest.mark.parametrize("content", [b"", b"GGUF", b"<html>not found</html>" * 10])
def test_another_file_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=r"x\.gguf: not a GGUF file"):
        GgufWeights(path)
