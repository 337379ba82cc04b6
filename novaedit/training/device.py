"""Where to train, and in which precision: measured, not assumed."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from novaedit.training.batches import Batch

if TYPE_CHECKING:
    import torch


#: Products timed in each precision.
_TRIES = 7


@dataclass(frozen=True, slots=True)
class Device:
    """A torch device name and whether the arithmetic is bf16 (under autocast, fp32 master weights)."""

    name: str
    bf16: bool

    def autocast(self) -> contextlib.AbstractContextManager[object]:
        """bf16 matrix products where they pay, else nothing."""
        import torch

        if not self.bf16:
            return contextlib.nullcontext()
        return torch.autocast(self.name, dtype=torch.bfloat16)

    def move(self, batch: Batch) -> Batch:
        """The batch on this device."""
        return replace(batch, ids=batch.ids.to(self.name), targets=batch.targets.to(self.name))


def choose_device(threads: int | None) -> Device:
    """A GPU if there is one, else the CPU with all its cores (or `threads`)."""
    import torch

    if torch.cuda.is_available():
        torch.set_float32_matmul_precision("high")  # for what autocast leaves in fp32
        return Device("cuda", bf16=True)
    torch.set_num_threads(threads or os.cpu_count() or 1)
    return Device("cpu", bf16=_seconds(torch.bfloat16) < _seconds(torch.float32))


def _seconds(dtype: torch.dtype) -> float:
    """Time of a small matrix product: CPUs without AMX or AVX-512 emulate bf16 hundreds of times slower.

    The shortest of a few: on a busy machine a single one may wait for others, and a run that goes on in
    another precision leaves its curve.
    """
    import torch

    a = torch.ones(256, 256, dtype=dtype)
    a @ a
    return min(_once(a) for _ in range(_TRIES))


def _once(a: torch.Tensor) -> float:
    began = time.perf_counter()
    a @ a
    return time.perf_counter() - began
