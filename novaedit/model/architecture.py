"""The numbers that describe a Llama or Qwen2 decoder, read from where published weights keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from novaedit.errors import WeightsError


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of a decoder with rotary positions, grouped-query attention and SwiGLU.

    `attention_bias` is Qwen2's bias of the query, key and value projections; `tied` says that the
    output matrix is the embedding.
    """

    layers: int
    width: int
    feed_forward: int
    heads: int
    key_value_heads: int
    head_width: int
    vocabulary: int
    rope_theta: float
    norm_epsilon: float
    context: int
    attention_bias: bool
    tied: bool

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Architecture:
        """From the `config.json` of a Hugging Face checkpoint; WeightsError for other classes."""
        kind = config.get("model_type")
        if kind not in ("llama", "qwen2"):
            raise WeightsError(f"the model class {kind!r} is not supported (llama and qwen2 are)")
        rope = config.get("rope_parameters") or config
        if rope.get("rope_type", "default") != "default":
            raise WeightsError(f"the rope type {rope['rope_type']!r} is not supported")
        heads = config["num_attention_heads"]
        return cls(
            layers=config["num_hidden_layers"],
            width=config["hidden_size"],
            feed_forward=config["intermediate_size"],
            heads=heads,
            key_value_heads=config["num_key_value_heads"],
            head_width=config.get("head_dim") or config["hidden_size"] // heads,
            vocabulary=config["vocab_size"],
            rope_theta=float(rope["rope_theta"]),
            norm_epsilon=config["rms_norm_eps"],
            context=config["max_position_embeddings"],
            attention_bias=kind == "qwen2" or bool(config.get("attention_bias")),
            tied=bool(config.get("tie_word_embeddings")),
        )
