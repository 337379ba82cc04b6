"""From which confidence on answers may be shown: chosen on development data for a precision."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Fewer answers than this say nothing about a precision of 95 %.
LEAST_ANSWERS = 20
#: For a 95 % confidence interval of a share.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Answer:
    """One case: how sure the model was, and whether its answer was right; None if it gave none."""

    confidence: float
    right: bool | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """Answers of at least `min_confidence`: how many of all cases (`coverage`), how many right.

    `low` and `high` bound the precision (95 % interval of Wilson).
    """

    min_confidence: float
    precision: float
    coverage: float
    answers: int
    low: float
    high: float


def choose_threshold(answers: Sequence[Answer], precision: float) -> Threshold | None:
    """The lowest confidence from which on a share of `precision` of the answers is right.

    None when no LEAST_ANSWERS answers reach that.
    """
    given = sorted((a for a in answers if a.right is not None), key=lambda a: -a.confidence)
    best = None
    right = 0
    for count, answer in enumerate(given, start=1):
        right += bool(answer.right)
        is_tied = count < len(given) and given[count].confidence == answer.confidence
        if not is_tied and count >= LEAST_ANSWERS and right / count >= precision:
            best = _threshold(answer.confidence, right, count, len(answers))
    return best


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, right for small counts too."""
    share, z2 = right / count, _Z * _Z
    middle = share + z2 / (2 * count)
    width = _Z * math.sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    scale = 1 + z2 / count
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def _threshold(confidence: float, right: int, count: int, cases: int) -> Threshold:
    low, high = wilson(right, count)
    # Rounded down, so that the last answer still counts.
    return Threshold(math.floor(confidence * 1e4) / 1e4, right / count, count / cases, count, low, high)
