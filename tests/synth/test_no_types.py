"""Annotations that are no types, as Pyre shows them."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.no_types import shown_as


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("[str]", "[str]"),
        ("(int, Any)", "(int, typing.Any)"),
        ("[float, List]", "[float, typing.List]"),
        ("Dict[str:str]", "typing.Dict[slice(str, str, None)]"),
        ("Optional(dict)", "typing.Optional(dict)"),
        ("Optional[Tuple(int, float)]", "typing.Optional[typing.Tuple(int, float)]"),
        ("Callable[int, str]", "typing.Callable[(int, str)]"),
        ("Callable[None]", "typing.Callable[None]"),
        ("Dict[str, List[Tuple(int, str)]]", "typing.Dict[(str, typing.List[typing.Tuple(int, str)])]"),
        ("Word(domain='general')", "Word($parameter$domain = general)"),
        ("['Table']", "[Table]"),
        ("True", "True"),
        ("str", ""),
        ("'Store'", ""),
        ("None", ""),
        ("Callable[[int], str]", ""),
        ("Callable[..., int]", ""),
        ("Dict[str, int]", ""),
        ("Literal[1, 'a']", ""),
    ],
)
def test_shown_as(annotation: str, expected: str) -> None:
    """Types have nothing to show."""
    assert shown_as(ast.parse(annotation, mode="eval").body) == expected
