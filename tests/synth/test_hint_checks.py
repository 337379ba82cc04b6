"""What the text of a file proves to be wrong, and what it does not prove."""

from __future__ import annotations

import pytest

from novaedit.synth.hint_checks import hint_errors
from novaedit.synth.module import Module


def _found(text: str) -> list[tuple[str, int]]:
    return [(error.kind, error.line) for error in hint_errors(Module(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def f(a: int = None): ...\n", [("default", 1)], id="a default of None"),
        pytest.param("def f(*, a: int = 'x'): ...\n", [("default", 1)], id="of a keyword"),
        pytest.param("def f(a, /, b: int = ''): ...\n", [("default", 1)], id="behind positional ones"),
        pytest.param("x: int = 'a'\n", [("variable", 1)], id="a variable"),
        pytest.param("class A:\n    x: int = None\n", [("attribute", 2)], id="an attribute of a class"),
        pytest.param(
            "class A:\n    def f(self):\n        self.x: int = None\n",
            [("attribute", 3)],
            id="of an instance",
        ),
        pytest.param("def f():\n    other.x: int = None\n", [], id="of something else"),
        pytest.param("def f() -> int:\n    return\n", [("no-value", 2)], id="nothing returned"),
        pytest.param("def f() -> int:\n    return ''\n", [("result", 2)], id="text returned"),
        pytest.param(
            "def f(a) -> int:\n    if a:\n        return 1\n", [("no-return", 3)], id="the end is reached"
        ),
        pytest.param("def f() -> [int]:\n    return 1\n", [("no-type", 1)], id="no type"),
        pytest.param("def f(a: Any = None, b: object = None): ...\n", [], id="what takes all"),
        pytest.param("def f(a: Optional[int] = None, b: 'int | None' = None): ...\n", [], id="Optional"),
        pytest.param("def f(a: T = None, b: PathLike = None): ...\n", [], id="what may be an alias"),
        pytest.param("def f(a: float = 1, b: Sequence[str] = ()): ...\n", [], id="what fits"),
        pytest.param("def f(a: Color = 'red'): ...\n", [], id="a class that nobody knows"),
        pytest.param("def f() -> int:\n    yield 1\n", [("generator", 2)], id="a generator"),
        pytest.param("def f() -> Iterator[int]:\n    yield 1\n", [], id="told to be one"),
        pytest.param("x = None  # type: str\n", [("variable", 1)], id="a type in a comment"),
        pytest.param("x = None  # type: ignore[x]\n", [], id="a comment that is no type"),
        pytest.param("def f() -> int: ...\n", [], id="a stub"),
        pytest.param(
            "def f() -> int:\n    def g():\n        return ''\n    return 1\n", [], id="an inner one"
        ),
    ],
)
def test_found(text: str, expected: list[tuple[str, int]]) -> None:
    """Kind and line of each."""
    assert _found(text) == expected


def test_what_is_wrong_is_in_order() -> None:
    """Whatever kind it is of."""
    text = "def f(a: [str]) -> int:\n    return ''\n\n\ndef g(b: int = None): ...\n"
    assert [line for _, line in _found(text)] == [1, 2, 5]
