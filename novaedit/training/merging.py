"""Published weights with an adapter in them, as a checkpoint: `novaedit train merge`."""

from __future__ import annotations

from pathlib import Path

from novaedit.model.base_weights import load_adapted
from novaedit.training.checkpoint import ADAPTER


def merge(base: Path, adapter: Path, out: Path) -> None:
    """Write the GGUF file `base` with `adapter` merged to `out`, in bfloat16.

    The adapter is a released file, or the `model` folder of a run on `base`. What is written can be asked,
    exported and trained like any checkpoint. Raises WeightsError when they do not belong together.
    """
    import torch

    file = adapter / ADAPTER if adapter.is_dir() else adapter
    model, tokenizer = load_adapted(base, file, torch.bfloat16)
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
