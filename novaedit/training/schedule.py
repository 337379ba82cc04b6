"""The optimizer and its learning rate, the same for every kind of training."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


#: The longest warm-up, as a share of the run.
_WARMUP = 0.1


def make_optimizer(
    model: torch.nn.Module,
    learning_rate: float,
    weight_decay: float,
    betas: tuple[float, float] = (0.9, 0.98),
) -> torch.optim.Optimizer:
    """AdamW on what is not frozen."""
    import torch

    # Norms and biases are not decayed: there is nothing to shrink in a scale.
    trained = [p for p in model.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": [p for p in trained if p.ndim >= 2], "weight_decay": weight_decay},
        {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=learning_rate, betas=betas, fused=True)


def rate_at(highest: float, done: float, step: int, *, warmup_steps: int, final_rate: float) -> float:
    """Linear warm-up, then a cosine over the share of the run that is `done`, down to a share.

    The warm-up is over after so many steps, or a tenth of a run that is shorter than ten times as many: all
    of a run spent on it teaches nothing.
    """
    warm = min(1.0, max((step + 1) / warmup_steps, done / _WARMUP)) if warmup_steps else 1.0
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
    return highest * warm * (final_rate + (1 - final_rate) * cosine)


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """From the next step on."""
    for group in optimizer.param_groups:
        group["lr"] = rate
