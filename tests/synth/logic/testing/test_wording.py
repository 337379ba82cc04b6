"""Every wording can be filled in, and says what it is about."""

from __future__ import annotations

from random import Random

from novaedit.synth.logic.testing.draft import WAYS
from novaedit.synth.logic.testing.wording import WORDINGS, instruction

_WORDS = {
    "name": "clip",
    "call": "clip(5, 3)",
    "result": "3",
    "arguments": "5, 3",
    "error": "ValueError",
    "test": "test_clip",
}


def test_all_ways_and_wordings() -> None:
    assert set(WORDINGS) == set(WAYS)
    for way, wordings in WORDINGS.items():
        said = {instruction(way, Random(seed), **_WORDS) for seed in range(600)}  # noqa: S311
        assert len(said) >= len(wordings)
        assert all("clip" in text and "{" not in text for text in said)


def test_a_small_letter_does_not_rename_the_function() -> None:
    words = {**_WORDS, "name": "Clip"}
    said = {instruction("asserts", Random(seed), **words) for seed in range(600)}  # noqa: S311
    assert "Clip has no test. Add one" in said
    assert not any("clip has" in text for text in said)
