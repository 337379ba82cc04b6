"""What a piece of a file parses within."""

from __future__ import annotations

import pytest

from novaedit.eval.solving.frame import frame_of
from novaedit.languages.python.structure import parse_quietly


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("x = 1\n", id="nothing is cut off"),
        pytest.param("    x = 1\n    return x\n", id="statements of a body"),
        pytest.param("    async with a as b:\n        await b\n", id="asynchronous"),
        pytest.param("\n    x = 1\n\n    y = 2\n", id="blank lines"),
        pytest.param("\tx = 1\n", id="tabs"),
        pytest.param("        x = 1\n    y = 2\nz = 3\n", id="back to the margin"),
        pytest.param("except ValueError:\n    pass\n", id="an except without its try"),
        pytest.param("    def f(self):\n", id="a header without its body"),
        pytest.param('    def f(self):\n        """Do\n', id="within a docstring"),
        pytest.param("    x = f(a,\n          [b,\n", id="within brackets"),
        pytest.param("    def f(\n        self,\n        a: int,\n", id="within parameters"),
        pytest.param("    if f(a\n", id="within a condition"),
        pytest.param("    try:\n        x = 1\n", id="a try without its except"),
        pytest.param("try:\n", id="a bare try"),
        pytest.param("    @property\n", id="a decorator"),
        pytest.param("        a: int,\n        *,\n        b: str = None,\n", id="only parameters"),
        pytest.param("    a: int\n) -> int:\n    b = a\n", id="from parameters on"),
        pytest.param('    a: int) -> int:\n    """Do\n', id="from parameters into a docstring"),
        pytest.param("    'a': 1,\n    'b': f(2),\n", id="only items"),
    ],
)
def test_cut_off(code: str) -> None:
    """What was cut off above or below is made up for."""
    frame = frame_of(code)
    assert frame is not None
    assert parse_quietly(frame.around(code)) is not None
    assert frame.completed(code) == frame.around(code)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("    x = = 1\n", id="an operator too many"),
        pytest.param("x = f]\n", id="a bracket too many"),
        pytest.param("    def f(self)\n        return 1\n", id="a colon too few"),
        pytest.param(
            "    def f(self,\n          a: int) -> int:\n          a: int) -> int:\n", id="a line twice"
        ),
    ],
)
def test_broken_inside(code: str) -> None:
    """No frame makes code right that is broken inside."""
    assert frame_of(code) is None


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        pytest.param("    x = f(a,\n", "    x = g(a,\n", True, id="still open"),
        pytest.param("    x = f(a,\n", "    x = f(a)\n", True, id="closed now"),
        pytest.param("    x = f(a)\n", "    x = f(a\n", False, id="opened without need"),
        pytest.param("    x = 1\n", "    x = 1\ny = 2\n", True, id="goes on at the margin"),
        pytest.param("x = 1\n", "    x = 1\n", False, id="indented without need"),
        pytest.param(
            '    def f(self):\n        """A\n',
            "    def f(self, b) -> int:\n        '''A\n",
            True,
            id="quotes",
        ),
    ],
)
def test_changed_since(before: str, after: str, held: bool) -> None:
    """A change may end what was cut off, but cut off no more."""
    frame = frame_of(before)
    assert frame is not None
    whole = frame.completed(after)
    assert (whole is not None and parse_quietly(whole) is not None) is held
