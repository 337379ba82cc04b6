"""Calls that a reader would try."""

from __future__ import annotations

import ast
from random import Random

import pytest

from novaedit.synth.logic.testing.arguments import calls


def _calls(source: str) -> list[list[str]]:
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    return calls(node, Random(1))  # noqa: S311 - repeatable, not secret


def test_by_annotation_and_name() -> None:
    """Years look like years, and optional arguments are given by name, sometimes."""
    (group,) = _calls("def f(year: int, text: str, strict: bool = False):\n    return year\n")
    parsed = [ast.parse(f"f({text})", mode="eval").body for text in group]
    assert all(isinstance(call, ast.Call) and len(call.args) == 2 for call in parsed)
    assert {text.split(",")[0] for text in group} == {"2023", "2024", "1900", "2000"}
    assert any(text.endswith("strict=True") for text in group)
    assert not all("strict" in text for text in group)


def test_by_what_is_done_with_it() -> None:
    (group,) = _calls("def f(thing):\n    return thing.lower().split('|')\n")
    assert "'foo|bar'" in group
    (group,) = _calls("def f(thing):\n    return thing // 60\n")
    assert all(text.isdigit() for text in group)


@pytest.mark.parametrize(
    "source",
    [
        "def f(thing):\n    return thing\n",
        "def f(node: Node):\n    return node\n",
        "def f(value, callback):\n    return callback(value)\n",
        "def f(*args):\n    return args\n",
        "def f(*, key):\n    return key\n",
        "def f():\n    return 1\n",
    ],
)
def test_what_it_takes_cannot_be_told(source: str) -> None:
    assert _calls(source) == []


def test_of_optional_parameters_only() -> None:
    (group,) = _calls("def f(sep=',', size=None, limit: int = 3):\n    return sep\n")
    assert any(text.startswith("sep='") for text in group)
    assert any("limit=" in text for text in group)
    assert not any("size=" in text or "sep=','" in text or "limit=3" in text.split(", ") for text in group)
