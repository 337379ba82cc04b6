"""Misspellings are near misses, and repeatable."""

from __future__ import annotations

from difflib import SequenceMatcher
from random import Random

import pytest

from novaedit.synth.misspelling import misspell, near_miss


@pytest.mark.parametrize("word", ["value", "get_items", "HTTPServer", "ctx", "_private", "x2"])
def test_near_miss_is_another_identifier(word: str) -> None:
    """Never the word itself, always a name; the same one for the same seed."""
    made = [near_miss(word, Random(seed)) for seed in range(200)]  # noqa: S311 - repeatable, not secret
    assert made == [near_miss(word, Random(seed)) for seed in range(200)]  # noqa: S311
    found = [wrong for wrong in made if wrong is not None]
    assert len(found) > 150
    assert all(wrong != word and wrong.isidentifier() for wrong in found)


def test_case_is_lost_as_people_lose_it() -> None:
    """No name with small letters comes in capitals, no capital inside a word is lost with the first one's."""
    for word in ("handler", "TestResult", "str", "attrs"):
        made = {near_miss(word, Random(seed)) for seed in range(300)}  # noqa: S311
        assert word.upper() not in made
        assert "Testresult" not in made
    assert "testResult" in {near_miss("TestResult", Random(seed)) for seed in range(300)}  # noqa: S311


def test_self_is_mistyped_only() -> None:
    made = {near_miss("self", Random(seed)) for seed in range(300)}  # noqa: S311
    assert "sefl" in made
    assert not made & {"_self", "Self", "SELF", "selfs"}


def test_one_slip_leaves_most_of_the_word() -> None:
    """A reader still knows what was meant."""
    for seed in range(100):
        wrong = misspell("inventory", Random(seed))  # noqa: S311 - repeatable, not secret
        assert SequenceMatcher(None, wrong, "inventory").ratio() > 0.75
