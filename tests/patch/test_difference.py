"""Runs of changed lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.patch.difference import Run, changed_runs

LINES = st.lists(st.sampled_from([b"\n", b"a\n", b"b\n", b"c\r\n", b"d\0\n"]), max_size=12)


@given(LINES, LINES)
def test_the_runs_lead_from_old_to_new(old: list[bytes], new: list[bytes]) -> None:
    result = list(old)
    for run in reversed(changed_runs(b"".join(old), b"".join(new))):
        result[run.old_start : run.old_stop] = new[run.new_start : run.new_stop]
    assert result == new


@given(LINES, LINES)
def test_runs_are_ascending_and_never_adjacent(old: list[bytes], new: list[bytes]) -> None:
    runs = changed_runs(b"".join(old), b"".join(new))
    for before, after in pairwise(runs):
        assert before.old_stop < after.old_start
        assert before.new_stop < after.new_start


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        pytest.param(b"", b"", [], id="both empty"),
        pytest.param(b"", b"a\n", [Run(0, 0, 0, 1)], id="from empty"),
        pytest.param(b"a\n", b"", [Run(0, 1, 0, 0)], id="to empty"),
        pytest.param(b"a\nb\n", b"a\nb", [Run(1, 2, 1, 2)], id="the final newline counts"),
        pytest.param(b"b\n", b"a\nb\n", [Run(0, 0, 0, 1)], id="insertion at the top"),
        pytest.param(b"\0\n", b"\1\n", [Run(0, 1, 0, 1)], id="bytes that look binary"),
    ],
)
def test_small_differences(old: bytes, new: bytes, runs: list[Run]) -> None:
    assert changed_runs(old, new) == runs
