"""The wrong name of the right kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, parameters_of


def _variable(module: Module, rng: Random) -> Iterator[Change]:
    """A name read, replaced by another that the function has bound before."""
    for function in module.functions:
        bound = _bound(function)
        loads = [n for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
        for node in loads:
            if node.id not in bound:
                continue
            beside = _beside(module, node)
            others = [n for n, line in bound.items() if n not in beside and line <= node.lineno]
            for other in rng.sample(others, min(2, len(others))):
                yield (Splice(*module.span(node), other),)


def _beside(module: Module, node: ast.Name) -> set[str]:
    """The name and those it is compared or computed with: `x - x` is no mistake that people make."""
    parent = module.parents.get(node)
    near = ast.iter_child_nodes(parent) if isinstance(parent, ast.BinOp | ast.Compare) else [node]
    return {part.id for part in near if isinstance(part, ast.Name)}


def _bound(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, int]:
    """Names of the function and the line that first binds each."""
    found = {parameter.arg: function.lineno for parameter in parameters_of(function)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = min(found.get(node.id, node.lineno + 1), node.lineno + 1)
    found.pop("self", None)
    return found


def _target(module: Module, rng: Random) -> Iterator[Change]:
    """A name written, replaced by another."""
    for function in module.functions:
        bound = _bound(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign | ast.AugAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                others = [name for name, line in bound.items() if line <= node.lineno]
                others = [name for name in others if name != getattr(target, "id", "")]
                if isinstance(target, ast.Name) and others:
                    yield (Splice(*module.span(target), rng.choice(others)),)


def _arguments(module: Module, _rng: Random) -> Iterator[Change]:
    """Two arguments, or the two parts of a tuple, in the wrong order."""
    for node in module.of(ast.Call, ast.Tuple):
        if isinstance(node.__dict__.get("ctx"), ast.Store | ast.Del):
            continue
        parts: list[ast.expr] = node.__dict__["args" if isinstance(node, ast.Call) else "elts"]
        for left, right in pairwise(parts):
            if module.source(left) != module.source(right) and not isinstance(left, ast.Starred):
                yield (
                    Splice(*module.span(left), module.source(right)),
                    Splice(*module.span(right), module.source(left)),
                )


def _recursion(module: Module, _rng: Random) -> Iterator[Change]:
    """A recursive call with the parameter itself, or without what is built up around it."""
    for function in module.functions:
        names = [argument.arg for argument in function.args.args]
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function.name:
                for argument, name in zip(node.args, names, strict=False):
                    if module.source(argument) != name and not isinstance(argument, ast.Starred):
                        yield (Splice(*module.span(argument), name),)
                parent = module.parents.get(node)
                if isinstance(parent, ast.BinOp):
                    yield (Splice(*module.span(parent), module.source(node)),)


def _key_value(module: Module, _rng: Random) -> Iterator[Change]:
    """`d[k] = v` as `d[v] = k`."""
    for node in module.of(ast.Assign):
        target = node.targets[0]
        key, value = target.slice if isinstance(target, ast.Subscript) else None, node.value
        if isinstance(key, ast.Name) and isinstance(value, ast.Name) and value.id != key.id:
            yield Splice(*module.span(key), value.id), Splice(*module.span(value), key.id)


MUTATORS = (
    Injector(
        "logic-variable",
        "logic",
        _variable,
        "def f(a, b):\n    return a\n",
        "def f(a, b):\n    return b\n",
        1.2,
    ),
    Injector("logic-target", "logic", _target, "def f(a):\n    b = 1\n", "def f(a):\n    a = 1\n", 1),
    Injector("logic-arguments", "logic", _arguments, "x = f(a, b)\n", "x = f(b, a)\n", 2),
    Injector(
        "logic-recursion",
        "logic",
        _recursion,
        "def f(a):\n    return f(a - 1)\n",
        "def f(a):\n    return f(a)\n",
        2,
    ),
    Injector("logic-key-value", "logic", _key_value, "d[k] = v\n", "d[v] = k\n", 1),
)
