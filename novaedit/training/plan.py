"""Which items make up step n of a run: a function of the seed and n alone."""

from __future__ import annotations

from collections.abc import Sequence

from novaedit.training.batches import Encoded, plan_batches


class Plan:
    """Batches of like length over some epochs, in another order each."""

    def __init__(self, items: Sequence[Encoded], batch_tokens: int, seed: int, epochs: float) -> None:
        self._items, self._batch_tokens, self._seed = items, batch_tokens, seed
        self._epoch, self._batches = 0, plan_batches(items, batch_tokens, seed)
        # The number of batches differs a little between epochs; the first one's is used for all.
        self.per_epoch = len(self._batches)
        self.steps = max(1, round(epochs * self.per_epoch))

    def numbers(self, step: int) -> list[int]:
        """The numbers of the step's items."""
        epoch, index = divmod(step, self.per_epoch)
        if epoch != self._epoch:
            self._epoch = epoch
            self._batches = plan_batches(self._items, self._batch_tokens, self._seed + epoch)
        return self._batches[index % len(self._batches)]


class StagedPlan:
    """Batches of like length, stage after stage, of the items that were drawn for each (mixture.py)."""

    def __init__(
        self, items: Sequence[Encoded], drawn: Sequence[Sequence[int]], batch_tokens: int, seed: int
    ) -> None:
        self._batches: list[list[int]] = []
        for place, numbers in enumerate(drawn):
            batches = plan_batches([items[number] for number in numbers], batch_tokens, seed + place)
            self._batches += [[numbers[index] for index in batch] for batch in batches]
        self.steps = len(self._batches)

    def numbers(self, step: int) -> list[int]:
        """The numbers of the step's items."""
        return self._batches[step]
