"""How much `novaedit synth` is to make, and how."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from novaedit.dataset.split import split_of
from novaedit.languages.python.regions import SIZE, Size
from novaedit.synth.draft import SHARES
from novaedit.synth.habits import Weights
from novaedit.synth.injector import Family, Injector
from novaedit.synth.injectors import INJECTORS


@dataclass(frozen=True, slots=True)
class Settings:
    """Equal settings and sources give equal records, as long as no source runs out of time."""

    seed: int = 0
    per_file: int = 12
    per_source: int = 600
    #: Of a repository in the dev split: a wide sample says more than a deep one.
    per_dev_source: int = 60
    #: Records of one family only, or of all.
    families: tuple[str, ...] = ()
    #: Only these mistakes, by the names of their injectors; empty for all of the families.
    mistakes: tuple[str, ...] = ()
    #: So many tasks other than mending are made of each file, where it has places for them.
    tasks_per_file: int = 3
    #: Fitted to mined habits; empty means as set by hand.
    weights: Weights = field(default_factory=Weights)
    #: A source that takes longer gives what it has by then.
    max_seconds: float = 900.0
    #: Of the window around a mistake; tasks keep theirs.
    size: Size = SIZE

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        weights = {
            "injectors": dict(self.weights.injectors),
            "shares": dict(self.weights.shares),
            "risks": dict(self.weights.risks),
        }
        shown = {**asdict(self), "families": list(self.families), "weights": weights}
        shown["mistakes"] = list(self.mistakes)
        # Parts that earlier runs made keep their names.
        if self.size == SIZE:
            del shown["size"]
        if not self.mistakes:
            del shown["mistakes"]
        return shown

    def injectors(self) -> list[Injector]:
        """Those that are asked for, with their fitted weights."""
        fitted = dict(self.weights.injectors)
        return [
            replace(injector, weight=fitted.get(name, injector.weight))
            for name, injector in INJECTORS.items()
            if (not self.families or injector.family in self.families)
            and (not self.mistakes or name in self.mistakes)
        ]

    def shares(self) -> dict[Family, float]:
        """How often each family is drawn."""
        return {**SHARES, **dict(self.weights.shares)}

    def cap(self, repo: str) -> int:
        """How many records a repository may give."""
        return self.per_dev_source if split_of(repo) == "dev" else self.per_source
