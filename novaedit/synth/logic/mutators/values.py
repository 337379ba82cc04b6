"""Wrong constants: what a name starts with, what is returned, what stands in for what is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice


def _others(node: ast.expr) -> list[str]:
    """What people write instead of a constant."""
    if isinstance(node, ast.List | ast.Dict) and not (
        getattr(node, "elts", None) or getattr(node, "keys", None)
    ):
        return ["None"]
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool):
            return [str(not value)]
        if isinstance(value, int):
            near = {0: ["1", "-1"], 1: ["0", "2"], 2: ["1", "3"]}
            return near.get(value, [str(value + 1), str(value - 1)])
        if isinstance(value, float):
            return [repr(value + 1), repr(-value) if value else "1.0"]
        if value == "":
            return ["' '"]
        if value == " ":
            return ["''"]
    return []


def _constant(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Constant):
        parent = module.parents.get(node)
        if node.value == 1 and isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add | ast.Sub):
            continue  # bounds.py has better mistakes for it
        if type(node.value) in {int, float, str} and not isinstance(
            parent, ast.Expr | ast.JoinedStr | ast.Slice
        ):
            for other in _others(node):
                if _is_likely(module, node, other):
                    yield (Splice(*module.span(node), other),)


def _is_likely(module: Module, node: ast.AST, other: str) -> bool:
    """Nobody writes `-0` or `--1`, and nobody compares with -1 instead of 0, or with -2 instead of -1."""
    parent = module.parents.get(node)
    if isinstance(parent, ast.UnaryOp):
        return other[0] not in "-0" and not isinstance(module.parents.get(parent), ast.Compare)
    return other != "-1" or not isinstance(parent, ast.Compare)


def _initial(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Assign):
        yield from ((Splice(*module.span(node.value), other),) for other in _others(node.value))
        if isinstance(node.value, ast.Subscript | ast.Call) and isinstance(node.targets[0], ast.Name):
            text = module.source(node.value)
            if text.startswith("float(") or text.endswith("[0]"):
                yield (Splice(*module.span(node.value), "0"),)


def _returned(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Return):
        value = node.value
        if value is None:
            continue
        text = module.source(value)
        others = {"-1": ["None", "0"], "0": ["1", "None"], "None": ["0"], "[]": ["None"], "''": ["None"]}
        found = others.get(text, _others(value))
        yield from ((Splice(*module.span(value), other),) for other in found)


def _default(module: Module, _rng: Random) -> Iterator[Change]:
    """The second argument of `get`, `pop`, `sum` and the like, and the defaults of parameters."""
    for node in module.of(ast.Call):
        function, arguments = node.__dict__["func"], node.__dict__["args"]
        name = getattr(function, "attr", getattr(function, "id", ""))
        if name in {"get", "pop", "setdefault", "sum", "next", "round", "enumerate"} and len(arguments) == 2:
            yield from ((Splice(*module.span(arguments[1]), o),) for o in _others(arguments[1]))
            if name != "setdefault":
                yield (Splice(module.span(arguments[0])[1], module.span(arguments[1])[1], ""),)
    for function_node in module.functions:
        for default in function_node.args.defaults:
            yield from ((Splice(*module.span(default), other),) for other in _others(default))


MUTATORS = (
    Injector("logic-constant", "logic", _constant, "x = f(1)\n", "x = f(0)\n", 1.5),
    Injector("logic-initial", "logic", _initial, "x = 0\n", "x = 1\n", 2.5),
    Injector(
        "logic-returned", "logic", _returned, "def f():\n    return True\n", "def f():\n    return False\n", 2
    ),
    Injector("logic-default", "logic", _default, "x = d.get(k, 0)\n", "x = d.get(k, 1)\n", 1.5),
)
