"""Which items make up a step."""

from __future__ import annotations

import numpy as np

from novaedit.training.batches import Encoded
from novaedit.training.plan import Plan

_ITEMS = [Encoded(np.zeros(n, dtype=np.int32), 0, "x") for n in range(1, 41)]


def test_an_epoch_reads_each_item_once_the_next_in_another_order() -> None:
    plan = Plan(_ITEMS, 80, seed=3, epochs=2.0)
    epochs = [[plan.numbers(e * plan.per_epoch + i) for i in range(plan.per_epoch)] for e in (0, 1)]
    assert sorted(number for batch in epochs[0] for number in batch) == list(range(40))
    assert epochs[0] != epochs[1]
    assert plan.steps == 2 * plan.per_epoch


def test_a_step_is_the_same_whatever_was_asked_before() -> None:
    plan = Plan(_ITEMS, 80, seed=3, epochs=2.0)
    later = plan.numbers(plan.per_epoch + 1)
    first = plan.numbers(1)
    assert Plan(_ITEMS, 80, seed=3, epochs=2.0).numbers(plan.per_epoch + 1) == later
    assert Plan(_ITEMS, 80, seed=3, epochs=2.0).numbers(1) == first
