"""What a module offers once it has run."""

from __future__ import annotations

import ast

import pytest

from novaedit.languages.python.offered import listed_names, offered_names, read_names

MODULE = """\
import os, a.b
import c as d
from e import f, g as h
from i import *
try:
    from j import k
except ImportError:
    k = None
else:
    l: int = 1
m, (n, *o) = p.q = r[0] = f()
s: int
with open(h) as t:
    class U:
        v = 1
for w in []:
    pass
def x():
    y = 2
if d:
    z = aa = 1
del n, aa
"""


def test_names_of_the_top_level_with_their_origin() -> None:
    assert offered_names(ast.parse(MODULE)) == {
        **dict.fromkeys(("os", "a", "d"), "import"),
        **dict.fromkeys(("f", "h"), "from"),
        **dict.fromkeys(("k", "l", "m", "o", "t", "U", "w", "x", "z"), "own"),
    }


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x = 1\n", None),
        ('__all__ = ["a", "b"]\n', {"a", "b"}),
        ('__all__: list[str] = []\n__all__ += ["a"]\n', {"a"}),
        ('__all__ = ("a",) + other.__all__\n__all__.append("b")\n', {"a", "b"}),
        ('if x:\n    __all__ = ["a"]\n', {"a"}),
    ],
)
def test_listed_names(code: str, names: set[str] | None) -> None:
    assert listed_names(ast.parse(code)) == names


def test_read_names() -> None:
    assert read_names(ast.parse("a = b.c\ndef f(d: e = g): return h\n")) == {"b", "e", "g", "h"}
