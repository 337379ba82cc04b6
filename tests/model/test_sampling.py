"""Nucleus sampling."""

from __future__ import annotations

import numpy as np

from novaedit.model.sampling import TEMPERATURE, TOP_P, draw


def test_tokens_are_drawn_as_often_as_they_should_be() -> None:
    shares = np.array([0.6, 0.25, 0.12, 0.03])
    chances = np.tile(np.log(shares).astype(np.float32), (20_000, 1))
    sharpened = shares ** (1 / TEMPERATURE)
    sharpened /= sharpened.sum()
    kept = np.where(np.cumsum(sharpened) - sharpened < TOP_P, sharpened, 0)
    drawn = np.bincount(draw(chances, np.random.default_rng(0)), minlength=4) / 20_000
    assert kept[3] == drawn[3] == 0
    np.testing.assert_allclose(drawn, kept / kept.sum(), atol=0.015)


def test_a_certain_token_is_always_drawn() -> None:
    chances = np.array([[0.0, -40.0, -50.0]] * 100, dtype=np.float32)
    assert not draw(chances, np.random.default_rng(0)).any()
