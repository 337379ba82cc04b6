"""mypy's findings in Pyre's words, and those that stay mypy's."""

from __future__ import annotations

from random import Random

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.synth.pyre import as_pyre
from novaedit.synth.pyre_types import from_typing, pyre_type


def _said(message: str, code: str = "class B(A):\n    x = 1\n", line: int = 2, seed: int = 1) -> str:
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    found = as_pyre(Diagnostic("mypy", "misc", message, "a.py", line), code.split("\n"), rng)
    if found is None:
        return ""
    assert (found.source, found.line) == ("pyre", line + message.startswith("Missing return"))
    return f"{found.code}: {found.message}"


@pytest.mark.parametrize(
    ("message", "code", "expected"),
    [
        pytest.param(
            'Incompatible default for parameter "x" (default has type "None", parameter has type "str")',
            "",
            "Incompatible variable type [9]: x is declared to have type `str` but is used as type `None`.",
            id="implicit Optional",
        ),
        pytest.param(
            'Incompatible types in assignment (expression has type "str", variable has type "int | None")',
            "def f():\n    size = ''\n",
            "Incompatible variable type [9]: size is declared to have type `Optional[int]` "
            "but is used as type `str`.",
            id="variable, named by the code",
        ),
        pytest.param(
            'Incompatible types in assignment (expression has type "None", variable has type "list[int]")',
            "class A:\n    self.x = None\n",
            "Incompatible attribute type [8]: Attribute `x` declared in class `A` has type `List[int]` "
            "but is used as type `None`.",
            id="attribute, with its class",
        ),
        pytest.param(
            'Argument 2 to "go" of "A" has incompatible type "str | None"; expected "str"',
            "",
            "Incompatible parameter type [6]: In call `A.go`, for 2nd positional argument, expected `str` "
            "but got `Optional[str]`.",
            id="argument",
        ),
        pytest.param(
            'Argument "key" to "Store" has incompatible type "int"; expected "str"',
            "x = 1\ny = Store(x, size=2, key=3)\n",
            "Incompatible parameter type [6]: In call `Store.__init__`, for argument `key`, expected `str` "
            "but got `int`.",
            id="argument by name",
        ),
        pytest.param(
            'Incompatible types in assignment (expression has type "int", target has type "str")',
            "\nself.names[key] = 1\n",
            "Incompatible parameter type [6]: Expected `str` for 2nd positional only parameter to call "
            "`dict.__setitem__` but got `int`.",
            id="item",
        ),
        pytest.param(
            'Invalid index type "str" for "list[int]"; expected type "int"',
            "\nx = names[key]\n",
            "Incompatible parameter type [6]: Expected `int` for 1st positional only parameter to call "
            "`list.__getitem__` but got `str`.",
            id="key",
        ),
        pytest.param(
            'Unsupported right operand type for in ("set[str] | None")',
            "",
            "Unsupported operand [58]: `in` is not supported for right operand type `Optional[Set[str]]`.",
            id="right operand",
        ),
        pytest.param(
            'Argument 1 of "f" is incompatible with supertype "A"; '
            'supertype defines the argument type as "int"',
            "class B(A):\n    def f(self, size: str) -> int: ...\n",
            "Inconsistent override [14]: `B.f` overrides method defined in `A` inconsistently. "
            "Parameter of type `str` is not a supertype of the overridden parameter `int`.",
            id="overriding parameter",
        ),
        pytest.param(
            "Undefined name `Store`",
            "\nx = Store()\n",
            "Unbound name [10]: Name `Store` is used but not defined in the current scope.",
            id="a name that ruff misses",
        ),
        pytest.param(
            'Incompatible return value type (got "None", expected "int")',
            "",
            "Incompatible return type [7]: Expected `int` but got `None`.",
            id="result",
        ),
        pytest.param(
            "Missing return statement",
            "x\ndef f() -> dict[str, int]:\n    pass\n",
            "Incompatible return type [7]: Expected `Dict[str, int]` "
            "but got implicit return value of `None`.",
            id="no result",
        ),
        pytest.param(
            'Item "None" of "re.Match[str] | None" has no attribute "group"',
            "",
            "Undefined attribute [16]: `Optional` has no attribute `group`.",
            id="attribute of None",
        ),
        pytest.param(
            '"A" has no attribute "gose"; maybe "goes"?',
            "",
            "Undefined attribute [16]: `A` has no attribute `gose`.",
            id="attribute",
        ),
        pytest.param(
            'Name "Any" is not defined',
            "\ndef f(x: Any) -> int:\n",
            "Undefined or invalid type [11]: Annotation `Any` is not defined as a type.",
            id="name in an annotation",
        ),
        pytest.param(
            'Name "a" is not defined',
            "\nx = a\n",
            "Unbound name [10]: Name `a` is used but not defined in the current scope.",
            id="name",
        ),
        pytest.param(
            'Unsupported operand types for + ("int" and "str")',
            "",
            "Unsupported operand [58]: `+` is not supported for operand types `int` and `str`.",
            id="operand",
        ),
        pytest.param(
            'Unsupported operand types for + ("None" and "int") (Left operand is of type "int | None")',
            "",
            "Unsupported operand [58]: `+` is not supported for operand types `Optional[int]` and `int`.",
            id="left operand in full",
        ),
        pytest.param(
            'Unsupported operand types for * ("str" and "None") (Right operand is of type "int | None")',
            "",
            "Unsupported operand [58]: `*` is not supported for operand types `str` and `Optional[int]`.",
            id="right operand in full",
        ),
        pytest.param(
            'Unsupported operand types for > ("int" and "None") (Left operand is of type "int | None")',
            "",
            "Unsupported operand [58]: `<` is not supported for operand types `Optional[int]` and `int`.",
            id="the other way round",
        ),
        pytest.param(
            'Return type "str" of "f" incompatible with return type "int" in supertype "A"',
            "class B(A):\n    def f(self) -> str: ...\n",
            "Inconsistent override [15]: `B.f` overrides method defined in `A` inconsistently. "
            "Returned type `str` is not a subtype of the overridden return `int`.",
            id="override",
        ),
        pytest.param('Too many arguments for "f"', "", "", id="Pyre would count"),
        pytest.param(
            'Incompatible return value type (got "def (x: int) -> str", expected "int")',
            "",
            "",
            id="a type that is no expression",
        ),
    ],
)
def test_wording(message: str, code: str, expected: str) -> None:
    """Rule name with its number, types in Pyre's notation, names where Pyre has them."""
    assert _said(message, code) == expected


def test_arguments_were_told_otherwise_before() -> None:
    """Both wordings occur; a keyword is counted among the arguments of its call."""
    message = 'Argument "key" to "Store" has incompatible type "int"; expected "str"'
    said = {_said(message, "x = 1\ny = Store(x, size=2, key=3)\n", seed=seed) for seed in range(20)}
    rule = "Incompatible parameter type [6]: "
    assert said == {
        f"{rule}In call `Store.__init__`, for argument `key`, expected `str` but got `int`.",
        f"{rule}Expected `str` for 3rd parameter `key` to call `Store.__init__` but got `int`.",
    }


def test_types_are_named_by_their_module_at_times() -> None:
    """Each type of a message by itself; `Any` and `Callable` always are."""
    finding = Diagnostic("pyre", None, "Expected `List[Any]` but got `Optional[int]`.", "a.py")
    said = {from_typing(finding, Random(seed)).message for seed in range(40)}  # noqa: S311 - repeatable
    assert said == {
        f"Expected `{one}List[typing.Any]` but got `{other}Optional[int]`."
        for one in ("", "typing.")
        for other in ("", "typing.")
    }


@pytest.mark.parametrize(
    ("mypy", "pyre"),
    [
        ("str | None", "Optional[str]"),
        ("int | str", "Union[int, str]"),
        ("int | str | None", "Optional[Union[int, str]]"),
        ("dict[str, list[int] | None]", "Dict[str, Optional[List[int]]]"),
        ("type[A]", "Type[A]"),
        ("None", "None"),
        ("<nothing>", ""),
    ],
)
def test_types(mypy: str, pyre: str) -> None:
    """Optional, Union and capitals instead of bars and built-ins."""
    assert pyre_type(mypy) == pyre
