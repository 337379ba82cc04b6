"""What the text proves, in the words of the tools: mypy's are compared with those of the real mypy."""

from __future__ import annotations

import pytest

from novaedit.languages.python.bulk_mypy import mypy_on
from novaedit.synth.annotation_types import NONE, Type
from novaedit.synth.hint_checks import hint_errors
from novaedit.synth.hint_error import HintError
from novaedit.synth.module import Module

WRONG = """import configparser
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple, Type, Union


class Store:
    name: str = None
    sizes: Tuple[int] = (1, 2)

    def __init__(self, size: int = None) -> None:
        self.settings: configparser.ConfigParser = None
        self.key: Callable[[int], str] = None

    def find(
        self,
        *,
        options: Dict[str, Any] = None,
        other: "Store" = None,
        limit: Optional[int] = "10",
        exact: bool = 1.0,
        names: List = None,
        table: dict = None,
        either: Union[int, str] = None,
        numbers: List[int] = {},
        kind: Type[int] = None,
        texts: Sequence[str] = None,
    ) -> bool:
        if limit:
            return
        return None

    def all(self) -> List[str]:
        if self.name:
            return []

    def clear(self) -> None:
        return f"{self.name}"

    def count(self) -> str:
        return 3

    def pair(self) -> str:
        return (1, "a")

    def each(self) -> int:
        yield 1

    async def later(self) -> List[int]:
        yield 1

    def rename(self) -> str:
        self.size = 1


total: int = "1"
rest = None  # type: str
"""


def test_mypy_says_the_same() -> None:
    """Every finding that is told in mypy's words is the real mypy's, and none of its findings is missing."""
    (found,) = mypy_on([("store.py", WRONG)])
    ours = [error.as_mypy("store.py") for error in hint_errors(Module(WRONG))]
    assert {(d.code, d.message, d.line) for d in found or ()} == {
        (d.code, d.message, d.line) for d in ours if d is not None
    }


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        pytest.param(
            HintError("default", 3, ("size",), (Type("int"), NONE)),
            "Incompatible variable type [9]",
            "size is declared to have type `int` but is used as type `None`.",
            id="default",
        ),
        pytest.param(
            HintError("attribute", 3, ("size", "Store"), (Type("int"), Type("str"))),
            "Incompatible attribute type [8]",
            "Attribute `size` declared in class `Store` has type `int` but is used as type `str`.",
            id="attribute",
        ),
        pytest.param(
            HintError("no-value", 3, (), (Type("bool"), NONE)),
            "Incompatible return type [7]",
            "Expected `bool` but got `None`.",
            id="result",
        ),
        pytest.param(
            HintError("no-return", 3, (), (Type("bool"),)),
            "Incompatible return type [7]",
            "Expected `bool` but got implicit return value of `None`.",
            id="no return",
        ),
        pytest.param(
            HintError("no-type", 3, ("[str]",)),
            "Invalid type [31]",
            "Expression `[str]` is not a valid type.",
            id="no type",
        ),
        pytest.param(
            HintError("override-result", 3, ("Store.find", "Base"), (NONE, Type("str"))),
            "Inconsistent override [15]",
            "`shop.store.Store.find` overrides method defined in `Base` inconsistently. "
            "Returned type `None` is not a subtype of the overridden return `str`.",
            id="overriding result",
        ),
        pytest.param(
            HintError("override-lacks", 3, ("Store.find", "Base", "key")),
            "Inconsistent override [14]",
            "`shop.store.Store.find` overrides method defined in `Base` inconsistently. "
            "Could not find parameter `key` in overriding signature.",
            id="missing parameter",
        ),
    ],
)
def test_in_the_words_of_pyre(error: HintError, code: str, message: str) -> None:
    """As the published fixes of type errors have them."""
    said = error.as_pyre("shop/store.py")
    assert (said.source, said.code, said.message, said.line) == ("pyre", code, message, 3)


def test_a_package_is_named_by_its_folder() -> None:
    """Not by its `__init__`."""
    said = HintError("override-lacks", 3, ("A.f", "B", "x")).as_pyre("shop/__init__.py")
    assert said.message.startswith("`shop.A.f`")
