"""A block where there is none."""

from __future__ import annotations

import pytest

from novaedit.languages.python.syntax import parse
from novaedit.patch.apply import apply_edits
from novaedit.synth.repairs.blocks import blocks


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("def f():\n", "def f():\n    pass\n"),
        ("class A:\n    def f(self):\n\nx = 1\n", "class A:\n    def f(self):\n        pass\n\nx = 1\n"),
        ("if x:\n\ty()\nelse:\n", "if x:\n\ty()\nelse:\n\tpass\n"),
        ("for a in b:\nprint(a)\n", "for a in b:\n    pass\nprint(a)\n"),
        ("try:\n    f()\nexcept E:\n    # later\n", "try:\n    f()\nexcept E:\n    pass\n    # later\n"),
    ],
)
def test_a_block_is_made(text: str, mended: str) -> None:
    finding = parse(text)
    assert finding is not None
    ((edit,),) = blocks(text, finding, 1, 9)
    assert apply_edits(text, [edit]) == mended
    assert parse(mended) is None


@pytest.mark.parametrize("text", ["x = (1\n", "if x\n    y()\n", "  x = 1\n"])
def test_other_errors_need_no_block(text: str) -> None:
    finding = parse(text)
    assert finding is not None
    assert blocks(text, finding, 1, 9) == []


def test_a_header_outside_the_window_is_left_alone() -> None:
    finding = parse("x = 1\ndef f():\n")
    assert finding is not None
    assert blocks("x = 1\ndef f():\n", finding, 1, 1) == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("try:\n    f()\n\n    g()\n\nh()\n", "f()\n\ng()\n\nh()\n"),
        (
            "def f():\n    try:\n        if a:\n            b()\n    return c\n",
            "def f():\n    if a:\n        b()\n    return c\n",
        ),
        ("try:\n\tf()\n", "f()\n"),
    ],
)
def test_a_try_that_nothing_follows_goes(text: str, mended: str) -> None:
    finding = parse(text)
    assert finding is not None
    ((edit,),) = blocks(text, finding, 1, 9)
    assert apply_edits(text, [edit]) == mended
    assert blocks(text, finding, 2 + text.index("try"), 9) == []
