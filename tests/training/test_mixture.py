"""Ratios and stages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from novaedit.errors import ConfigError
from novaedit.training.mixture import Item, Stage, describe, draw, item_of
from tests.dataset.records import example

_ITEMS = [
    *(Item("a", ("missing-colon", "syntax", "synthetic")) for _ in range(60)),
    *(Item("a", ("dropped-import", "names", "synthetic")) for _ in range(40)),
    *(Item("b", ("real",)) for _ in range(10)),
]


def names(numbers: list[int], place: int = -1) -> Counter[str]:
    return Counter(_ITEMS[number].names[place] for number in numbers)


def test_weights_are_ratios() -> None:
    (drawn,) = draw(_ITEMS, [Stage(1.0, weights={"synthetic": 7, "real": 3})], 100, seed=0)
    assert names(drawn) == {"synthetic": 70, "real": 30}


def test_a_small_group_is_repeated_as_a_whole() -> None:
    (drawn,) = draw(_ITEMS, [Stage(1.0, weights={"synthetic": 7, "real": 3})], 100, seed=0)
    times = Counter(drawn)
    assert [times[number] for number in range(100, 110)] == [3] * 10
    assert max(times[number] for number in range(100)) == 1


def test_the_narrowest_name_counts() -> None:
    weights = {"synthetic": 1.0, "names": 1.0, "missing-colon": 2.0}
    with pytest.raises(ConfigError, match="stage 1: there is no example of synthetic"):
        draw(_ITEMS, [Stage(1.0, weights=weights)], 40, seed=0)  # each has a narrower name
    del weights["synthetic"]
    (drawn,) = draw(_ITEMS, [Stage(1.0, weights=weights)], 30, seed=0)
    assert names(drawn, 0) == {"dropped-import": 10, "missing-colon": 20}


def test_a_stage_has_its_files_and_its_share() -> None:
    stages = [Stage(3.0, files=["a"]), Stage(1.0, files=["b"])]
    first, second = draw(_ITEMS, stages, 80, seed=0)
    assert (len(first), len(second)) == (60, 20)
    assert (set(names(first)), set(names(second))) == ({"synthetic"}, {"real"})


def test_what_an_earlier_stage_left_is_read_first() -> None:
    stages = [Stage(1.0, files=["a"]), Stage(1.0, files=["a"])]
    first, second = draw(_ITEMS, stages, 100, seed=0)
    assert set(first).isdisjoint(second)


def test_nothing_named_is_as_it_comes() -> None:
    (drawn,) = draw(_ITEMS, [Stage(1.0)], len(_ITEMS), seed=0)
    assert sorted(drawn) == list(range(len(_ITEMS)))
    assert describe(_ITEMS, [drawn]) == {"real": 10, "synthetic": 100}


def test_the_seed_alone_decides() -> None:
    def numbers(seed: int) -> list[list[int]]:
        return draw(_ITEMS, [Stage(1.0, weights={"syntax": 1, "real": 1})], 30, seed)

    assert numbers(1) == numbers(1)
    assert numbers(1) != numbers(2)


@pytest.mark.parametrize("count", [0, 1, 7, 101])
def test_the_number_is_kept_whatever_the_ratios(count: int) -> None:
    weights = {"syntax": 1.0, "names": 1.0, "real": 1.0}
    (drawn,) = draw(_ITEMS, [Stage(1.0, weights=weights)], count, seed=0)
    assert len(drawn) == count


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (Stage(1.0, files=["c"]), "stage 1: there is no example of its files"),
        (Stage(1.0, weights={"docstring": 1}), "stage 1: there is no example of docstring"),
        (Stage(0.0), "stage 1: a share is more than 0"),
        (Stage(1.0, weights={"real": -1}), "a weight not less"),
    ],
)
def test_a_stage_that_cannot_be_is_named(stage: Stage, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        draw(_ITEMS, [stage], 10, seed=0)


def test_an_example_is_known_by_injector_family_and_kind() -> None:
    assert item_of(replace(example(), injector="missing-colon"), "f").names == (
        "missing-colon",
        "headers",
        "syntax",
        "synthetic",
    )
    assert item_of(replace(example(), injector="no-edit"), "f").names == ("no-edit", "synthetic")
    assert item_of(replace(example(), injector=None, kind="real"), "f").names == ("real",)
