"""A trained checkpoint as a release: int8 weights, tokenizer and manifest (needs the `train` extra)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import WeightsError
from novaedit.model.architecture import Architecture
from novaedit.model.graph import Tensors
from novaedit.model.manifest import Manifest
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.release import write_release

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


def export(
    checkpoint: Path,
    folder: Path,
    *,
    name: str,
    version: str,
    base: str,
    base_sha256: str,
    licence: str,
    training_run: str | None,
    metrics: Mapping[str, float] | None = None,
) -> Manifest:
    """Write the Hugging Face checkpoint in `checkpoint` to `folder` as a model that the runtime loads.

    Raises WeightsError when the checkpoint is no Llama or Qwen2 in safetensors, or when its tokenizer
    cuts one of our special tokens apart.
    """
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast.from_pretrained(checkpoint)
    facts = Manifest(
        name=name,
        version=version,
        base=base,
        base_sha256=base_sha256,
        licence=licence,
        training_run=training_run,
        tuned=training_run is not None,
        context=0,  # the architecture knows
        special_tokens=_special_ids(tokenizer),
        metrics=dict(metrics or {}),
    )
    architecture = Architecture.from_config(_config(checkpoint))
    with ExitStack() as stack:
        converted = Path(stack.enter_context(TemporaryDirectory()))
        save_tokenizer(tokenizer, converted)
        return write_release(folder, facts, architecture, _tensors(checkpoint, stack), converted)


def save_tokenizer(tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Write the tokenizer as the graphs that the runtime loads (release.TOKENIZER)."""
    import openvino as ov
    from openvino_tokenizers import convert_tokenizer

    encoder, decoder = convert_tokenizer(tokenizer, with_detokenizer=True)
    ov.save_model(encoder, folder / "tokenizer.xml")
    ov.save_model(decoder, folder / "detokenizer.xml")


def _special_ids(tokenizer: PreTrainedTokenizerFast) -> dict[str, int]:
    ids = {}
    for token in SPECIAL_TOKENS:
        encoded = tokenizer.encode(token, add_special_tokens=False)
        if len(encoded) != 1:
            raise WeightsError(f"the tokenizer cuts {token} into {len(encoded)} tokens")
        ids[token] = encoded[0]
    return ids


def _config(checkpoint: Path) -> dict[str, Any]:
    path = checkpoint / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: not the configuration of a checkpoint ({error})") from error
    return config


def _tensors(checkpoint: Path, stack: ExitStack) -> Tensors:
    """Read tensors by name from all safetensors files, through torch, for numpy has no bfloat16."""
    from safetensors import safe_open

    where: dict[str, Any] = {}
    for path in sorted(checkpoint.glob("*.safetensors")):
        opened = stack.enter_context(safe_open(path, framework="pt"))
        where |= dict.fromkeys(opened.keys(), opened)

    def tensor(name: str) -> NDArray[np.float32]:
        if name not in where:
            raise WeightsError(f"{checkpoint}: no tensor {name} in its safetensors files")
        array: NDArray[np.float32] = where[name].get_tensor(name).float().numpy()
        return array

    return tensor
