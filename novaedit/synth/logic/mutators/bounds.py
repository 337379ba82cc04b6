"""Off by one: ranges, slices, indices, and the ones that are added and taken away."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice


def shifted(module: Module, node: ast.expr, rng: Random) -> Iterator[Splice]:
    """A number or an expression, one more or one less; `x - 1` becomes `x`."""
    start, end = module.span(node)
    text = module.text[start:end]
    if isinstance(node, ast.Constant):
        if type(node.value) is int:
            yield from (Splice(start, end, str(node.value + step)) for step in (1, -1))
    elif isinstance(node, ast.UnaryOp):
        if text in {"-1", "-2"}:
            yield Splice(start, end, rng.choice(["0", "-2"] if text == "-1" else ["-1", "2"]))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        if isinstance(node.right, ast.Constant) and type(node.right.value) is int:
            value = node.right.value
            yield Splice(module.span(node.left)[1], end, "")
            yield Splice(*module.span(node.right), str(value + 1 if value < 2 else value - 1))
        else:
            yield from (Splice(end, end, step) for step in (" + 1", " - 1"))
    elif isinstance(node, ast.Name | ast.Call | ast.Attribute | ast.Subscript):
        yield from (Splice(end, end, step) for step in (" + 1", " - 1"))


def _range(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        function = node.__dict__["func"]
        if isinstance(function, ast.Name) and function.id == "range":
            for argument in node.__dict__["args"][:2]:
                yield from ((part,) for part in shifted(module, argument, rng))


def _range_start(module: Module, _rng: Random) -> Iterator[Change]:
    """`range(1, n)` as `range(n)`, and the reverse."""
    for node in module.of(ast.Call):
        function, arguments = node.__dict__["func"], node.__dict__["args"]
        if isinstance(function, ast.Name) and function.id == "range" and arguments:
            start, _ = module.span(arguments[0])
            if len(arguments) == 1:
                yield (Splice(start, start, "1, "),)
            elif len(arguments) == 2:
                yield (Splice(start, module.span(arguments[1])[0], ""),)
            else:
                yield (Splice(module.span(arguments[1])[1], module.span(arguments[2])[1], ""),)


def _slice(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Slice):
        for bound in (node.lower, node.upper):
            if bound is not None:
                yield from ((part,) for part in shifted(module, bound, rng))


def _slice_bound(module: Module, _rng: Random) -> Iterator[Change]:
    """A bound or a step missing, or on the wrong side of the colon."""
    for node in module.of(ast.Slice):
        bounds = [part for part in (node.lower, node.upper, node.step) if part is not None]
        start, end = module.span(node)
        text = module.text[start:end]
        if node.step is not None:
            yield (Splice(start, end, text[: text.rindex(":")]),)
        elif len(bounds) == 1:
            bound = module.source(bounds[0])
            yield (Splice(start, end, f":{bound}" if node.lower is not None else f"{bound}:"),)
        for bound_node in bounds if len(bounds) > 1 and node.step is None else []:
            yield (Splice(*module.span(bound_node), ""),)


def _index(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Subscript):
        index = node.slice
        if isinstance(index, ast.Slice | ast.Tuple) or not isinstance(node.ctx, ast.Load | ast.Store):
            continue
        if isinstance(index, ast.Constant) and index.value == 0:
            yield (Splice(*module.span(index), "-1"),)
        yield from ((part,) for part in shifted(module, index, rng))


def _one(module: Module, _rng: Random) -> Iterator[Change]:
    """`x + 1` as `x`, `x - 1` or `x + 2`."""
    for node in module.of(ast.BinOp):
        right = node.right
        if isinstance(node.op, ast.Add | ast.Sub) and isinstance(right, ast.Constant) and right.value == 1:
            (_, start), (end, last) = module.span(node.left), module.span(right)
            between = module.text[start:end]
            if between.strip() not in {"+", "-"}:
                continue
            yield (Splice(start, last, ""),)
            other = {"+": "-", "-": "+"}[between.strip()]
            yield (Splice(start, end, between.replace(between.strip(), other)),)
            yield (Splice(end, last, "2"),)


def _one_missing(module: Module, rng: Random) -> Iterator[Change]:
    """A one too many on what is returned, assigned or passed to the function itself."""
    names = {function.name for function in module.functions}
    for node in module.of(ast.Return, ast.Call):
        parts = [node.__dict__["value"]] if isinstance(node, ast.Return) else node.__dict__["args"]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") not in names | {"min", "max"}:
            continue
        for part in parts:
            if isinstance(part, ast.BinOp) or (
                isinstance(part, ast.Call) and getattr(part.func, "id", "") in {"len", "max", "min", "sum"}
            ):
                _, end = module.span(part)
                yield (Splice(end, end, rng.choice([" + 1", " - 1"])),)


MUTATORS = (
    Injector("logic-range", "logic", _range, "x = range(n)\n", "x = range(n + 1)\n", 3),
    Injector("logic-range-start", "logic", _range_start, "x = range(n)\n", "x = range(1, n)\n", 1.5),
    Injector("logic-slice", "logic", _slice, "x = a[i:]\n", "x = a[i + 1:]\n", 3),
    Injector("logic-slice-bound", "logic", _slice_bound, "x = a[i:]\n", "x = a[:i]\n", 1.5),
    Injector("logic-index", "logic", _index, "x = a[i]\n", "x = a[i + 1]\n", 3),
    Injector("logic-one", "logic", _one, "x = a + 1\n", "x = a\n", 4),
    Injector(
        "logic-one-more",
        "logic",
        _one_missing,
        "def f(a):\n    return len(a)\n",
        "def f(a):\n    return len(a) + 1\n",
        0.8,
    ),
)
