"""The model that a run starts with: where it comes from, and which of its numbers are trained."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from novaedit.errors import ConfigError
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.training.checkpoint import ADAPTER
from novaedit.training.device import Device

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

    from novaedit.training.lora import Adapter


@dataclass(frozen=True, slots=True)
class Trained:
    """Which numbers are trained; the keys of a configuration by the same names."""

    layers: int | None = None
    """Only the last so many layers, the final norm and the output embeddings; None means all."""
    lora_rank: int | None = None
    lora_alpha: float = 0.0
    adapter: str | None = None


def load_model(path: Path, seed: int) -> tuple[LlamaForCausalLM, PreTrainedTokenizerFast]:
    """A GGUF file or a checkpoint directory, with fp32 weights."""
    import torch
    from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

    from novaedit.model.base_weights import load_base

    if path.is_file():
        model, tokenizer = load_base(path, torch.float32, seed=seed)
    else:
        model = AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32)
        tokenizer = PreTrainedTokenizerFast.from_pretrained(path)
    return cast("LlamaForCausalLM", model), tokenizer


def put_on(
    device: Device, model: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, trained: Trained
) -> Adapter | None:
    """Bring the model to its device and freeze what is not trained; its adapter, where that is.

    Raises ConfigError for an adapter without a rank, WeightsError for one that does not fit.
    """
    if trained.lora_rank is None and trained.adapter is not None:
        raise ConfigError("adapter: needs its lora_rank")
    if trained.lora_rank is not None and device.bf16:
        model.bfloat16()  # frozen weights need no more: half of the memory to read
    model.to(device.name)  # type: ignore[arg-type]  # transformers' stub of nn.Module.to
    adapter = None
    if trained.lora_rank is not None:
        from novaedit.training.lora import Adapter

        ids = tokenizer.get_vocab()
        special = [ids[token] for token in SPECIAL_TOKENS]
        adapter = Adapter(model, rank=trained.lora_rank, alpha=trained.lora_alpha, special_ids=special)
        if trained.adapter is not None:
            _load(adapter, Path(trained.adapter))
    _freeze(model, trained.layers)
    return adapter


def _load(adapter: Adapter, path: Path) -> None:
    """A released file, or the folder of a model that an earlier run wrote."""
    if path.is_dir():
        adapter.load(path / ADAPTER)
    else:
        adapter.load_released(path)


def _freeze(model: LlamaForCausalLM, trained_layers: int | None) -> None:
    if trained_layers is None:
        return
    layers = list(model.model.layers)
    for layer in layers[: len(layers) - trained_layers]:
        layer.requires_grad_(False)
