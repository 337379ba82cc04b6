"""Records to look at: those wanted, by chance, the same ones again with the same seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from novaedit.dataset.sample import Wanted, sample
from tests.dataset.records import example

_MANY = [example(repo=f"owner/{number}") for number in range(20)]


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        pytest.param(Wanted(), True, id="any"),
        pytest.param(Wanted(kind="synthetic", injector="missing-colon"), True, id="two conditions"),
        pytest.param(Wanted(kind="real"), False, id="another kind"),
        pytest.param(Wanted(rule="parser"), True, id="by tool"),
        pytest.param(Wanted(rule="invalid-syntax"), True, id="by code"),
        pytest.param(Wanted(rule="F821"), False, id="another rule"),
        pytest.param(Wanted(id=example().id[:6]), True, id="the start of its id"),
    ],
)
def test_wanted(wanted: Wanted, matches: bool) -> None:
    """All conditions must hold."""
    assert wanted.matches(example()) is matches


def test_each_has_the_same_chance() -> None:
    """Also the first and the last."""
    seen = Counter(one.provenance.repo for seed in range(400) for one in sample(_MANY, Wanted(), 5, seed))
    assert len(seen) == 20
    assert all(60 < count < 145 for count in seen.values())


def test_seed_and_count() -> None:
    """Equal seeds, equal records; no more than there are."""
    assert sample(_MANY, Wanted(), 5, 1) == sample(_MANY, Wanted(), 5, 1) != sample(_MANY, Wanted(), 5, 2)
    records = [*_MANY, replace(example(), injector="other")]
    assert sample(records, Wanted(injector="other"), 5, 0) == [records[-1]]
