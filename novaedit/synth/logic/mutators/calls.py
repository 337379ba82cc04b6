"""The wrong function or method, or one call too few."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_METHODS: Mapping[str, tuple[str, ...]] = {
    "lower": ("upper",),
    "upper": ("lower",),
    "title": ("capitalize",),
    "capitalize": ("title",),
    "startswith": ("endswith",),
    "endswith": ("startswith",),
    "strip": ("lstrip", "rstrip"),
    "lstrip": ("strip", "rstrip"),
    "rstrip": ("strip", "lstrip"),
    "append": ("extend",),
    "extend": ("append",),
    "appendleft": ("append",),
    "popleft": ("pop",),
    "find": ("rfind",),
    "rfind": ("find",),
    "split": ("rsplit",),
    "rsplit": ("split",),
    "partition": ("rpartition",),
    "rpartition": ("partition",),
    "keys": ("values", "items"),
    "values": ("keys",),
    "items": ("keys",),
    "add": ("discard",),
    "discard": ("add",),
    "union": ("intersection",),
    "intersection": ("union",),
    "isdigit": ("isalpha", "isalnum"),
    "isalpha": ("isalnum", "isdigit"),
    "isalnum": ("isalpha",),
    "isupper": ("islower",),
    "islower": ("isupper",),
    "ljust": ("rjust",),
    "rjust": ("ljust",),
    "removeprefix": ("removesuffix", "lstrip"),
    "removesuffix": ("removeprefix", "rstrip"),
    "splitlines": ("split",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "bisect_left": ("bisect_right",),
    "bisect_right": ("bisect_left",),
    "nlargest": ("nsmallest",),
    "nsmallest": ("nlargest",),
    "match": ("search",),
    "search": ("match",),
    "sin": ("cos",),
    "cos": ("sin",),
    "most_common": ("items",),
}
_FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "min": ("max",),
    "max": ("min",),
    "any": ("all",),
    "all": ("any",),
    "ord": ("len",),
    "sum": ("max", "len"),
    "round": ("int",),
    "int": ("round",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "divmod": ("max",),
    "set": ("list",),
    "sorted": ("list",),
}
_WRAPPERS = frozenset(
    {"sorted", "set", "abs", "int", "str", "list", "reversed", "tuple", "float", "len", "bool"}
)
_DROPPED = frozenset({"strip", "lower", "upper", "copy", "rstrip", "lstrip", "casefold", "sort", "reverse"})


def _method(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Attribute):
        for other in _METHODS.get(node.attr, ()):
            _, end = module.span(node)
            yield (Splice(end - len(node.attr), end, other),)


def _function(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        function = node.__dict__["func"]
        if isinstance(function, ast.Name):
            yield from ((Splice(*module.span(function), o),) for o in _FUNCTIONS.get(function.id, ()))


def _unwrapped(module: Module, _rng: Random) -> Iterator[Change]:
    """`sorted(x)` as `x`, `x.strip()` as `x`."""
    for node in module.of(ast.Call):
        function, arguments = node.__dict__["func"], node.__dict__["args"]
        if isinstance(function, ast.Name) and function.id in _WRAPPERS and len(arguments) == 1:
            yield (Splice(*module.span(node), module.source(arguments[0])),)
        elif (
            isinstance(function, ast.Attribute)
            and function.attr in _DROPPED
            and not arguments
            and not isinstance(module.parents.get(node), ast.Expr)
        ):
            yield (Splice(module.span(function.value)[1], module.span(node)[1], ""),)


def _ending(module: Module, _rng: Random) -> Iterator[Change]:
    """The wrong end of a list: `pop()` and `pop(0)`, `append(x)` and `insert(0, x)`."""
    for node in module.of(ast.Call):
        function, arguments = node.__dict__["func"], node.__dict__["args"]
        if not isinstance(function, ast.Attribute):
            continue
        (_, start), (_, end) = module.span(function), module.span(node)
        if function.attr == "pop" and not arguments:
            yield (Splice(start, end, "(0)"),)
        elif function.attr == "pop" and module.source(arguments[0]) == "0":
            yield (Splice(start, end, "()"),)
        elif function.attr == "append" and len(arguments) == 1:
            yield (Splice(start - 6, end, f"insert(0, {module.source(arguments[0])})"),)
        elif function.attr == "insert" and len(arguments) == 2 and module.source(arguments[0]) == "0":
            yield (Splice(start - 6, end, f"append({module.source(arguments[1])})"),)


def _keyword(module: Module, _rng: Random) -> Iterator[Change]:
    """A keyword argument of sorting and its like that is missing or says the opposite."""
    for node in module.of(ast.Call):
        keywords = node.__dict__["keywords"]
        for keyword in keywords:
            if keyword.arg in {"reverse", "key", "default", "strict", "keepends", "start", "maxsplit"}:
                value = keyword.value
                if isinstance(value, ast.Constant) and isinstance(value.value, bool):
                    yield (Splice(*module.span(value), str(not value.value)),)
                before = [*node.__dict__["args"], *(k.value for k in keywords if k is not keyword)]
                before = [part for part in before if module.span(part)[1] <= module.span(keyword)[0]]
                if before:
                    start = max(module.span(part)[1] for part in before)
                    yield (Splice(start, module.span(keyword)[1], ""),)
        if (
            getattr(node.__dict__["func"], "id", "") == "sorted"
            and len(keywords) < 2
            and node.__dict__["args"]
        ) and all(keyword.arg != "reverse" for keyword in keywords):
            _, end = module.span(node)
            yield (Splice(end - 1, end - 1, ", reverse=True"),)


MUTATORS = (
    Injector("logic-method", "logic", _method, "x = a.lower()\n", "x = a.upper()\n", 2),
    Injector("logic-function", "logic", _function, "x = min(a)\n", "x = max(a)\n", 1.5),
    Injector("logic-unwrapped", "logic", _unwrapped, "x = sorted(a)\n", "x = a\n", 2),
    Injector("logic-ending", "logic", _ending, "x = a.pop()\n", "x = a.pop(0)\n", 1),
    Injector("logic-keyword", "logic", _keyword, "x = sorted(a, key=b)\n", "x = sorted(a)\n", 1.5),
)
