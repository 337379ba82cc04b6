"""What is compared: the keys of runs/ablations/arms.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from novaedit.errors import ConfigError
from novaedit.training.config import SftConfig
from novaedit.training.settings import build, read_settings

ARMS = Path(__file__).parents[2] / "runs" / "ablations" / "arms.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """One training run of an arm; a later part starts from the model of the one before."""

    data: str = "synthetic"
    """synthetic, real, or wide: what is sampled for it (data.py)."""
    share: float = 1.0
    """Of the arm's minutes, or of the sample where that is read once."""
    training: dict[str, Any] = field(default_factory=dict)
    """Keys of SftConfig that are other than the plan's."""


@dataclass(frozen=True, slots=True)
class Arm:
    """With parts it is trained and scored; else a model that is there answers."""

    weights: str = "mini"
    """mini, base (where training starts), released, unrounded: paths that the command names."""
    parts: list[Part] = field(default_factory=list)
    candidates: int | None = None
    """Through the gates with at most so many (benchmarks/candidates.py); None takes the greedy answer."""

    @property
    def dev(self) -> str:
        """The sample that it is measured on."""
        return "wide-dev" if any(part.data == "wide" for part in self.parts) else "dev"

    @property
    def samples(self) -> tuple[str, ...]:
        """All that it reads."""
        return (*(part.data for part in self.parts), self.dev)


@dataclass(frozen=True, slots=True)
class Plan:
    """All arms, and the questions that they answer: an arm can stand in several."""

    minutes: float | None
    """Of training, for each arm: what is compared has had equal time.

    None: an arm reads its sample once, however long that takes. Its row then can be compared with one
    that another machine made.
    """
    train_examples: int
    """At most so many are sampled for the arms to read."""
    dev_per_group: int
    asked_per_group: int
    """Of those, for the arms that only answer."""
    training: dict[str, Any]
    """Keys of SftConfig (novaedit/training/config.py) for every part."""
    arms: dict[str, Arm]
    questions: dict[str, list[str]]

    def chosen(self, names: Sequence[str]) -> dict[str, Arm]:
        """The arms of these names; all without names. Raises ConfigError."""
        if unknown := [name for name in names if name not in self.arms]:
            raise ConfigError(f"there is no arm {unknown[0]!r}; there are: {', '.join(self.arms)}")
        return {name: arm for name, arm in self.arms.items() if not names or name in names}

    def config(self, part: Part, where: str, **values: object) -> SftConfig:
        """The configuration of a part; `values` are what only a run knows. Raises ConfigError."""
        return build(SftConfig, {**self.training, **part.training, **values}, where)


def read_plan(path: Path = ARMS) -> Plan:
    """Raises ConfigError naming the file and the key."""
    plan = read_settings(path, Plan)
    for question, names in plan.questions.items():
        if unknown := [name for name in names if name not in plan.arms]:
            raise ConfigError(f"{path}: {question!r} compares {unknown[0]!r}, which is no arm")
    return plan
