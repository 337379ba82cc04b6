"""Values that may be None, used as if they never were, and the other way round."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.injectors.defaults import without_none
from novaedit.synth.injectors.hints import annotations_of
from novaedit.synth.module import Change, Module, Splice


def _lost_optional(module: Module, _rng: Random) -> Iterator[Change]:
    """`x: str = None` for `x: str | None = None`, and the same for results and attributes."""
    for annotation, _ in annotations_of(module):
        yield without_none(module, annotation)


def _early_exits(module: Module) -> Iterator[ast.If]:
    """`if x is None: return` or `raise`, and `if not x:` likewise, in two lines."""
    for node in module.of(ast.If):
        test = node.test
        is_none = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is)
        is_not = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        short = (node.end_lineno or 0) - node.lineno == 1 and not node.orelse
        if (is_none or is_not) and short and isinstance(node.body[0], ast.Return | ast.Raise | ast.Continue):
            yield node


def _lost_guard(module: Module, _rng: Random) -> Iterator[Change]:
    for node in _early_exits(module):
        yield (Splice(module.starts[node.lineno - 1], module.starts[node.end_lineno or 0], ""),)


def _lost_assert(module: Module, _rng: Random) -> Iterator[Change]:
    """`assert x is not None`, `assert isinstance(x, T)`."""
    for node in module.of(ast.Assert):
        if node.lineno == node.end_lineno:
            yield (Splice(module.starts[node.lineno - 1], module.starts[node.lineno], ""),)


def _lost_and(module: Module, _rng: Random) -> Iterator[Change]:
    """`x.y` for `x and x.y`, `x is not None and x.y`."""
    for node in module.of(ast.BoolOp):
        first, second = node.values[:2]
        subject = first.left if isinstance(first, ast.Compare) else first
        if isinstance(node.op, ast.And) and isinstance(subject, ast.Name | ast.Attribute):
            name = module.source(subject)
            if module.source(second).startswith((f"{name}.", f"{name}[")):
                yield (Splice(module.span(first)[0], module.span(second)[0], ""),)


def _lost_else(module: Module, _rng: Random) -> Iterator[Change]:
    """`x.y` for `x.y if x else None`."""
    for node in module.of(ast.IfExp):
        subject = node.test.left if isinstance(node.test, ast.Compare) else node.test
        plain = isinstance(subject, ast.Name | ast.Attribute)
        if plain and node.lineno == node.end_lineno and module.source(subject) in module.source(node.body):
            yield (Splice(module.span(node.body)[1], module.span(node)[1], ""),)


def _lost_if(module: Module, _rng: Random) -> Iterator[Change]:
    """A short block without its `if x:` or `if x is not None:`."""
    for node in module.of(ast.If):
        test, last = node.test, node.end_lineno or 0
        is_not_none = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot)
        if (is_not_none or isinstance(test, ast.Name | ast.Attribute)) and not node.orelse:
            first = node.body[0]
            width = first.col_offset - node.col_offset
            lines = range(first.lineno - 1, last)
            inner = all(module.lines[n].startswith(" " * (node.col_offset + width)) for n in lines)
            header = module.text[module.starts[node.lineno - 1] : module.span(node)[0]]
            if first.lineno == node.lineno + 1 and len(lines) <= 4 and inner and not header.strip():
                yield (
                    Splice(module.starts[node.lineno - 1], module.starts[node.lineno], ""),
                    *(Splice(module.starts[n], module.starts[n] + width, "") for n in lines),
                )


def _lost_or(module: Module, _rng: Random) -> Iterator[Change]:
    """`x` for `x or ""`, `d.get(k)` for `d.get(k, 0)`."""
    for node in module.of(ast.BoolOp):
        if isinstance(node.op, ast.Or) and isinstance(node.values[-1], ast.Constant | ast.List | ast.Dict):
            yield (Splice(module.span(node.values[-2])[1], module.span(node.values[-1])[1], ""),)
    for call in module.of(ast.Call):
        named = isinstance(call.func, ast.Attribute) and call.func.attr == "get" and len(call.args) == 2
        if named and isinstance(call.args[1], ast.Constant | ast.List | ast.Dict):
            yield (Splice(module.span(call.args[0])[1], module.span(call.args[1])[1], ""),)


_PARAMETER = "def f(x: str | None = None) -> None: ...\n"
_GUARD = "def f(m: list[str] | None) -> str:\n    if m is None:\n        return ''\n    return m[0]\n"
_ASSERT = "def f(m: list[str] | None) -> str:\n    assert m is not None\n    return m[0]\n"
_AND = "def f(m: list[str] | None) -> object:\n    return m and m[0]\n"
_ELSE = "def f(m: list[str] | None) -> object:\n    return m[0] if m else None\n"
_IF = "def f(m: list[str] | None) -> None:\n    if m:\n        print(m[0])\n"
_OR = "def f(m: str | None) -> str:\n    return m or ''\n"

INJECTORS = (
    Injector("lost-optional", "types", _lost_optional, _PARAMETER, _PARAMETER.replace(" | None", ""), 5),
    Injector(
        "lost-guard",
        "types",
        _lost_guard,
        _GUARD,
        _GUARD.replace("    if m is None:\n        return ''\n", ""),
        5,
    ),
    Injector(
        "lost-assert", "types", _lost_assert, _ASSERT, _ASSERT.replace("    assert m is not None\n", ""), 5
    ),
    Injector("lost-and", "types", _lost_and, _AND, _AND.replace("m and ", ""), 3),
    Injector("lost-else", "types", _lost_else, _ELSE, _ELSE.replace(" if m else None", ""), 3),
    Injector("lost-if", "types", _lost_if, _IF, _IF.replace("    if m:\n    ", ""), 3),
    Injector("lost-or", "types", _lost_or, _OR, _OR.replace(" or ''", ""), 4),
)
