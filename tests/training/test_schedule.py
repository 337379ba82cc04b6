"""The optimizer and its rate."""

from __future__ import annotations

import pytest
import torch

from novaedit.training.schedule import make_optimizer, rate_at, set_rate


def test_the_rate_warms_up_and_falls_to_its_share() -> None:
    def rate(done: float, step: int) -> float:
        return rate_at(2.0, done, step, warmup_steps=10, final_rate=0.1)

    assert rate(0.0, 0) == pytest.approx(0.2)
    assert rate(1.0, 500) == pytest.approx(0.2)
    assert rate(0.1, 50) > rate(0.5, 250)
    assert rate_at(2.0, 0.0, 0, warmup_steps=0, final_rate=0.1) == 2.0


def test_a_short_run_is_not_all_warm_up() -> None:
    """Forty steps with a warm-up of thirty: it ends with the fourth. A long run has all of its warm-up."""
    short = [rate_at(1.0, step / 40, step, warmup_steps=30, final_rate=0.1) for step in range(40)]
    assert short.index(max(short)) == 4
    assert max(short) > 0.95
    long = [rate_at(1.0, step / 4000, step, warmup_steps=30, final_rate=0.1) for step in range(100)]
    assert long.index(max(long)) == 29


def test_only_matrices_that_are_trained_are_decayed() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2))
    model[0].requires_grad_(False)
    optimizer = make_optimizer(model, 1e-3, 0.5)
    decays = [(group["weight_decay"], [p.ndim for p in group["params"]]) for group in optimizer.param_groups]
    assert decays == [(0.5, [2]), (0.0, [1])]
    set_rate(optimizer, 0.25)
    assert [group["lr"] for group in optimizer.param_groups] == [0.25, 0.25]
