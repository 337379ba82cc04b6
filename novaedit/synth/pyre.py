"""What mypy found, said as Pyre says it: models meet the findings of both."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from novaedit.diagnostics import Diagnostic
from novaedit.synth.flow import last_line
from novaedit.synth.pyre_types import pyre_type

_CLASS = re.compile(r"(\s*)class\s+(\w+)")
_TARGET = re.compile(r"\s*(self\.)?(\w+)\s*(?::[^=]+)?=[^=]")
_RESULT = re.compile(r"->\s*(.+?)\s*:\s*(?:#.*)?$")


_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ARGUMENT = "Expected `{}` for {} to call `{}` but got `{}`."
#: Of the findings about arguments so many are told as Pyre tells them since 2022.
_RECENT = 0.2
#: Built-in classes whose values are made by `__new__`.
_MADE_BY_NEW = frozenset(
    {"int", "str", "float", "bytes", "tuple", "zip", "map", "filter", "frozenset", "bool"}
)


@dataclass(frozen=True)
class _Place:
    """Where the finding is: what Pyre names and mypy leaves out is read off the code."""

    lines: Sequence[str]
    index: int
    recent: bool = False

    @cached_property
    def tree(self) -> ast.Module | None:
        """The whole text, if it parses."""
        try:
            return ast.parse("\n".join(self.lines))
        except SyntaxError:
            return None

    def position(self, name: str) -> int:
        """Which argument of its call the one of that name is, from 1; 0 if none is on the line."""
        for node in ast.walk(self.tree) if self.tree else ():
            if isinstance(node, ast.Call):
                for number, word in enumerate(node.keywords, len(node.args) + 1):
                    if word.arg == name and word.value.lineno <= self.index + 1 <= (
                        word.value.end_lineno or 0
                    ):
                        return number
        return 0

    def last_line(self) -> int | None:
        """Where the last statement is of the function whose header is here."""
        for node in ast.walk(self.tree) if self.tree else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno == self.index + 1:
                return last_line(node)
        return None

    @property
    def line(self) -> str:
        return self.lines[self.index] if 0 <= self.index < len(self.lines) else ""

    def class_name(self) -> str:
        """The class around the line, or ""."""
        indent = len(self.line) - len(self.line.lstrip())
        for line in reversed(self.lines[: self.index]):
            match = _CLASS.match(line)
            if match and len(match[1]) < indent:
                return match[2]
        return ""

    def result(self) -> str:
        """The annotated result of the function whose header begins here, or ""."""
        for line in self.lines[self.index : self.index + 12]:
            match = _RESULT.search(line)
            if match:
                return match[1]
        return ""


#: Code and message; None when Pyre would say what cannot be known here.
_Said = tuple[str, str] | None
_Rule = tuple[str, Callable[["re.Match[str]", _Place], _Said]]


def as_pyre(diagnostic: Diagnostic, lines: Sequence[str], rng: Random) -> Diagnostic | None:
    """The finding in Pyre's words, or None where mypy's message lacks what Pyre would name."""
    place = _Place(lines, (diagnostic.line or 1) - 1, rng.random() < _RECENT)
    for pattern, say in _RULES:
        match = re.fullmatch(pattern, diagnostic.message)
        said = say(match, place) if match else None
        if said and "``" not in said[1]:
            found = replace(diagnostic, source="pyre", code=said[0], message=said[1])
            end = place.last_line() if say is _not_returned else None
            return (
                found if end is None else replace(found, line=end, column=None, end_line=end, end_column=None)
            )
    return None


def _typed(code: str, template: str, *types: str) -> _Said:
    """The template filled with types in Pyre's notation, if all of them have one."""
    shown = [pyre_type(text) for text in types]
    return (code, template.format(*shown)) if all(shown) else None


def _default(match: re.Match[str], _: _Place) -> _Said:
    name, actual, expected = match.groups()
    return _variable(name, actual, expected)


def _variable(name: str, actual: str, expected: str) -> _Said:
    message = f"{name} is declared to have type `{{1}}` but is used as type `{{0}}`."
    return _typed("Incompatible variable type [9]", message, actual, expected)


def _assignment(match: re.Match[str], place: _Place) -> _Said:
    target = _TARGET.match(place.line)
    if target is None:
        return None
    if not target[1]:
        return _variable(target[2], match[1], match[2])
    name = place.class_name()
    message = (
        f"Attribute `{target[2]}` declared in class `{name}` has type `{{1}}` but is used as type `{{0}}`."
    )
    return _typed("Incompatible attribute type [8]", message, match[1], match[2])


def _argument(match: re.Match[str], place: _Place) -> _Said:
    which, function, owner, actual, expected = match.groups()
    callee = _callee(function, owner)
    position = int(which) if which.isdigit() else place.position(which[1:-1])
    if place.recent:
        named = f"argument `{which[1:-1]}`"
        where = f"{_ordinal(position)} positional argument" if which.isdigit() else named
        message = f"In call `{callee}`, for {where}, expected `{{1}}` but got `{{0}}`."
    else:
        named = f"parameter `{which[1:-1]}`"
        where = f"{_ordinal(position)} {'positional only parameter' if which.isdigit() else named}"
        message = _ARGUMENT.format("{1}", where, callee, "{0}")
    return _typed("Incompatible parameter type [6]", message, actual, expected) if position else None


def _callee(function: str, owner: str | None) -> str:
    """Classes are called by what makes their values."""
    if owner:
        return f"{owner}.{function}"
    if function in _MADE_BY_NEW:
        return f"{function}.__new__"
    is_class = function[:1].isupper() or function in {"list", "dict", "set", "range", "enumerate", "reversed"}
    return f"{function}.__init__" if is_class else function


def _item(match: re.Match[str], place: _Place) -> _Said:
    """What is put into a dict or a list is an argument for Pyre."""
    target = re.match(r"\s*[\w.]+\[(.+)\]\s*=[^=]", place.line)
    if target is None:
        return None
    owner = "list" if re.fullmatch(r"-?\d+|i|j|idx|index|\w*:\w*", target[1]) else "dict"
    message = (
        f"Expected `{{1}}` for 2nd positional only parameter to call `{owner}.__setitem__` but got `{{0}}`."
    )
    return _typed("Incompatible parameter type [6]", message, match[1], match[2])


def _key(match: re.Match[str], place: _Place) -> _Said:
    called = "__setitem__" if re.match(r"\s*[\w.]+\[[^\]]+\]\s*=[^=]", place.line) else "__getitem__"
    message = (
        f"Expected `{{1}}` for 1st positional only parameter to call `{match[2]}.{called}` but got `{{0}}`."
    )
    return _typed("Incompatible parameter type [6]", message, match[1], match[3])


def _ordinal(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _returned(match: re.Match[str], _: _Place) -> _Said:
    return _typed("Incompatible return type [7]", "Expected `{1}` but got `{0}`.", match[1], match[2])


def _not_returned(_: re.Match[str], place: _Place) -> _Said:
    """mypy reports the header, Pyre the last statement; see `as_pyre`."""
    message = "Expected `{0}` but got implicit return value of `None`."
    return _typed("Incompatible return type [7]", message, place.result())


def _attribute(match: re.Match[str], _: _Place) -> _Said:
    return _typed("Undefined attribute [16]", f"`{{0}}` has no attribute `{match[2]}`.", match[1])


def _of_none(match: re.Match[str], _: _Place) -> _Said:
    return "Undefined attribute [16]", f"`Optional` has no attribute `{match[1]}`."


def _indexed_none(_match: re.Match[str], _: _Place) -> _Said:
    return "Undefined attribute [16]", "`Optional` has no attribute `__getitem__`."


def _name(match: re.Match[str], place: _Place) -> _Said:
    name = match[1]
    if _is_annotation(name, place.line):
        return "Undefined or invalid type [11]", f"Annotation `{name}` is not defined as a type."
    if "." in name:
        return None
    return "Unbound name [10]", f"Name `{name}` is used but not defined in the current scope."


def _is_annotation(name: str, line: str) -> bool:
    """Whether a name stands behind a colon or an arrow outside of any call, as far as one line tells."""
    try:
        tree = ast.parse(
            line.strip().removesuffix("{").rstrip() + ("\n    ..." if line.rstrip().endswith(":") else "")
        )
    except SyntaxError:
        return bool(re.search(rf"(?::|->)\s*[\w.\[\], |]*\b{re.escape(name)}\b", line))
    given = [
        part
        for node in ast.walk(tree)
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if part is not None
    ]
    return any(re.search(rf"\b{re.escape(name)}\b", ast.unparse(part)) for part in given)


def _no_type(match: re.Match[str], _: _Place) -> _Said:
    return "Undefined or invalid type [11]", f"Annotation `{match[1]}` is not defined as a type."


def _operand(match: re.Match[str], _: _Place) -> _Said:
    """mypy names the member that does not fit, and asks the right operand about `<` as about `>`."""
    operator, left, right, side, union = match.groups()
    if side is not None:
        swapped = (left if side == "Left" else right) != "None"
        operator = _MIRRORED.get(operator, operator) if swapped else operator
        other = right if left == "None" else left
        left, right = (union, other) if side == "Left" else (other, union)
    message = f"`{operator}` is not supported for operand types `{{0}}` and `{{1}}`."
    return _typed("Unsupported operand [58]", message, left, right)


def _right_operand(match: re.Match[str], _: _Place) -> _Said:
    message = f"`{match[1]}` is not supported for right operand type `{{0}}`."
    return _typed("Unsupported operand [58]", message, match[2])


def _missing(match: re.Match[str], _: _Place) -> _Said:
    return "Missing argument [20]", f"Call `{match[2]}` expects argument `{match[1]}`."


def _keyword(match: re.Match[str], _: _Place) -> _Said:
    return "Unexpected keyword [28]", f"Unexpected keyword argument `{match[1]}` to call `{match[2]}`."


def _not_callable(match: re.Match[str], _: _Place) -> _Said:
    return _typed("Call error [29]", "`{0}` is not a function.", match[1])


def _result_override(match: re.Match[str], place: _Place) -> _Said:
    actual, method, expected, parent = match.groups()
    message = (
        f"`{place.class_name()}.{method}` overrides method defined in `{parent}` inconsistently. "
        "Returned type `{0}` is not a subtype of the overridden return `{1}`."
    )
    return _typed("Inconsistent override [15]", message, actual, expected) if place.class_name() else None


def _parameter_override(match: re.Match[str], place: _Place) -> _Said:
    """Its own type is what the header says, which is where mypy reports it."""
    number, method, parent, expected = match.groups()
    header = re.search(rf"def {re.escape(method)}\((.*)", place.line)
    given = header[1].split(",")[int(number) :][:1] if header else []
    own = re.search(r":\s*([^=)]+)", given[0]) if given else None
    if own is None or not place.class_name():
        return None
    message = (
        f"`{place.class_name()}.{method}` overrides method defined in `{parent}` inconsistently. "
        "Parameter of type `{0}` is not a supertype of the overridden parameter `{1}`."
    )
    return _typed("Inconsistent override [14]", message, own[1].strip(), expected)


def _awaited(match: re.Match[str], _: _Place) -> _Said:
    return _typed("Incompatible awaitable type [12]", "Expected an awaitable but got `{0}`.", match[1])


def _imported(match: re.Match[str], _: _Place) -> _Said:
    return "Undefined import [21]", f"Could not find a name `{match[2]}` defined in module `{match[1]}`."


_HINT = r"(?:; (?:maybe|did you mean) .*)?"

_RULES: tuple[_Rule, ...] = (
    (
        r'Incompatible default for (?:parameter|argument) "(\w+)" \(default has type "(.+)", '
        r'(?:parameter|argument) has type "(.+)"\)',
        _default,
    ),
    (
        r'Incompatible types in assignment \(expression has type "(.+)", variable has type "(.+)"\)',
        _assignment,
    ),
    (
        r'Argument (\d+|"\w+") to "(\w+)"(?: of "([\w.]+)")? has incompatible type "(.+)"; expected "(.+)"',
        _argument,
    ),
    (
        r'Incompatible types in assignment \(expression has type "(.+)", target has type "(.+)"\)',
        _item,
    ),
    (r'Invalid index type "(.+)" for "(list|dict|tuple|str)\b.*"; expected type "(.+)"', _key),
    (r'Incompatible return value type \(got "(.+)", expected "(.+)"\)', _returned),
    (r"Missing return statement", _not_returned),
    (rf'Item "None" of ".+" has no attribute "(\w+)"{_HINT}(?: \(not iterable\))?', _of_none),
    (r'Value of type ".+ \| None" is not indexable', _indexed_none),
    (rf'Module "([\w.]+)" has no attribute "(\w+)"{_HINT}', _imported),
    (rf'"(.+)" has no attribute "(\w+)"{_HINT}', _attribute),
    (rf'Name "([\w.]+)" is not defined{_HINT}', _name),
    (r"Undefined name `(\w+)`", _name),
    (r'(?:Variable|Function|Module) "(?:builtins\.)?([\w.]+)" is not valid as a type', _no_type),
    (
        r'Unsupported operand types for (\S+) \("(.+)" and "(.+?)"\)'
        r'(?: \((Left|Right) operand is of type "(.+)"\))?',
        _operand,
    ),
    (r'Unsupported right operand type for (\S+) \("(.+)"\)', _right_operand),
    (
        r'Argument (\d+) of "(\w+)" is incompatible with supertype "([\w.]+)"; '
        r'supertype defines the argument type as "(.+)"',
        _parameter_override,
    ),
    (r'Missing positional argument "(\w+)" in call to "(\w+)"(?: of "\w+")?', _missing),
    (rf'Unexpected keyword argument "(\w+)" for "(\w+)"(?: of "\w+")?{_HINT}', _keyword),
    (r'"(.+)" not callable', _not_callable),
    (
        r'Return type "(.+)" of "(\w+)" incompatible with return type "(.+)" in supertype "([\w.]+)"',
        _result_override,
    ),
    (r'Incompatible types in "await" \(actual type "(.+)", expected type ".+"\)', _awaited),
)
