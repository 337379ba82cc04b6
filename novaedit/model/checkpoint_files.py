"""What a Hugging Face checkpoint holds: configuration, tokenizer, tensors (needs the `train` extra)."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import WeightsError
from novaedit.model.graph import Tensors
from novaedit.model.quantise import SCALES
from novaedit.model.vocabulary import FAMILIES, pre_tokenizer

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


def read_tokenizer(checkpoint: Path) -> PreTrainedTokenizerFast:
    """The tokenizer of a checkpoint. Raises WeightsError when there is none."""
    from transformers import PreTrainedTokenizerFast

    if not (checkpoint / "tokenizer.json").is_file():
        raise WeightsError(f"{checkpoint}: no tokenizer.json there")
    tokenizer: PreTrainedTokenizerFast = PreTrainedTokenizerFast.from_pretrained(checkpoint)
    if '"type":"Digits"' in tokenizer.backend_tokenizer.to_str():
        # One pattern instead of two cuts: the same tokens, and OpenVINO gets them right.
        tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizer(FAMILIES["smollm"])
    return tokenizer


def read_config(checkpoint: Path) -> dict[str, Any]:
    """The configuration of a checkpoint. Raises WeightsError when there is none."""
    path = checkpoint / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: not the configuration of a checkpoint ({error})") from error
    return config


def open_tensors(checkpoint: Path, stack: ExitStack) -> Tensors:
    """Tensors by name from all safetensors files, through torch, for numpy has no bfloat16.

    The files stay open as long as `stack`. A tensor that is not there is a WeightsError.
    """
    from safetensors import safe_open

    where: dict[str, Any] = {}
    for path in sorted(checkpoint.glob("*.safetensors")):
        opened = stack.enter_context(safe_open(path, framework="pt"))
        where |= dict.fromkeys(opened.keys(), opened)

    def tensor(name: str) -> NDArray[np.float32]:
        if name not in where:
            raise WeightsError(f"{checkpoint}: no tensor {name} in its safetensors files")
        array: NDArray[np.float32] = where[name].get_tensor(name).float().numpy()
        if name + SCALES in where:  # rounded on the machine that trained it (training/portable.py)
            array = array * where[name + SCALES].get_tensor(name + SCALES).float().numpy()
        return array

    return tensor
