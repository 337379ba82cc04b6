"""Which calls are easy to read."""

from __future__ import annotations

import pytest

from novaedit.synth.logic.testing.cases import case


def test_parts() -> None:
    one = case("'a', [1, 2], sep=','", "('a', None)")
    assert one is not None
    assert (one.positional, one.keywords) == (("'a'", "[1, 2]"), (("sep", "','"),))
    assert one.arguments == "'a', [1, 2], sep=','"
    assert one.shape == (2, ("sep",))


@pytest.mark.parametrize("result", ["1", "'one\\ntwo'", "{'a': [1.5]}", "set()", "None", "-3", "'é'"])
def test_readable(result: str) -> None:
    assert case("1", result) is not None


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ("1", "0.30000000000000004"),
        ("1", "1e-06"),
        ("1", "nan"),
        ("1", "<object object at 0x7f>"),
        ("1", "'\\x00'"),
        ("1", "'a\\'b'"),
        ("1", f"'{'x' * 60}'"),
        ("'" + "x" * 60 + "'", "1"),
        ("'\\t'", "1"),
        ("date(2024, 1, 2)", "1"),
        ("", "1"),
    ],
)
def test_hard_to_read(arguments: str, result: str) -> None:
    assert case(arguments, result) is None
