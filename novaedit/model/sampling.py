"""Drawing tokens from the likeliest ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TEMPERATURE = 0.8
TOP_P = 0.95


def draw(log_probabilities: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.int64]:
    """For each row (descending log-probabilities, rows x candidates), the index of a drawn candidate.

    Nucleus sampling: of the distribution at TEMPERATURE, the likeliest candidates that make up TOP_P.
    """
    weights = np.exp((log_probabilities - log_probabilities[:, :1]).astype(np.float64) / TEMPERATURE)
    weights /= weights.sum(axis=1, keepdims=True)
    before = np.cumsum(weights, axis=1) - weights
    kept = np.where(before < TOP_P, weights, 0.0)
    cumulative = np.cumsum(kept, axis=1)
    points = random.random(len(weights)) * cumulative[:, -1]
    drawn: NDArray[np.int64] = (cumulative <= points[:, None]).sum(axis=1)
    return drawn
