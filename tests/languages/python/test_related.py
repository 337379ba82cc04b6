"""Names near the wrong one, signatures of what is called."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.related import related
from novaedit.lines import line_texts

ADD_ITEM = ("def add_item(self, name, price, amount=1):",)
CODE = '''\
"""A counter of countess. countr"""
from collections import Counter

class Shop:
    def __init__(self, count):
        self.count = count  # contu
        self.customers = []

    def add_item(self, name, price,
                 amount=1):
        return cout + lenght(name)

def other():
    counts = 1
'''


def _related(message: str, line: int = 11) -> tuple[str, ...]:
    return related(CODE, line_texts(CODE), Diagnostic("x", None, message, "a.py", line))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Undefined name `cout`", ("count", "Counter")),
        ('Name "cuont" is not defined', ("count", "Counter")),
        ('"lenght" is not defined', ("len",)),
        ('"Shop" has no attribute "custmers"; maybe "customers"?', ("customers",)),
        ("Cannot access attribute `aditem` for class `Shop`", ("add_item",)),
        ('Too many arguments for "add_item" of "Shop"', ADD_ITEM),
        ('Missing positional argument "count" in call to "Shop"', ("def __init__(self, count):",)),
        ('Argument 1 to "add_item" of "Shop" has incompatible type', ADD_ITEM),
        ("add_item() missing 1 required positional argument: 'price'", ADD_ITEM),
        ("Undefined name `zzzzqqq`", ()),
        ("`os` imported but unused", ()),
    ],
)
def test_related(message: str, expected: tuple[str, ...]) -> None:
    """The right hint comes first, for the messages of several tools."""
    assert _related(message)[:2] == expected[:2]


def test_attribute_of_self_goes_first() -> None:
    """In a method, a name that exists as an attribute most likely lacks its `self.`."""
    assert _related("Undefined name `customers`")[0] == "self.customers"


def test_words_of_comments_and_docstrings_are_no_names() -> None:
    """`countr` and `contu` stand in prose only."""
    assert not {"countr", "contu", "countess"} & set(_related("Undefined name `contr`"))


def test_broken_and_odd_code_gives_an_answer() -> None:
    """An open docstring, other alphabets and null bytes do no harm."""
    code = 'größe = 1\n"""open\nx = grösse\0\n'
    found = related(code, line_texts(code), Diagnostic("x", None, "Undefined name `grösse`", "a.py", 3))
    assert found[0] == "größe"
