"""Types read from annotations and values, and their words."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.annotation_types import read, type_of
from novaedit.synth.annotation_words import mypy_words, pyre_words


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("annotation", "pyre", "mypy"),
    [
        pytest.param("str", "str", "str", id="a class"),
        pytest.param("datetime.datetime", "datetime.datetime", "datetime", id="dotted"),
        pytest.param("Any", "typing.Any", "Any", id="Any"),
        pytest.param("dict", "typing.Dict[typing.Any, typing.Any]", "dict[Any, Any]", id="bare"),
        pytest.param("List", "List[typing.Any]", "list[Any]", id="bare, of typing"),
        pytest.param("tuple", "typing.Tuple[typing.Any, ...]", "tuple[Any, ...]", id="bare tuple"),
        pytest.param(
            "Callable", "typing.Callable[..., typing.Any]", "Callable[..., Any]", id="bare callable"
        ),
        pytest.param("Dict[str, Any]", "Dict[str, typing.Any]", "dict[str, Any]", id="arguments"),
        pytest.param("list[int]", "List[int]", "list[int]", id="built in"),
        pytest.param("typing.List[int]", "typing.List[int]", "list[int]", id="as it is written"),
        pytest.param("t.Sequence[str]", "t.Sequence[str]", "Sequence[str]", id="by another name"),
        pytest.param("Optional[int]", "Optional[int]", "int | None", id="Optional"),
        pytest.param("int | None", "Optional[int]", "int | None", id="or None"),
        pytest.param("Union[str, List[int], Path]", "Union[List[int], Path, str]", "str | list[int] | Path"),
        pytest.param(
            "Union[str, None, int]", "Union[None, int, str]", "str | int | None", id="None of three"
        ),
        pytest.param("Callable[[int], str]", "typing.Callable[[int], str]", "Callable[[int], str]"),
        pytest.param("Callable[..., int]", "typing.Callable[..., int]", "Callable[..., int]", id="any call"),
        pytest.param("'Optional[Store]'", "Optional[Store]", "Store | None", id="in quotes"),
        pytest.param("Text", "str", "str", id="an old name"),
    ],
)
def test_annotations(annotation: str, pyre: str, mypy: str) -> None:
    """What Pyre and mypy print for them."""
    one = read(_expression(annotation))
    assert one is not None
    assert (pyre_words(one), mypy_words(one)) == (pyre, mypy)


@pytest.mark.parametrize("annotation", ["[str]", "f(x)", "Literal['a']", "'no type'", "Dict[str:int]", "1"])
def test_what_is_no_type_is_none(annotation: str) -> None:
    """Or one whose words would be more than a name."""
    assert read(_expression(annotation)) is None


@pytest.mark.parametrize(
    ("value", "pyre", "mypy"),
    [
        pytest.param("None", "None", "None", id="None"),
        pytest.param("'a'", "str", "str", id="text"),
        pytest.param("f'{a}'", "str", "str", id="f-string"),
        pytest.param("-1.5", "float", "float", id="number"),
        pytest.param("not a", "bool", "bool", id="not"),
        pytest.param("()", "Tuple[]", "tuple[()]", id="empty tuple"),
        pytest.param("(1, 'a')", "Tuple[int, str]", "tuple[int, str]", id="tuple"),
        pytest.param("[]", "List[Variable[_T]]", "list[Never]", id="empty list"),
        pytest.param("{}", "Dict[Variable[_KT], Variable[_VT]]", "dict[Never, Never]", id="empty dict"),
        pytest.param("[1, 2]", "List[int]", "list[int]", id="list"),
        pytest.param("{'a': 1}", "Dict[str, int]", "dict[str, int]", id="dict"),
        pytest.param("str(x)", "str", "str", id="a call that is known"),
        pytest.param("os.getenv('A')", "Optional[str]", "str | None", id="what may be missing"),
        pytest.param("', '.join(x)", "str", "str", id="a method of text"),
    ],
)
def test_values(value: str, pyre: str, mypy: str) -> None:
    """Their types are told from their text."""
    one = type_of(_expression(value))
    assert one is not None
    assert (pyre_words(one), mypy_words(one)) == (pyre, mypy)


@pytest.mark.parametrize("value", ["a", "f(x)", "[a]", "{**a}", "(1, a)", "os.getenv('A', b)", "..."])
def test_other_values_may_be_anything(value: str) -> None:
    """Names, calls of strangers, what holds them."""
    assert type_of(_expression(value)) is None
