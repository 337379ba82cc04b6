"""Methods that differ from those that they override."""

from __future__ import annotations

import pytest

from novaedit.synth.module import Module
from novaedit.synth.overrides import overrides

BASE = "class A:\n    def f(self, size: int, *, key: str = '') -> str: ...\n\n\n"


def _found(method: str, base: str = BASE) -> list[tuple[str, tuple[str, ...]]]:
    text = f"{base}class B(A):\n    {method}\n"
    return [(error.kind, error.names) for error in overrides(Module(text))]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        pytest.param("def f(self, size: int, *, key: str = '') -> str: ...", [], id="the same"),
        pytest.param("def f(self, size, key=None): ...", [], id="without annotations"),
        pytest.param("def f(self, *args, **kwargs): ...", [], id="takes all"),
        pytest.param("def g(self): ...", [], id="another method"),
        pytest.param("@property\n    def f(self) -> int: ...", [], id="decorated"),
        pytest.param(
            "def f(self, size: int, *, key: str = '') -> None: ...",
            [("override-result", ("B.f", "A"))],
            id="result",
        ),
        pytest.param(
            "def f(self, size: str, *, key: str = '') -> str: ...",
            [("override-parameter", ("B.f", "A"))],
            id="parameter",
        ),
        pytest.param(
            "def f(self, size: int) -> str: ...", [("override-lacks", ("B.f", "A", "key"))], id="missing"
        ),
        pytest.param("def __repr__(self) -> None: ...", [("override-result", ("B.__repr__", "object"))]),
        pytest.param(
            "def __eq__(self, other: 'B') -> bool: ...", [("override-parameter", ("B.__eq__", "object"))]
        ),
    ],
)
def test_overrides(method: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """What is told, and of which method and base."""
    assert _found(method) == expected


def test_classes_may_be_subtypes() -> None:
    """Nobody knows how two classes are related."""
    base = "class A:\n    def f(self, x: Shape) -> Shape: ...\n\n\n"
    assert _found("def f(self, x: Circle) -> Circle: ...", base) == []
