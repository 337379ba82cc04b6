"""int8 weights: each row of a matrix as whole numbers times one scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: What follows a matrix's name in the name of its scales, where both are stored apart.
SCALES = ".scales"
# Rows handled at once: an embedding of 150,000 rows must not be copied as a whole.
_CHUNK = 4096


def quantise_rows(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """`matrix` (rows, columns) as codes of the same shape and scales (rows, 1), codes * scales ~ matrix.

    Symmetric: zero stays zero. The error of a weight is at most half of its row's scale, plus what
    half precision does to the scale.
    """
    codes = np.empty(matrix.shape, dtype=np.int8)
    scales = np.empty((len(matrix), 1), dtype=np.float16)
    for start in range(0, len(matrix), _CHUNK):
        rows = matrix[start : start + _CHUNK]
        # Rounded to half precision first, so that the codes belong to the scale that is stored.
        scale = (np.abs(rows).max(axis=1, keepdims=True) / 127).astype(np.float16)
        scales[start : start + _CHUNK] = scale
        divisor = np.where(scale == 0, np.float16(1), scale).astype(np.float32)
        codes[start : start + _CHUNK] = np.clip(np.rint(rows / divisor), -127, 127)
    return codes, scales
