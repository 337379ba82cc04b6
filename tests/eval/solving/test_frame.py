"""What a piece of a body parses behind."""

from __future__ import annotations

import pytest

from novaedit.eval.solving.frame import header_for
from novaedit.languages.python.structure import parse_quietly


@pytest.mark.parametrize(
    ("code", "header"),
    [
        pytest.param("    x = 1\n    return x\n", "async def _(self):\n", id="statements"),
        pytest.param("    async with a as b:\n        await b\n", "async def _(self):\n", id="asynchronous"),
        pytest.param("\n    x = 1\n\n    y = 2\n", "async def _(self):\n", id="blank lines"),
        pytest.param("    def f(self):\n        return 1\n", "async def _(self):\n", id="a method"),
        pytest.param("\tx = 1\n", "async def _(self):\n", id="tabs"),
        pytest.param("x = 1\n", None, id="not indented"),
        pytest.param("    x = 1\ny = 2\n", None, id="one line at the margin"),
        pytest.param("    x = (\n", None, id="broken inside"),
        pytest.param("        x = 1\n    y = 2\n", None, id="dedented"),
        pytest.param("", None, id="nothing"),
        pytest.param("\n \n", None, id="blank"),
    ],
)
def test_header(code: str, header: str | None) -> None:
    """Only what is wholly a piece of a body has one, and parses behind it."""
    assert header_for(code) == header
    if header is not None:
        assert parse_quietly(header + code) is not None
