"""Published weights as the start of training: a GGUF file in, a `transformers` model out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from novaedit.errors import WeightsError
from novaedit.model.vocabulary import Family, build_tokenizer, family_named, special_ids, take_over

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

# Standard deviation of what tells fresh embeddings apart, as a share of the embeddings' own.
_NOISE = 0.1


def load_base(
    gguf_path: Path, dtype: torch.dtype, *, seed: int = 0
) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """The weights in `gguf_path` as `dtype`, with our special tokens in place of spare ones.

    The embeddings of those tokens are fresh (the mean plus a little noise, from `seed`); all else
    is as published. The model can be saved with `save_pretrained`. Raises WeightsError.
    """
    from transformers import AutoModelForCausalLM

    if not gguf_path.is_file():
        raise WeightsError(f"{gguf_path}: no such file")
    tokenizer, family = load_tokenizer(gguf_path)
    model = AutoModelForCausalLM.from_pretrained(gguf_path.parent, gguf_file=gguf_path.name, dtype=dtype)
    _forget_quantisation(model)
    _adopt_tokens(model, tokenizer)
    reset_embeddings(model, list(special_ids(family).values()), seed)
    return model, tokenizer


def load_tokenizer(gguf_path: Path) -> tuple[PreTrainedTokenizerFast, Family]:
    """The tokenizer inside `gguf_path`, with our special tokens, and its family."""
    from gguf import GGUFReader

    try:
        fields = GGUFReader(gguf_path).fields
        family = family_named(fields["tokenizer.ggml.pre"].contents())
        vocabulary: list[str] = fields["tokenizer.ggml.tokens"].contents()
        merges: list[str] = fields["tokenizer.ggml.merges"].contents()
    except (ValueError, KeyError, OSError) as error:
        raise WeightsError(f"{gguf_path}: not a readable GGUF file ({error})") from error
    return build_tokenizer(take_over(vocabulary, family), merges, family), family


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


def _forget_quantisation(model: PreTrainedModel) -> None:
    # The tensors are plain floats by now, but transformers refuses to save what came from GGUF.
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    setattr(model, "is_quantized", False)  # noqa: B010  # not declared on the class
    setattr(model, "hf_quantizer", None)  # noqa: B010  # not declared on the class


def _adopt_tokens(model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast) -> None:
    for config in (model.config, model.generation_config):
        config.bos_token_id = None
        config.eos_token_id = tokenizer.eos_token_id
        config.pad_token_id = tokenizer.pad_token_id
