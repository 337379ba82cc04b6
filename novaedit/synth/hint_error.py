"""One type error that the text of a file proves, and how Pyre and mypy tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from novaedit.diagnostics import Diagnostic
from novaedit.synth.annotation_types import NONE, Type
from novaedit.synth.annotation_words import mypy_words, pyre_words

Kind = Literal[
    "default",
    "variable",
    "attribute",
    "result",
    "no-value",
    "generator",
    "no-return",
    "no-type",
    "override-result",
    "override-parameter",
    "override-lacks",
]


@dataclass(frozen=True, slots=True)
class HintError:
    """`names` and `types` are what the kind's messages speak of; what is declared comes before what is found.

    `header` is the line of the function, where mypy reports some.
    """

    kind: Kind
    line: int
    names: tuple[str, ...] = ()
    types: tuple[Type, ...] = ()
    header: int = 0

    def as_pyre(self, path: str) -> Diagnostic:
        """In Pyre's words."""
        code, template = _PYRE[self.kind]
        names = list(self.names)
        if self.kind.startswith("override"):
            names[0] = f"{_module(path)}.{names[0]}"
        text = template.format(*names, *map(pyre_words, self.types))
        return Diagnostic("pyre", code, text, path, self.line, end_line=self.line)

    def as_mypy(self, path: str) -> Diagnostic | None:
        """In mypy's words, if it says the same."""
        say = _MYPY.get(self.kind)
        if say is None:
            return None
        code, text = say(self)
        line = self.header or self.line
        return Diagnostic("mypy", code, text, path, line, end_line=line)


def _module(path: str) -> str:
    """The dotted name of a file's module."""
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1:] == ("__init__",) and parts[1:] else parts)


_OVERRIDES = "`{0}` overrides method defined in `{1}` inconsistently. "

_PYRE: dict[Kind, tuple[str, str]] = {
    "default": (
        "Incompatible variable type [9]",
        "{0} is declared to have type `{1}` but is used as type `{2}`.",
    ),
    "variable": (
        "Incompatible variable type [9]",
        "{0} is declared to have type `{1}` but is used as type `{2}`.",
    ),
    "attribute": (
        "Incompatible attribute type [8]",
        "Attribute `{0}` declared in class `{1}` has type `{2}` but is used as type `{3}`.",
    ),
    "result": ("Incompatible return type [7]", "Expected `{0}` but got `{1}`."),
    "no-value": ("Incompatible return type [7]", "Expected `{0}` but got `{1}`."),
    "generator": ("Incompatible return type [7]", "Expected `{0}` but got `{1}`."),
    "no-return": ("Incompatible return type [7]", "Expected `{0}` but got implicit return value of `None`."),
    "no-type": ("Invalid type [31]", "Expression `{0}` is not a valid type."),
    "override-result": (
        "Inconsistent override [15]",
        _OVERRIDES + "Returned type `{2}` is not a subtype of the overridden return `{3}`.",
    ),
    "override-parameter": (
        "Inconsistent override [14]",
        _OVERRIDES + "Parameter of type `{2}` is not a supertype of the overridden parameter `{3}`.",
    ),
    "override-lacks": (
        "Inconsistent override [14]",
        _OVERRIDES + "Could not find parameter `{2}` in overriding signature.",
    ),
}


def _default(error: HintError) -> tuple[str, str]:
    declared, actual = map(mypy_words, error.types)
    name = error.names[0]
    text = f'Incompatible default for parameter "{name}" (default has type "{actual}", parameter has type '
    return "assignment", f'{text}"{declared}")'


def _assignment(error: HintError) -> tuple[str, str]:
    declared, actual = map(mypy_words, error.types)
    text = (
        f'Incompatible types in assignment (expression has type "{actual}", variable has type "{declared}")'
    )
    return "assignment", text


def _result(error: HintError) -> tuple[str, str]:
    declared, actual = error.types
    if declared == NONE:
        return "return-value", "No return value expected"
    text = f'Incompatible return value type (got "{mypy_words(actual)}", expected "{mypy_words(declared)}")'
    return "return-value", text


def _generator(error: HintError) -> tuple[str, str]:
    kind = error.types[1].base
    article = "an async" if kind.startswith("Async") else "a"
    text = f'The return type of {article} generator function should be "{kind}" or one of its supertypes'
    return "misc", text


_MYPY: dict[Kind, Callable[[HintError], tuple[str, str]]] = {
    "default": _default,
    "variable": _assignment,
    "attribute": _assignment,
    "result": _result,
    "no-value": lambda _: ("return-value", "Return value expected"),
    "generator": _generator,
    "no-return": lambda _: ("return", "Missing return statement"),
}
