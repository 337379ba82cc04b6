"""Where in one text which mistakes can still be made."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from novaedit.dataset.mistakes import place_of
from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module

#: Mistakes that are made together stand at most so far apart.
_NEAR_LINES = 5


class Places:
    """The places of each injector in a module, looked up once and used once.

    An injector that the module is too much for has none there, and is counted in `failed`. Lines of a kind
    (`mistakes.place_of`) that `risks` names are taken so many times as often as others.
    """

    def __init__(
        self,
        module: Module,
        rng: Random,
        failed: Counter[str] | None = None,
        risks: Mapping[str, float] | None = None,
    ) -> None:
        self.module = module
        self._rng = rng
        self._failed = Counter[str]() if failed is None else failed
        self._risks = risks or {}
        self._places: dict[str, list[Change]] = {}

    def take(self, injector: Injector) -> Change | None:
        """Take away a random place, if one is left."""
        places = self._of(injector)
        return places.pop(self._draw(places)) if places else None

    def _draw(self, places: Sequence[Change]) -> int:
        if not self._risks:
            return self._rng.randrange(len(places))
        # What is added after the last line stands on none.
        lines = [*self.module.lines, ""]
        weights = [self._risks.get(place_of(lines[self._lines(place).start - 1]), 1.0) for place in places]
        return self._rng.choices(range(len(places)), weights)[0]

    def beside(self, injector: Injector, change: Change) -> Change | None:
        """A place near those of `change` but on none of its lines."""
        lines = self._lines(change)
        near = [place for place in self._of(injector) if place and self._is_near(self._lines(place), lines)]
        return self._rng.choice(near) if near else None

    def _of(self, injector: Injector) -> list[Change]:
        if injector.name not in self._places:
            self._places[injector.name] = self._find(injector)
        return self._places[injector.name]

    def _find(self, injector: Injector) -> list[Change]:
        try:
            return [change for change in injector.find(self.module, self._rng) if change]
        except Exception as error:
            # Code of strangers finds what nobody thought of; the other injectors are none the worse.
            self._failed[f"{injector.name} failed: {type(error).__name__}"] += 1
            return []

    def _lines(self, change: Change) -> range:
        starts = self.module.starts
        return range(
            min(bisect_right(starts, part.start) for part in change),
            max(bisect_right(starts, part.end) for part in change) + 1,
        )

    @staticmethod
    def _is_near(place: Sequence[int], lines: Sequence[int]) -> bool:
        apart = place[0] > lines[-1] or place[-1] < lines[0]
        return apart and place[0] - lines[-1] <= _NEAR_LINES and lines[0] - place[-1] <= _NEAR_LINES
