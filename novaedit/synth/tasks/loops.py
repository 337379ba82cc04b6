"""Loops that can be said shorter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.tasks.rewriting import (
    flat,
    fresh_name,
    function_of,
    indent_of,
    is_free,
    names_in,
    opposite,
    put,
    target_name,
)
from novaedit.synth.tasks.task import Task

_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp
_ODD = (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr, ast.Lambda)


def _simple_generator(module: Module, node: ast.AST, generators: list[ast.comprehension]) -> bool:
    """One loop with at most one condition, none of whose variables is used elsewhere in the function."""
    function = function_of(module, node)
    if function is None or len(generators) != 1 or generators[0].is_async or len(generators[0].ifs) > 1:
        return False
    if any(isinstance(part, _ODD) for part in ast.walk(node)):
        return False
    return flat(module, *generators[0].ifs, generators[0].iter) and is_free(
        names_in(generators[0].target), function, node
    )


def _loop(module: Module, generator: ast.comprehension, action: list[str]) -> list[str]:
    lines = [f"for {module.source(generator.target)} in {module.source(generator.iter)}:"]
    lines += [f"\tif {module.source(condition)}:" for condition in generator.ifs]
    depth = "\t" * len(lines)
    return [*lines, *(depth + line for line in action)]


def _comprehension(module: Module, rng: Random) -> Iterator[Change]:
    """A loop that fills a list, set or dict for a comprehension."""
    for node in module.nodes:
        if not isinstance(node, ast.Assign | ast.Return) or not isinstance(node.value, _Comprehension):
            continue
        value = node.value
        if not _simple_generator(module, value, value.generators):
            continue
        indent = indent_of(module, node)
        name = target_name(node) if isinstance(node, ast.Assign) else fresh_name(module, rng)
        if indent is None or name is None or name in names_in(value):
            continue
        if isinstance(value, ast.DictComp):
            parts, empty = (value.key, value.value), "{}"
            action = f"{name}[{module.source(value.key)}] = {module.source(value.value)}"
        else:
            method, empty = ("append", "[]") if isinstance(value, ast.ListComp) else ("add", "set()")
            parts, action = (value.elt, value.elt), f"{name}.{method}({module.source(value.elt)})"
        if flat(module, *parts):
            lines = [f"{name} = {empty}", *_loop(module, value.generators[0], [action])]
            end = [f"return {name}"] if isinstance(node, ast.Return) else []
            yield (put(module, node, indent, [*lines, *end]),)


def _any_all(module: Module, _rng: Random) -> Iterator[Change]:
    """A loop that returns at the first hit for `return any(...)` or `return all(...)`."""
    for node in module.of(ast.Return):
        call = node.value
        if not isinstance(call, ast.Call) or len(call.args) != 1 or not isinstance(call.func, ast.Name):
            continue
        inner, indent = call.args[0], indent_of(module, node)
        if call.func.id not in {"any", "all"} or not isinstance(inner, ast.GeneratorExp) or indent is None:
            continue
        generator = inner.generators[0]
        if generator.ifs or not _simple_generator(module, inner, inner.generators):
            continue
        is_any = call.func.id == "any"
        test = module.source(inner.elt) if is_any else opposite(module, inner.elt)
        if flat(module, inner.elt):
            loop = _loop(module, generator, [f"if {test}:", f"\treturn {is_any}"])
            yield (put(module, node, indent, [*loop, f"return {not is_any}"]),)


def _enumerated(module: Module) -> Iterator[tuple[ast.For, str, str, ast.expr]]:
    """Loops `for number, item in enumerate(things)` with the two names and the things."""
    for node in module.of(ast.For):
        call, target = node.iter, node.target
        if not isinstance(call, ast.Call) or module.source(call.func) != "enumerate":
            continue
        if len(call.args) != 1 or call.keywords or node.orelse:
            continue
        if isinstance(target, ast.Tuple) and len(target.elts) == 2 and isinstance(call.args[0], ast.Name):
            number, item = target.elts
            if isinstance(number, ast.Name) and isinstance(item, ast.Name):
                yield node, number.id, item.id, call.args[0]


def _range_len(module: Module, _rng: Random) -> Iterator[Change]:
    for node, number, item, things in _enumerated(module):
        source = module.source(things)
        first = node.body[0]
        start, end = module.span(node.target)[0], module.span(node.iter)[1]
        line = module.starts[first.lineno - 1]
        indent = module.text[line : module.span(first)[0]]
        if not indent.strip() and first.lineno > node.lineno:
            head = Splice(start, end, f"{number} in range(len({source}))")
            yield head, Splice(line, line, f"{indent}{item} = {source}[{number}]\n")


def _counter(module: Module, _rng: Random) -> Iterator[Change]:
    """A number that is counted by hand."""
    for node, number, item, things in _enumerated(module):
        stored = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        jumps = any(isinstance(part, ast.Continue) for part in ast.walk(node))
        last = node.body[-1]
        indent, inner = indent_of(module, node), indent_of(module, last)
        function = function_of(module, node)
        if jumps or indent is None or inner is None or function is None or len(stored) < 2:
            continue
        if isinstance(last, ast.Return | ast.Break | ast.Raise) or not is_free({number}, function, node):
            continue
        start, end = module.span(node.target)[0], module.span(node.iter)[1]
        before, after = module.starts[node.lineno - 1], module.span(node)[1]
        yield (
            Splice(before, before, f"{indent}{number} = 0\n"),
            Splice(start, end, f"{item} in {module.source(things)}"),
            Splice(after, after, f"\n{inner}{number} += 1"),
        )


def _yield_each(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Expr):
        function = function_of(module, node)
        indent = indent_of(module, node)
        if not isinstance(node.value, ast.YieldFrom) or indent is None or function is None:
            continue
        free = next((n for n in ("item", "value", "entry", "x") if n not in names_in(function)), None)
        inner = node.value.value
        if free and flat(module, inner) and not isinstance(inner, ast.GeneratorExp | ast.Tuple):
            yield (put(module, node, indent, [f"for {free} in {module.source(inner)}:", f"\tyield {free}"]),)


def _keys(module: Module, _rng: Random) -> Iterator[Change]:
    """`d.keys()` where a look at `d` gives the keys; that `d` is a dict shows in `d[key]`."""
    for node in module.of(ast.For):
        if not isinstance(node.iter, ast.Name | ast.Attribute) or not isinstance(node.target, ast.Name):
            continue
        used = f"{module.source(node.iter)}[{node.target.id}]"
        end = module.span(node.iter)[1]
        if any(isinstance(n, ast.Subscript) and module.source(n) == used for n in ast.walk(node)):
            yield (Splice(end, end, ".keys()"),)


_COMPREHENSION = "def f(xs):\n    ys = [x + 1 for x in xs if x > 1]\n    return ys\n"
_FILLED = """def f(xs):
    ys = []
    for x in xs:
        if x > 1:
            ys.append(x + 1)
    return ys
"""
_ANY = "def f(xs):\n    return any(x > 2 for x in xs)\n"
_SOUGHT = "def f(xs):\n    for x in xs:\n        if x > 2:\n            return True\n    return False\n"
_ENUMERATE = (
    "def f(xs):\n    ys = []\n    for i, x in enumerate(xs):\n        ys.append(i * x)\n    return ys\n"
)
_LIST = ("f([1, 2, 3])", "f([])")

TASKS = (
    Task(
        "comprehension",
        "refactor",
        _comprehension,
        _COMPREHENSION,
        _FILLED,
        (
            "Use a comprehension.",
            "Turn this loop into a comprehension.",
            "Simplify the loop.",
            "Build it with a comprehension instead of a loop.",
        ),
        _LIST,
        ("PERF401", "PERF402", "PERF403"),
        4,
    ),
    Task(
        "any-all",
        "refactor",
        _any_all,
        _ANY,
        _SOUGHT,
        ("Use any() or all().", "Replace the loop by any or all.", "Simplify {name}."),
        _LIST,
        ("SIM110",),
        2,
    ),
    Task(
        "enumerate-range",
        "refactor",
        _range_len,
        _ENUMERATE,
        _ENUMERATE.replace("i, x in enumerate(xs):", "i in range(len(xs)):\n        x = xs[i]"),
        ("Use enumerate.", "Loop over the items, not their indices.", "Replace range(len()) by enumerate."),
        _LIST,
        weight=3,
    ),
    Task(
        "enumerate-counter",
        "refactor",
        _counter,
        _ENUMERATE,
        _ENUMERATE.replace("    for i, x in enumerate(xs)", "    i = 0\n    for x in xs").replace(
            "(i * x)\n", "(i * x)\n        i += 1\n"
        ),
        ("Use enumerate.", "Let enumerate count.", "Get rid of the counter variable."),
        _LIST,
        ("SIM113",),
        2,
    ),
    Task(
        "yield-from",
        "refactor",
        _yield_each,
        "def f(xs):\n    yield from xs\n",
        "def f(xs):\n    for item in xs:\n        yield item\n",
        ("Use yield from.", "Replace the loop by yield from.", "Simplify {name}."),
        ("list(f([1, 2]))",),
        ("UP028",),
        2,
    ),
    Task(
        "needless-keys",
        "refactor",
        _keys,
        "def f(d):\n    s = 0\n    for k in d:\n        s += d[k]\n    return s\n",
        "def f(d):\n    s = 0\n    for k in d.keys():\n        s += d[k]\n    return s\n",
        ("Loop over the dict itself.", "Remove the needless .keys().", "Drop .keys()."),
        ("f({'a': 1, 'b': 2})",),
        ("SIM118",),
        1,
    ),
)
