"""Published weights as the start of training: a GGUF file in, a `transformers` model out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.vocabulary import build_tokenizer, special_ids, take_over

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedConfig, PreTrainedModel, PreTrainedTokenizerFast

# Standard deviation of what tells fresh embeddings apart, as a share of the embeddings' own.
_NOISE = 0.1


def load_base(
    gguf_path: Path, dtype: torch.dtype, *, seed: int = 0
) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """The weights in `gguf_path` as `dtype`, with our special tokens in place of spare ones.

    The embeddings of those tokens are fresh (the mean plus a little noise, from `seed`); all else
    is as published. The model can be saved with `save_pretrained`. Raises WeightsError.
    """
    import torch
    from transformers import AutoModelForCausalLM

    weights = GgufWeights(gguf_path)
    tokenizer = _tokenizer(weights)
    config = _config(weights, tokenizer)
    model: PreTrainedModel = AutoModelForCausalLM.from_config(config, dtype=dtype)  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
    with torch.no_grad():
        for name, parameter in model.named_parameters():  # a tied output matrix is named once
            parameter.copy_(torch.from_numpy(weights.tensor(name)))
    reset_embeddings(model, list(special_ids(weights.vocabulary, weights.family).values()), seed)
    return model, tokenizer


def load_tokenizer(gguf_path: Path) -> PreTrainedTokenizerFast:
    """The tokenizer inside `gguf_path`, with our special tokens. Raises WeightsError."""
    return _tokenizer(GgufWeights(gguf_path))


def reset_embeddings(model: PreTrainedModel, ids: Sequence[int], seed: int) -> None:
    """Set the rows `ids` of the input and output embeddings to the mean of all rows plus noise."""
    import torch

    inputs = cast("torch.nn.Parameter", model.get_input_embeddings().weight)
    outputs = cast("torch.nn.Parameter", model.get_output_embeddings().weight)  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for matrix in (inputs,) if outputs is inputs else (inputs, outputs):
            rows = matrix.float()
            noise = torch.randn(len(ids), matrix.shape[1], generator=generator) * rows.std() * _NOISE
            matrix[list(ids)] = (rows.mean(0) + noise).to(matrix.dtype)


def _tokenizer(weights: GgufWeights) -> PreTrainedTokenizerFast:
    return build_tokenizer(take_over(weights.vocabulary, weights.family), weights.merges, weights.family)


def _config(weights: GgufWeights, tokenizer: PreTrainedTokenizerFast) -> PreTrainedConfig:
    from transformers import AutoConfig

    size = weights.architecture
    config: PreTrainedConfig = AutoConfig.for_model(
        weights.kind,
        vocab_size=size.vocabulary,
        hidden_size=size.width,
        intermediate_size=size.feed_forward,
        num_hidden_layers=size.layers,
        num_attention_heads=size.heads,
        num_key_value_heads=size.key_value_heads,
        max_position_embeddings=size.context,
        rms_norm_eps=size.norm_epsilon,
        rope_parameters={"rope_type": "default", "rope_theta": size.rope_theta},
        tie_word_embeddings=size.tied,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return config
