"""Copy drafting."""

from __future__ import annotations

import pytest

from novaedit.model.drafting import copy_draft


@pytest.mark.parametrize(
    ("tokens", "limit", "expected"),
    [
        ([], 3, []),
        ([1, 2], 3, []),
        ([1, 2, 3, 4], 3, []),
        ([1, 2, 3, 4, 1, 2], 3, [3, 4, 1]),
        ([1, 2, 3, 4, 1, 2], 1, [3]),
        ([9, 1, 2, 5, 8, 1, 2, 6, 7, 1, 2], 2, [6, 7]),  # the last earlier occurrence
        ([9, 1, 2, 5, 8, 1, 2, 6, 9, 1, 2], 2, [5, 8]),  # the longer one before the later one
        ([7, 7, 7, 7], 3, [7]),
    ],
)
def test_it_goes_on_as_it_did_before(tokens: list[int], limit: int, expected: list[int]) -> None:
    assert copy_draft(tokens, limit) == expected
