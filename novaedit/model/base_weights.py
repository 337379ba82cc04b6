"""Published weights as the start of training: a GGUF file in, a `transformers` model out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from novaedit.model.adapted import adapted
from novaedit.model.architecture import Architecture
from novaedit.model.configuration import transformers_config
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.vocabulary import build_tokenizer, special_ids, take_over

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

    from novaedit.model.graph import Tensors

# Standard deviation of what tells fresh embeddings apart, as a share of the embeddings' own.
_NOISE = 0.1


def load_base(
    gguf_path: Path, dtype: torch.dtype, *, seed: int = 0
) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """The weights in `gguf_path` as `dtype`, with our special tokens in place of spare ones.

    The embeddings of those tokens are fresh (the mean plus a little noise, from `seed`) unless the file
    is one that we exported; all else is as it is there. The model can be saved with
    `save_pretrained`. Raises WeightsError.
    """
    weights = GgufWeights(gguf_path)
    tokenizer = _tokenizer(weights)
    model = _filled(weights.kind, weights.architecture, weights.tensor, tokenizer, dtype)
    if not weights.tuned:
        reset_embeddings(model, list(special_ids(weights.vocabulary, weights.family).values()), seed)
    return model, tokenizer


def load_adapted(
    gguf_path: Path, adapter: Path, dtype: torch.dtype
) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """What `novaedit model pull` rounds to int8, before it does: the weights with an adapter merged.

    Raises WeightsError.
    """
    weights = GgufWeights(gguf_path)
    whole = adapted(weights, adapter)
    vocabulary, merges = take_over(weights.vocabulary, weights.family), weights.merges
    if whole.cut is not None:
        vocabulary, merges = whole.cut.vocabulary(vocabulary), whole.cut.merges(vocabulary, merges)
    tokenizer = build_tokenizer(vocabulary, merges, weights.family)
    return _filled(weights.kind, whole.architecture, whole.tensors, tokenizer, dtype), tokenizer


def _filled(
    kind: str, sizes: Architecture, tensors: Tensors, tokenizer: PreTrainedTokenizerFast, dtype: torch.dtype
) -> PreTrainedModel:
    import torch
    from transformers import AutoModelForCausalLM

    config = transformers_config(kind, sizes, tokenizer)
    model: PreTrainedModel = AutoModelForCausalLM.from_config(config, dtype=dtype)  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
    with torch.no_grad():
        for name, parameter in model.named_parameters():  # a tied output matrix is named once
            parameter.copy_(torch.from_numpy(tensors(name)))
    return model


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
