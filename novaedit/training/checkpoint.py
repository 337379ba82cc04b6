"""Checkpoints: everything a killed run needs to go on as if nothing had happened.

Weights and optimizer state are safetensors, the rest is JSON: nothing is unpickled, ever.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from novaedit.errors import WeightsError

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

    from novaedit.training.lora import Adapter

#: The trained numbers of an adapter, in full precision.
ADAPTER = "lora.safetensors"
_STATE = "state.json"
_OPTIMIZER = "optimizer.safetensors"


@dataclass(slots=True)
class Progress:
    """Where a run is. `seconds` is training time so far, over all its processes."""

    step: int = 0
    tokens: int = 0
    examples: int = 0
    seconds: float = 0.0


def save(
    directory: Path,
    model: PreTrainedModel | Adapter,
    tokenizer: PreTrainedTokenizerFast,
    optimizer: torch.optim.Optimizer,
    progress: Progress,
) -> None:
    """Write a checkpoint beside the old one, then swap: a kill leaves one of them whole."""
    fresh = directory.with_name(directory.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    save_model(fresh, model, tokenizer)
    _save_optimizer(fresh / _OPTIMIZER, optimizer)
    (fresh / _STATE).write_text(json.dumps(asdict(progress)), encoding="utf-8")
    old = directory.with_name(directory.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if directory.exists():
        directory.rename(old)
    fresh.rename(directory)
    shutil.rmtree(old, ignore_errors=True)


def save_model(directory: Path, model: PreTrainedModel | Adapter, tokenizer: PreTrainedTokenizerFast) -> None:
    """What was trained, and the tokenizer, as a plain checkpoint directory."""
    from novaedit.training.lora import Adapter

    directory.mkdir(parents=True, exist_ok=True)
    if isinstance(model, Adapter):
        model.save(directory / ADAPTER)
    else:
        model.save_pretrained(directory)
    tokenizer.save_pretrained(directory)


def find(directory: Path) -> Path | None:
    """The newest whole checkpoint, also when the run was killed between the two renames."""
    for path in (
        directory,
        directory.with_name(directory.name + ".new"),
        directory.with_name(directory.name + ".old"),
    ):
        if (path / _STATE).is_file():
            return path
    return None


def load_progress(directory: Path) -> Progress:
    """Raises WeightsError when the state is not readable."""
    try:
        return Progress(**json.loads((directory / _STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise WeightsError(f"{directory / _STATE}: {error}") from None


def load_optimizer(directory: Path, optimizer: torch.optim.Optimizer) -> None:
    """Put moments and step counts back, by the place of each parameter."""
    from safetensors.torch import load_file

    tensors = load_file(directory / _OPTIMIZER)
    state: dict[int, dict[str, Any]] = {}
    for name, tensor in tensors.items():
        index, key = name.split(".", 1)
        state.setdefault(int(index), {})[key] = tensor
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def _save_optimizer(path: Path, optimizer: torch.optim.Optimizer) -> None:
    from safetensors.torch import save_file

    state = optimizer.state_dict()["state"]
    save_file({f"{i}.{key}": tensor for i, values in state.items() for key, tensor in values.items()}, path)
    with path.open("rb") as file:
        os.fsync(file.fileno())
