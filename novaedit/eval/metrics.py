"""Figures of a run: rates with intervals, by kind, check and rule; precision at coverage; times; sizes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from novaedit.eval.case import Case
from novaedit.eval.scoring import Score
from novaedit.model.calibration import wilson


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `total`, with the 95 % interval of Wilson."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """0 to 1; 0 of nothing is 0."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lowest and highest share that 95 % trust."""
        return wilson(self.hits, self.total) if self.total else (0.0, 1.0)

    def to_json(self) -> dict[str, Any]:
        """As the report holds it."""
        low, high = self.interval
        return {"hits": self.hits, "total": self.total, "share": self.share, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class Summary:
    """Rates of one group of cases; minimality is lines changed for each of the reference's, where fixed."""

    fixed1: Rate
    fixed5: Rate
    abstained: Rate
    parses: Rate
    precision: Rate
    minimality: float | None
    p50: float
    p95: float

    def to_json(self) -> dict[str, Any]:
        """As the report holds it."""
        return {
            "fixed@1": self.fixed1.to_json(),
            "fixed@5": self.fixed5.to_json(),
            "abstained": self.abstained.to_json(),
            "parses": self.parses.to_json(),
            "precision": self.precision.to_json(),
            "minimality": self.minimality,
            "seconds_p50": self.p50,
            "seconds_p95": self.p95,
        }


def summarise(scores: Sequence[Score]) -> Summary:
    """The figures of these scores."""
    answered = [s for s in scores if not s.abstained]
    ratios = [s.changed / s.wanted for s in answered if s.fixed1 and s.changed is not None and s.wanted]
    seconds = [s.seconds for s in scores]
    return Summary(
        fixed1=Rate(sum(s.fixed1 for s in scores), len(scores)),
        fixed5=Rate(sum(s.fixed5 for s in scores), len(scores)),
        abstained=Rate(len(scores) - len(answered), len(scores)),
        parses=Rate(sum(s.parses for s in answered), len(answered)),
        precision=Rate(sum(s.fixed1 for s in answered), len(answered)),
        minimality=median(ratios) if ratios else None,
        p50=quantile(seconds, 0.5),
        p95=quantile(seconds, 0.95),
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all do not exceed; 0 of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def grouped(
    cases: Mapping[str, Case], scores: Sequence[Score], key: Callable[[Case], str]
) -> dict[str, Summary]:
    """A summary for each value of `key`, the largest group first."""
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(key(cases[score.id]), []).append(score)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {name: summarise(members) for name, members in ordered}


@dataclass(frozen=True, slots=True)
class Point:
    """What a least confidence gives: the share of cases answered, and the share of answers that are right."""

    threshold: float
    coverage: float
    precision: float


def curve(scores: Sequence[Score]) -> list[Point]:
    """Precision at coverage: the best candidate of each case, the most confident first.

    Whether the run withheld it does not count here. Cases of equal confidence enter together.
    """
    known = sorted((s for s in scores if s.confidence > 0), key=_by_confidence)
    points, right = [], 0
    for number, score in enumerate(known, start=1):
        right += score.correct
        if number == len(known) or known[number].confidence != score.confidence:
            points.append(Point(score.confidence, number / len(scores), right / number))
    return points


def _by_confidence(score: Score) -> float:
    return -score.confidence


def at_threshold(scores: Sequence[Score], threshold: float) -> Summary:
    """What the figures would be if candidates below `threshold` were withheld."""
    kept = [s for s in scores if s.confidence >= threshold and s.confidence > 0]
    answered = Rate(sum(s.correct for s in kept), len(kept))
    left = sum(s.right_to_abstain for s in scores if s not in kept)
    fixed = Rate(answered.hits + left, len(scores))
    seconds = [s.seconds for s in scores]
    return Summary(
        fixed1=fixed,
        fixed5=fixed,
        abstained=Rate(len(scores) - len(kept), len(scores)),
        parses=Rate(sum(s.parses for s in kept), len(kept)),
        precision=answered,
        minimality=None,
        p50=quantile(seconds, 0.5),
        p95=quantile(seconds, 0.95),
    )
