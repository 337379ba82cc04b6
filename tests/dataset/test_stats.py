"""Counts and quantiles are those of the records."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.dataset.plot import plot
from novaedit.dataset.stats import collect, quantiles, top
from novaedit.errors import UsageError
from tests.dataset.records import example


def test_counts() -> None:
    """By each group, and the sizes of what the model reads and writes."""
    found = collect([example(), example(repo="a/b", patch="<NO_EDIT>")]).as_json()
    assert found["records"] == 2
    assert found["by kind"] == {"synthetic": 2}
    assert found["by rule"] == {"invalid-syntax": 2}
    assert found["by repository"] == {"a/b": 1, "someone/something": 1}
    assert found["sizes"]["changed lines"] == {"p10": 0, "p50": 0, "p90": 1, "p99": 1, "max": 1}
    assert found["sizes"]["window lines"]["max"] == 2


@given(st.lists(st.integers(0, 50), min_size=1))
def test_quantiles(sizes: list[int]) -> None:
    """At least so many are not larger, and fewer are not larger than anything less."""
    found = quantiles(Counter(sizes), (0.5, 0.9, 1.0))
    for mark, share in (("p50", 0.5), ("p90", 0.9), ("max", 1.0)):
        assert sum(size <= found[mark] for size in sizes) >= share * len(sizes)
        assert sum(size < found[mark] for size in sizes) < share * len(sizes)


def test_top() -> None:
    """The rest is one row, so that the rows add up."""
    assert top(Counter(a=5, b=3, c=1, d=1), 2) == [("a", 5), ("b", 3), ("2 others", 2)]
    assert top(Counter(a=5), 2) == [("a", 5)]


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml")])
def test_plot(tmp_path: Path, name: str, start: bytes) -> None:
    """A picture of the kind that the name says."""
    plot(collect([example(), example(patch="<NO_EDIT>")]), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_no_picture(tmp_path: Path) -> None:
    """Said before anything is drawn."""
    with pytest.raises(UsageError, match=r"ends in \.png"):
        plot(collect([example()]), tmp_path / "a.txt")
