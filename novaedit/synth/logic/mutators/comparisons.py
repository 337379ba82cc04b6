"""Comparisons and conditions the wrong way round."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_DIRECTION = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_EQUALITY = {"==": "!=", "!=": "==", "is": "is not", "is not": "is"}
_MEMBERSHIP = {"in": "not in", "not in": "in"}


def _comparison(table: Mapping[str, str]) -> Callable[[Module, Random], Iterator[Change]]:
    def find(module: Module, _rng: Random) -> Iterator[Change]:
        for node in module.of(ast.Compare):
            sides = [node.left, *node.comparators]
            for left, right in zip(sides, node.comparators, strict=False):
                (_, start), (end, _) = module.span(left), module.span(right)
                between = module.text[start:end]
                symbol = between.strip("() ")
                if symbol in table:
                    at = start + between.index(symbol)
                    yield (Splice(at, at + len(symbol), table[symbol]),)

    return find


def _and_or(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.is_name and token.text in {"and", "or"}:
            yield (Splice(token.start, token.end, "or" if token.text == "and" else "and"),)


def _not_dropped(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.UnaryOp):
        if isinstance(node.__dict__["op"], ast.Not):
            (start, _), (end, _) = module.span(node), module.span(node.__dict__["operand"])
            if module.text[start:end] == "not ":
                yield (Splice(start, end, ""),)


def _not_added(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.If, ast.While, ast.IfExp):
        test = node.__dict__["test"]
        if isinstance(test, ast.Name | ast.Call | ast.Attribute | ast.Subscript):
            start, _ = module.span(test)
            yield (Splice(start, start, "not "),)


def _part_dropped(module: Module, _rng: Random) -> Iterator[Change]:
    """`a and b` without one of its parts."""
    for node in module.of(ast.BoolOp):
        values = node.values
        for i in range(len(values)):
            (start, end) = module.span(values[i])
            first = start if i == 0 else module.span(values[i - 1])[1]
            last = module.span(values[1])[0] if i == 0 else end
            removed = module.text[first:last]
            if "\n" not in removed and removed.count("(") == removed.count(")"):
                yield (Splice(first, last, ""),)


MUTATORS = (
    Injector("logic-boundary", "logic", _comparison(_BOUNDARY), "x = a < b\n", "x = a <= b\n", 4),
    Injector("logic-direction", "logic", _comparison(_DIRECTION), "x = a < b\n", "x = a > b\n", 2),
    Injector("logic-equality", "logic", _comparison(_EQUALITY), "x = a == b\n", "x = a != b\n", 1.5),
    Injector("logic-membership", "logic", _comparison(_MEMBERSHIP), "x = a in b\n", "x = a not in b\n", 1.2),
    Injector("logic-and-or", "logic", _and_or, "x = a and b\n", "x = a or b\n", 2.5),
    Injector("logic-not-dropped", "logic", _not_dropped, "x = not a\n", "x = a\n", 1.5),
    Injector("logic-not-added", "logic", _not_added, "x = b if a else c\n", "x = b if not a else c\n", 1),
    Injector("logic-part-dropped", "logic", _part_dropped, "x = a and b\n", "x = b\n", 2),
)
