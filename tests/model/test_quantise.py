"""Rounding to int8."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from novaedit.model.quantise import quantise_rows


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 40), st.floats(1e-3, 100))
def test_the_error_is_at_most_half_a_step(seed: int, rows: int, columns: int, spread: float) -> None:
    values = np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32) * np.float32(
        spread
    )
    codes, scales = quantise_rows(values)
    assert (codes.dtype.name, scales.dtype.name, scales.shape) == ("int8", "float16", (rows, 1))
    step = scales.astype(np.float32)
    # The scale is stored in half precision, off by a 2048th of itself or, below its normal numbers, by 2^-25.
    off = np.maximum(step * 2.0**-11, 2.0**-25)
    assert (np.abs(codes * step - values) <= step * 0.501 + 127 * off).all()


def test_zero_rows_stay_zero_and_large_matrices_are_done_in_chunks() -> None:
    values = np.zeros((5000, 4), dtype=np.float32)
    values[4999] = [1, -2, 0, 0.5]
    codes, scales = quantise_rows(values)
    assert not codes[:4999].any()
    np.testing.assert_allclose(codes[4999] * scales[4999].astype(np.float32), values[4999], atol=0.01)
