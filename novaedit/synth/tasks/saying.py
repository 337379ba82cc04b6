"""Code in words, as somebody would ask for it."""

from __future__ import annotations

import ast
from random import Random

from novaedit.synth.module import Module

#: How often what can be said in words is given as code all the same.
_AS_CODE = 0.4
_COMPARED = {
    ast.Lt: "is less than",
    ast.LtE: "is at most",
    ast.Gt: "is more than",
    ast.GtE: "is at least",
    ast.Eq: "equals",
    ast.NotEq: "is not equal to",
    ast.In: "is in",
    ast.NotIn: "is not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
_PLAIN = (ast.Name, ast.Attribute, ast.Constant, ast.Subscript, ast.Call)


def say_condition(module: Module, node: ast.expr, rng: Random) -> str:
    """`x is None` for x is None, `x is not set` for not x; in backticks what has no such words."""
    said = _condition(module, node)
    return said if said is not None and rng.random() > _AS_CODE else f"`{module.source(node)}`"


def say_all(names: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _condition(module: Module, node: ast.expr) -> str | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        if isinstance(node.operand, ast.Name | ast.Attribute):
            return f"{module.source(node.operand)} is not set"
        return _kind(module, node.operand, "is not a")
    if isinstance(node, ast.Call):
        return _kind(module, node, "is a")
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return None
    left, right, op = node.left, node.comparators[0], type(node.ops[0])
    if not isinstance(left, _PLAIN) or not isinstance(right, _PLAIN):
        return None
    if isinstance(right, ast.Constant) and type(right.value) is int and right.value == 0 and op is ast.Lt:
        return f"{module.source(left)} is negative"
    return f"{module.source(left)} {_COMPARED[op]} {module.source(right)}"


def _kind(module: Module, node: ast.expr, verb: str) -> str | None:
    """`x is a str` for isinstance(x, str)."""
    if not isinstance(node, ast.Call) or module.source(node.func) != "isinstance" or len(node.args) != 2:
        return None
    value, kind = node.args
    return f"{module.source(value)} {verb} {module.source(kind)}" if isinstance(kind, ast.Name) else None
