"""Values of the types that an annotation allows."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.logic.testing.typed import typed

_LEAVES = {
    "str": ["''", "'a'", "'b'"],
    "int": ["1", "2"],
    "bytes": ["b'x'"],
    "float": ["0.5"],
    "bool": ["True"],
}


def _typed(annotation: str) -> list[list[object]]:
    groups = typed(ast.parse(annotation, mode="eval").body, _LEAVES.__getitem__)
    return [[eval(text, {}) for text in group] for group in groups]  # noqa: S307 - our own text


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        ("str", str),
        ("'int'", int),
        ("list[bytes]", list),
        ("t.Sequence[str]", list),
        ("Dict[str, int]", dict),
        ("dict[str, list[int]]", dict),
        ("set[str]", set),
        ("tuple[int, str]", tuple),
        ("tuple[int, ...]", tuple),
        ("collections.abc.Iterable[tuple[str, int]]", list),
    ],
)
def test_one_type(annotation: str, kind: type) -> None:
    """One group, or one for each type of the elements; all of the type."""
    groups = _typed(annotation)
    assert groups
    assert {type(value) for group in groups for value in group} == {kind}


def test_elements_are_of_their_types() -> None:
    for value in _typed("list[tuple[str, bytes]]")[0]:
        assert isinstance(value, list)
        assert all((type(a), type(b)) == (str, bytes) for a, b in value)
    for value in _typed("Mapping[int, str]")[0]:
        assert isinstance(value, dict)
        assert all((type(k), type(v)) == (int, str) for k, v in value.items())


def test_unions_give_a_group_each_and_none_goes_into_all() -> None:
    assert [{type(value).__name__ for value in group} for group in _typed("int | str | None")] == [
        {"int", "NoneType"},
        {"str", "NoneType"},
    ]
    assert _typed("Optional[int]") == [[1, 2, None]]
    assert _typed("Union[int, Node]") == [[1, 2]]
    assert _typed("Literal['r', 'w']") == [["r", "w"]]


@pytest.mark.parametrize(
    "annotation", ["Node", "Callable[[int], int]", "list[Node]", "dict[Node, int]", "T", "'a b'"]
)
def test_what_has_no_literal(annotation: str) -> None:
    assert _typed(annotation) == []
