"""One process or many: the same script under `accelerate launch`, with the same loss.

Each process computes its part of every batch; gradients are summed over all, so the loss of a part
has to be divided by what the whole batch counts (`total`), not by what the part does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from novaedit.training.device import Device

if TYPE_CHECKING:
    import torch

T = TypeVar("T")

#: Gradient values that are summed in one message.
_BUCKET = 8_000_000


@dataclass(frozen=True, slots=True)
class Processes:
    """This process's number, from 0, and how many there are."""

    rank: int = 0
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Whether this is the one that prints and saves."""
        return self.rank == 0

    def share(self, items: Sequence[T]) -> list[T]:
        """This process's part of a batch, each `count`-th."""
        return list(items[self.rank :: self.count])

    def total(self, values: Sequence[float]) -> list[float]:
        """Each value summed over all processes."""
        import torch

        if self.count == 1:
            return list(values)
        summed = torch.tensor(values, dtype=torch.float64, device=_device())
        torch.distributed.all_reduce(summed)
        return [float(value) for value in summed]

    def sum_gradients(self, parameters: Iterable[torch.nn.Parameter]) -> None:
        """Sum the gradients over all processes. A parameter without one counts as zero."""
        import torch

        if self.count == 1:
            return
        for bucket in _buckets([p for p in parameters if p.requires_grad]):
            flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in bucket])
            torch.distributed.all_reduce(flat)
            pieces = torch.split(flat, [p.numel() for p in bucket])
            for parameter, piece in zip(bucket, pieces, strict=True):
                parameter.grad = piece.view_as(parameter)

    def wait(self) -> None:
        """Go on when all have come here."""
        self.total([0.0])


def join() -> Processes:
    """What `accelerate launch` (or torchrun) started, else one process alone."""
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        return Processes()
    import torch

    # Takes the group of the moment as the default of its functions. Imported later (transformers does), it
    # would hold the group to the end of the process, when one of its threads may die: SIGABRT, now and then.
    import torch.distributed.nn.functional
    from accelerate import PartialState

    state = PartialState(cpu=not torch.cuda.is_available())
    return Processes(state.process_index, state.num_processes)


def leave() -> None:
    """Part from the other processes at the end."""
    import torch

    if torch.distributed.is_available() and torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()


def agreed(device: Device, bf16: bool | None, processes: Processes) -> Device:
    """The device in the precision that is asked for, or that all processes find the faster one."""
    if bf16 is None:
        (votes,) = processes.total([float(device.bf16)])
        bf16 = votes == processes.count
    return replace(device, bf16=bf16)


def _device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _buckets(parameters: Sequence[torch.nn.Parameter]) -> Iterable[list[torch.nn.Parameter]]:
    bucket: list[torch.nn.Parameter] = []
    for parameter in parameters:
        bucket.append(parameter)
        if sum(p.numel() for p in bucket) >= _BUCKET:
            yield bucket
            bucket = []
    if bucket:
        yield bucket
