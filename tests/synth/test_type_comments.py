"""Types in comments."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.module import Module
from novaedit.synth.type_comments import commented


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x = 1  # type: int\n", ["int"], id="a name"),
        pytest.param("x = 1  #type:int  # why\n", ["int"], id="and another comment"),
        pytest.param(
            "class A:\n    def f(self):\n        self.x = g(\n            1\n        )  # type: A\n", ["A"]
        ),
        pytest.param("x = 1  # type: ignore\n", [], id="no type"),
        pytest.param("x = '# type: int'\n", [], id="no comment"),
        pytest.param("x = y = 1  # type: int\n", [], id="two at once"),
        pytest.param("x, y = f()  # type: int, str\n", [], id="unpacked"),
        pytest.param("def f(x):  # type: (int) -> str\n    return ''\n", [], id="of a function"),
    ],
)
def test_commented(text: str, expected: list[str]) -> None:
    """Of assignments to one name or attribute; the place is that of the type."""
    found = list(commented(Module(text)))
    assert [one.text for one in found] == expected
    for one in found:
        assert text[one.start :].startswith(one.text)
        assert one.annotation is not None
        assert ast.unparse(one.annotation) == one.text


def test_what_is_no_expression_is_none() -> None:
    """Words."""
    (one,) = commented(Module("x = 1  # type: some number\n"))
    assert one.annotation is None
