"""What a function takes, by what it does with its parameters: texts are split, numbers divided."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

Evidence = Literal["text", "mapping", "bytes", "number", "items"]

_METHODS: Mapping[str, Evidence] = {
    **dict.fromkeys(("items", "keys", "values", "get", "setdefault", "update"), "mapping"),
    **dict.fromkeys(("append", "extend", "sort", "insert"), "items"),
    "decode": "bytes",
}
#: Not those that bytes and lists have too.
_OF_TEXTS = frozenset(
    [
        *("lower", "upper", "title", "capitalize", "casefold", "swapcase", "isdigit", "isalpha", "isupper"),
        *("islower", "isidentifier", "isnumeric", "encode", "format", "splitlines", "zfill", "strip"),
        *("lstrip", "rstrip", "split", "rsplit", "startswith", "endswith", "replace", "partition"),
        *("rpartition", "find", "rfind", "join", "isspace", "expandtabs"),
    ]
)
_TAKE_ITEMS = frozenset(
    [
        *("len", "sum", "sorted", "set", "list", "tuple", "enumerate", "zip", "map", "filter", "reversed"),
        *("any", "all", "iter", "Counter", "frozenset"),
    ]
)
_TAKE_NUMBERS = frozenset({"abs", "round", "range", "divmod", "pow", "chr", "hex", "bin", "oct"})
_KINDS: Mapping[str, Evidence] = {
    **{"str": "text", "bytes": "bytes", "dict": "mapping", "int": "number", "float": "number"},
    **dict.fromkeys(("list", "tuple", "Sequence", "Iterable"), "items"),
}
_ARITHMETIC = (ast.Sub, ast.Div, ast.FloorDiv, ast.Pow)


def evidence(node: ast.FunctionDef, name: str) -> set[Evidence]:
    """All that the body tells of a parameter; a parameter that is set anew tells less."""
    return {kind for part in ast.walk(node) for kind in _of(part, name)}


def _of(part: ast.AST, name: str) -> Iterator[Evidence]:
    if isinstance(part, ast.Attribute) and _is(part.value, name):
        if part.attr in _OF_TEXTS:
            yield "text"
        elif part.attr in _METHODS:
            yield _METHODS[part.attr]
    elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
        yield from _of_call(part.func.id, part.args, name)
    elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
        module = part.func.value
        if isinstance(module, ast.Name) and any(_is(argument, name) for argument in part.args):
            if module.id == "math":
                yield "number"
            elif module.id == "re":
                yield "text"
    elif isinstance(part, ast.BinOp) and isinstance(part.op, _ARITHMETIC):
        if _is(part.left, name) or _is(part.right, name):
            yield "number"
    elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod) and _is(part.left, name):
        yield "number"
    elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Mult):
        if _is(part.left, name) or _is(part.right, name):
            yield from _of_constant(part.right if _is(part.left, name) else part.left)
    elif isinstance(part, ast.Compare):
        yield from _of_compare([part.left, *part.comparators], part.ops, name)
    elif isinstance(part, ast.For | ast.comprehension) and _is(part.iter, name):
        yield "items"
    elif isinstance(part, ast.Subscript) and _is(part.value, name):
        yield "mapping" if _constant(part.slice, str) else "items"


def _of_call(function: str, arguments: Sequence[ast.expr], name: str) -> Iterator[Evidence]:
    if function == "isinstance" and len(arguments) == 2 and _is(arguments[0], name):
        kinds = arguments[1].elts if isinstance(arguments[1], ast.Tuple) else [arguments[1]]
        yield from (_KINDS[k.id] for k in kinds if isinstance(k, ast.Name) and k.id in _KINDS)
    elif any(_is(argument, name) for argument in arguments):
        if function in _TAKE_ITEMS:
            yield "items"
        elif function in _TAKE_NUMBERS:
            yield "number"
        elif function == "ord":
            yield "text"


def _of_compare(sides: Sequence[ast.expr], ops: Sequence[ast.cmpop], name: str) -> Iterator[Evidence]:
    for left, op, right in zip(sides, ops, sides[1:], strict=False):
        if isinstance(op, ast.In | ast.NotIn):
            items = right.elts if isinstance(right, ast.Tuple | ast.List | ast.Set) else []
            if _is(left, name) and any(_constant(item, str) for item in items):
                yield "text"
        elif _is(left, name) or _is(right, name):
            yield from _of_constant(right if _is(left, name) else left)


def _of_constant(other: ast.expr) -> Iterator[Evidence]:
    """What a parameter is that is compared with, or added to, a constant."""
    if _constant(other, str):
        yield "text"
    elif _constant(other, bytes):
        yield "bytes"
    elif _constant(other, int) or _constant(other, float):
        yield "number"


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _constant(node: ast.expr, kind: type) -> bool:
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, kind) and not isinstance(node.value, bool)
    )
