"""Which items make up a step."""

from __future__ import annotations

import numpy as np

from novaedit.training.batches import Encoded
from novaedit.training.plan import Plan, StagedPlan

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


def test_stages_come_one_after_another_with_what_was_drawn_for_each() -> None:
    drawn = [[0, 3, 3, 9, 39], [20, 21, 22]]
    plan = StagedPlan(_ITEMS, drawn, 40, seed=3)
    read = [number for step in range(plan.steps) for number in plan.numbers(step)]
    assert (sorted(read[:5]), sorted(read[5:])) == (drawn[0], drawn[1])
    assert all(
        len(batch) == 1 or len(batch) * max(len(_ITEMS[n].ids) for n in batch) <= 40
        for batch in map(plan.numbers, range(plan.steps))
    )
