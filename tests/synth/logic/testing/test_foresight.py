"""Whether a reader can say what comes out."""

from __future__ import annotations

import pytest

from novaedit.synth.logic.testing.cases import case
from novaedit.synth.logic.testing.foresight import unforeseeable


@pytest.mark.parametrize(
    ("arguments", "result", "shown", "expected"),
    [
        ("'hello'", "'HELLO'", "", False),
        ("'hello'", "'olleh'", "", False),
        ("'hello', 'world'", "'helloworld'", "", False),
        ("3", "'three'", "names = ['three']", False),
        ("3", "True", "", False),
        ("3", "12345", "", False),
        ("3", "1234567", "", True),
        ("3", "'three'", "", True),
        ("'hello'", "'5d41402abc4b2a76b971'", "", True),
    ],
)
def test_unforeseeable(arguments: str, result: str, shown: str, *, expected: bool) -> None:
    one = case(arguments, result)
    assert one is not None
    assert unforeseeable(one, shown) is expected
