"""What a function is tried with."""

from __future__ import annotations

import ast
from random import Random

import pytest

from novaedit.synth.logic.inputs import groups, perturbed
from novaedit.synth.logic.values import VALUES


def _groups(header: str) -> list[list[str]]:
    node = ast.parse(f"def f({header}): pass").body[0]
    assert isinstance(node, ast.FunctionDef)
    return groups(node, Random(1))  # noqa: S311 - repeatable, not secret


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("a: int", "int"),
        ("a: 'list[str]'", "strs"),
        ("a: Optional[Dict[str, int]]", "dict"),
        ("a: tuple[int, int, int]", "triple"),
        ("path", "path"),
        ("user_name", "str"),
        ("nums", "ints"),
        ("n", "int"),
    ],
)
def test_first_group_is_of_the_likeliest_kind(header: str, kind: str) -> None:
    assert set(_groups(header)[0]) <= set(VALUES[kind])


@pytest.mark.parametrize("header", ["", "*a", "*, key", "f: Callable[[int], int]"])
def test_functions_that_are_not_tried(header: str) -> None:
    assert _groups(header) == []


def test_unknown_parameters_are_tried_with_several_kinds() -> None:
    found = _groups("blah")
    assert len(found) > 5
    assert len({ast.literal_eval(group[0]).__class__ for group in found}) > 3


def test_defaults_are_sometimes_given() -> None:
    calls = _groups("n: int, sep=','")
    assert {call.count(",") for call in calls[0]} > {0}


@pytest.mark.parametrize("kind", VALUES)
def test_every_value_is_python(kind: str) -> None:
    for text in VALUES[kind]:
        ast.parse(text, mode="eval")


def test_perturbed_calls_are_like_the_given_ones() -> None:
    """The same number of arguments of the same kinds, and the given calls first."""
    given = ["[1, 2, 3], 'ab'", "[], 'x'"]
    found = perturbed(given, Random(1))  # noqa: S311
    assert found[:2] == given
    assert len(found) > 10
    for text in found:
        numbers, word = ast.literal_eval(f"({text})")
        assert isinstance(numbers, list)
        assert isinstance(word, str)
