"""Copies of benchmark code are refused, whole or one function of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.dataset.contents import never_with, refuses
from novaedit.dataset.never import NEVER
from novaedit.errors import DataError
from tests.dataset.records import example

_PROGRAM = '''def gcd_of_two_numbers(first, second):
    """The greatest number that divides both."""
    if second == 0:
        return first
    return gcd_of_two_numbers(first % second, second)
'''
_OTHER = """def another(value):
    total = 0
    for item in value:
        total += item * item
    return total"""


@pytest.mark.parametrize("name", ["cases.jsonl", "program.py"])
def test_a_copied_function_is_refused(tmp_path: Path, name: str) -> None:
    """Inside a class, with other code around it, reformatted, commented."""
    path = tmp_path / name
    text = (
        json.dumps({"id": "x", "code": _PROGRAM, "fixed": None}) + "\n" if name != "program.py" else _PROGRAM
    )
    path.write_text(text, encoding="utf-8")
    never = never_with([path], NEVER)
    copied = ["class A:", *("  " + line for line in _PROGRAM.split("\n")), "  x = 1  # more"]
    copied[2:2] = ["    # a remark"]
    assert refuses(never, example(), [copied])
    assert not refuses(never, example(), [_OTHER.split("\n")])


def test_short_functions_are_anybodys(tmp_path: Path) -> None:
    """Four lines that say nothing in particular may be met by chance."""
    path = tmp_path / "a.py"
    short = "def __init__(self):\n    self.a = 1\n    self.b = 2\n    self.c = 3\n"
    path.write_text(short, encoding="utf-8")
    assert not refuses(never_with([path], NEVER), example(), [short.split("\n")])


def test_a_file_that_is_neither(tmp_path: Path) -> None:
    """One sentence that names it."""
    path = tmp_path / "a.jsonl"
    path.write_text("[]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.jsonl"):
        never_with([path], NEVER)
