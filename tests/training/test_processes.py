"""Sharing work. That two processes have the loss of one is tested with each kind of training."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch

from novaedit.training import processes as processes_module
from novaedit.training.device import Device
from novaedit.training.processes import Processes, agreed, join
from tests.training.command import finish, start_two


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_shares_make_up_the_whole(count: int) -> None:
    shares = [Processes(rank, count).share(range(7)) for rank in range(count)]
    assert sorted(item for share in shares for item in share) == list(range(7))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_alone_nothing_is_exchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    alone = join()
    assert (alone, alone.is_first) == (Processes(0, 1), True)
    assert alone.total([1.5, 2.0]) == [1.5, 2.0]


@pytest.mark.parametrize("asked", [True, False])
def test_the_precision_that_is_asked_for_is_taken(asked: bool) -> None:
    assert agreed(Device("cpu", bf16=not asked), asked, Processes()).bf16 is asked
    assert agreed(Device("cpu", bf16=asked), None, Processes()).bf16 is asked


def test_many_gradients_travel_in_bounded_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes_module, "_BUCKET", 10)
    sent: list[int] = []

    def double(tensor: torch.Tensor) -> None:  # two processes with equal gradients
        sent.append(tensor.numel())
        tensor.mul_(2)

    monkeypatch.setattr(torch.distributed, "all_reduce", double)
    parameters = [torch.nn.Parameter(torch.ones(4, 2)) for _ in range(3)]
    frozen = torch.nn.Parameter(torch.ones(4, 2), requires_grad=False)
    for parameter in parameters[:2]:
        parameter.grad = torch.full((4, 2), 0.5)
    Processes(0, 2).sum_gradients([*parameters, frozen])
    grads = [parameter.grad for parameter in parameters]
    assert [float(grad.sum()) for grad in grads if grad is not None] == [8.0, 8.0, 0.0]
    assert frozen.grad is None
    assert sent == [16, 8]


_THREADS = """
from pathlib import Path
from novaedit.training.processes import join, leave

processes = join()
processes.wait()
import transformers.modeling_utils
leave()
names = [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]
print("left:", *names, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the names of threads from /proc")
def test_no_thread_of_the_group_outlives_it(tmp_path: Path) -> None:
    script = tmp_path / "two.py"
    script.write_text(_THREADS)
    printed = finish(start_two(script))
    assert printed.count("left:") == 2
    assert "gloo" not in printed
