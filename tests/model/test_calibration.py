"""Choosing the least confidence."""

from __future__ import annotations

import pytest

from novaedit.model.calibration import Answer, choose_threshold, wilson


def answers(*parts: tuple[float, int, int]) -> list[Answer]:
    """(confidence, how many right, how many wrong), one after the other."""
    return [
        Answer(confidence, right)
        for confidence, rights, wrongs in parts
        for right in [True] * rights + [False] * wrongs
    ]


def test_it_goes_as_low_as_the_precision_allows() -> None:
    given = answers((0.9, 60, 0), (0.7, 35, 5), (0.5, 20, 20), (0.2, 0, 40))
    chosen = choose_threshold(given, 0.95)
    assert chosen is not None
    assert (chosen.min_confidence, chosen.answers) == (0.7, 100)
    assert (chosen.precision, chosen.coverage) == (0.95, 100 / 180)
    assert chosen.low < 0.95 < chosen.high


def test_equal_confidences_are_taken_or_left_together() -> None:
    given = answers((0.9, 30, 0), (0.6, 10, 10))
    chosen = choose_threshold(given, 0.9)  # the first few at 0.6 alone would do
    assert chosen is not None
    assert chosen.min_confidence == 0.9


def test_abstaining_lowers_coverage_not_precision() -> None:
    given = [*answers((0.8, 40, 0)), *[Answer(0.0, None)] * 60]
    chosen = choose_threshold(given, 0.95)
    assert chosen is not None
    assert (chosen.precision, chosen.coverage) == (1.0, 0.4)


def test_the_threshold_lets_its_last_answer_pass() -> None:
    chosen = choose_threshold(answers((0.123456789, 30, 0)), 0.95)
    assert chosen is not None
    assert 0.1234 <= chosen.min_confidence <= 0.123456789


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(answers((0.9, 19, 0)), id="too few"),
        pytest.param(answers((0.9, 50, 50)), id="too often wrong"),
        pytest.param([], id="none"),
    ],
)
def test_what_says_nothing_chooses_nothing(given: list[Answer]) -> None:
    assert choose_threshold(given, 0.95) is None


@pytest.mark.parametrize(
    ("right", "count", "interval"),
    [(0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (95, 100, (0.8882, 0.9785))],
)
def test_the_interval_is_wilsons(right: int, count: int, interval: tuple[float, float]) -> None:
    assert wilson(right, count) == pytest.approx(interval, abs=1e-3)
