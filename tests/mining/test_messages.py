"""Which messages ask for a fix, and which commits are no fixes at all."""

from __future__ import annotations

import pytest

from novaedit.mining.messages import instruction_of, is_formatting, is_revert, reverted_by


@pytest.mark.parametrize(
    ("message", "instruction"),
    [
        pytest.param("Fix total of an order", "Fix total of an order", id="as it is"),
        pytest.param("fix: total is wrong (#123)", "Total is wrong", id="prefix and number"),
        pytest.param("Fixes #12: avoid dividing by zero", "Avoid dividing by zero", id="issue first"),
        pytest.param("[core] Handle empty lists\n\nLong story", "Handle empty lists", id="first line only"),
        pytest.param("Fixed a stupid typo", "Fixed a stupid typo", id="a slip is enough"),
        pytest.param("Fix deadbeef default", "Fix deadbeef default", id="a word, no id"),
        pytest.param("Avoid blocking I/O in close", "Avoid blocking I/O in close", id="no feeling"),
        pytest.param("fix bug #77 don't lose the last row.", "Don't lose the last row", id="ticket inside"),
    ],
)
def test_fixes_become_instructions(message: str, instruction: str) -> None:
    """What is left says what was wrong, without numbers of issues."""
    assert instruction_of(message) == instruction


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Add a parameter for the timeout", id="no fix"),
        pytest.param("Fix #123", id="only a number"),
        pytest.param("Fix typo", id="too short"),
        pytest.param("Fix the tests on Windows", id="tests"),
        pytest.param("Fix flake8 complaints in utils", id="linter"),
        pytest.param("Fix a typo in the docs", id="documentation"),
        pytest.param("Fix crash reported by Jane Doe", id="a person's name"),
        pytest.param("Fix bug in my last commit", id="another commit"),
        pytest.param("Fix bug introduced in 909d5ec", id="a commit's id"),
        pytest.param("Minor fix (code improvement)", id="says nothing"),
        pytest.param("Another fix for the script", id="says nothing either"),
        pytest.param("More fixes, I hate crashes", id="a feeling"),
        pytest.param("Fix another small bug in the code", id="says little"),
        pytest.param('Revert "Fix total of an order"', id="revert"),
        pytest.param("Fix mail of someone@example.org not sent", id="address"),
        pytest.param("Fix the total being the price rather", id="cut off"),
        pytest.param("Raise an error as was reported at #12", id="cut off with the link"),
        pytest.param("Fix see https://example.org/bugs for more", id="link"),
        pytest.param("Fix " + "very " * 40 + "long", id="too long"),
        pytest.param("", id="empty"),
    ],
)
def test_other_messages_do_not(message: str) -> None:
    """They would ask the model for something that cannot be seen."""
    assert instruction_of(message) is None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('Revert "Add a cache"\n\nThis reverts commit 0123abc4567.\n', "0123abc4567"),
        ("Back out the cache", None),
    ],
)
def test_reverts(message: str, expected: str | None) -> None:
    """A revert is known as such, and names what it takes back if it can."""
    assert is_revert(message)
    assert reverted_by(message) == expected


def test_a_revert_as_a_topic_is_none() -> None:
    """The word alone does not make a revert."""
    assert not is_revert("Fix reverting of a transaction")


@pytest.mark.parametrize(
    ("message", "formatting"),
    [
        ("Run black", True),
        ("Reformat with yapf\n\nno change", True),
        ("pyupgrade --py36-plus", True),
        ("Fix black hole in the map", False),
        ("Fix total\n\nrun black", False),
    ],
)
def test_formatters(message: str, formatting: bool) -> None:
    """The first line tells."""
    assert is_formatting(message) is formatting
