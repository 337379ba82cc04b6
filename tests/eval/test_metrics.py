"""The figures, against values that others have worked out."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from novaedit.eval.baseline import mcnemar
from novaedit.eval.metrics import Rate, at_threshold, curve, quantile, summarise
from novaedit.eval.scoring import Score


def _score(name: str, *, right: bool, confidence: float, answered: bool = True) -> Score:
    return Score(
        id=name,
        fixed1=right and answered,
        fixed5=right and answered,
        abstained=not answered,
        parses=answered,
        correct=right,
        confidence=confidence,
        seconds=float(confidence),
        changed=2 if answered else None,
        wanted=1,
    )


@pytest.mark.parametrize(("hits", "total"), [(0, 10), (5, 10), (10, 10), (83, 100), (1, 3)])
def test_the_interval_is_wilsons(hits: int, total: int) -> None:
    expected = binomtest(hits, total).proportion_ci(0.95, method="wilson")
    assert Rate(hits, total).interval == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_nothing_of_nothing_is_nothing() -> None:
    assert (Rate(0, 0).share, Rate(0, 0).interval, quantile([], 0.5)) == (0.0, (0.0, 1.0), 0.0)


@pytest.mark.parametrize(("lost", "won"), [(0, 0), (5, 0), (0, 5), (7, 2), (10, 10), (30, 12)])
def test_the_paired_test_is_the_binomial_one(lost: int, won: int) -> None:
    expected = binomtest(lost, lost + won, 0.5).pvalue if lost + won else 1.0
    assert mcnemar(lost, won) == pytest.approx(expected)


_SCORES = [
    _score("a", right=True, confidence=0.9),
    _score("b", right=True, confidence=0.8),
    _score("c", right=False, confidence=0.8),
    _score("d", right=True, confidence=0.2, answered=False),
    _score("e", right=False, confidence=0.0, answered=False),
]


def test_precision_at_coverage_takes_equal_confidence_together() -> None:
    points = [(p.threshold, p.coverage, round(p.precision, 3)) for p in curve(_SCORES)]
    assert points == [(0.9, 0.2, 1.0), (0.8, 0.6, 0.667), (0.2, 0.8, 0.75)]


def test_a_summary_counts_answers_and_all_cases_apart() -> None:
    found = summarise(_SCORES)
    assert (found.fixed1.hits, found.fixed1.total) == (2, 5)
    assert (found.precision.hits, found.precision.total) == (2, 3)
    assert found.abstained.hits == 2
    assert found.minimality == 2.0
    assert (found.p50, found.p95) == (0.8, 0.9)


def test_a_threshold_can_be_asked_about_afterwards() -> None:
    found = at_threshold(_SCORES, 0.85)
    assert (found.precision.hits, found.precision.total, found.fixed1.total) == (1, 1, 5)
