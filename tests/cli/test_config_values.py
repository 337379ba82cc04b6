"""Single configuration values."""

from __future__ import annotations

import pytest

from novaedit.cli import config_values as read


def test_words_from_the_environment_or_a_list() -> None:
    assert read.words("F, E1,,") == ("F", "E1") == read.words(["F", "E1"])


def test_a_command_is_split_as_a_shell_would() -> None:
    assert read.command("pytest -k 'a b'") == ("pytest", "-k", "a b") == read.command(["pytest", "-k", "a b"])


@pytest.mark.parametrize("value", ["", [], 3, [1], "  "])
def test_no_command(value: object) -> None:
    with pytest.raises(ValueError, match="a command"):
        read.command(value)


@pytest.mark.parametrize(("value", "expected"), [(0, 0.0), ("0.25", 0.25), (1, 1.0)])
def test_fraction(value: object, expected: float) -> None:
    assert read.fraction(value) == expected


@pytest.mark.parametrize("value", [-0.1, 1.1, "x", True, None, "nan"])
def test_no_fraction(value: object) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        read.fraction(value)
