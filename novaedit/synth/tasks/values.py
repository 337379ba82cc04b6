"""Values made a little different: a call around them, a number, a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from novaedit.synth.module import Module, Splice
from novaedit.synth.tasks.rewriting import (
    FunctionNode,
    flat,
    function_of,
    is_in_fstring,
    names_in,
    target_name,
)
from novaedit.synth.tasks.task import Task, Wish

_MOST_RENAMED = 6
_VAGUE = ("tmp", "x", "val", "obj", "thing", "data", "a", "foo", "ret", "res", "var")
_PLAIN = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Call)


@dataclass(frozen=True, slots=True)
class _Method:
    """A method without arguments that makes of a value what the words say."""

    name: str
    wordings: tuple[str, ...]


_METHODS = (
    _Method(
        "strip", ("Ignore blanks around {value}.", "Strip {value}.", "{value} may have spaces around it.")
    ),
    _Method("rstrip", ("Remove blanks at the end of {value}.", "Strip {value} on the right.")),
    _Method("lower", ("{value} in lower case, please.", "Do not care about the case of {value}.")),
    _Method("upper", ("{value} in upper case, please.", "Make {value} upper case.")),
    _Method("title", ("Write {value} with capitals.", "Make {value} title case.")),
    _Method("copy", ("Work on a copy of {value}.", "Do not hand out {value} itself but a copy.")),
    _Method("resolve", ("Make the path {value} absolute, links resolved.", "Resolve {value}.")),
    _Method("expanduser", ("{value} may begin with ~.", "Expand ~ in {value}.")),
    _Method("splitlines", ("Take {value} line by line.", "Use the lines of {value}.")),
)
_FUNCTIONS = (
    _Method("sorted", ("Sort {value}.", "{value} must come in order.")),
    _Method("list", ("Make a list of {value}.", "{value} must be a list there.")),
    _Method("tuple", ("Make a tuple of {value}.", "{value} must be a tuple there.")),
    _Method("set", ("Use a set of {value}.", "Each of {value} only once.")),
    _Method("str", ("{value} must be a string there.", "Convert {value} to a string.")),
    _Method("int", ("{value} must be an int there.", "Convert {value} to int.")),
    _Method("abs", ("Take the absolute value of {value}.", "The sign of {value} does not matter.")),
    _Method("len", ("Use the length of {value}.", "It is the length of {value} that counts.")),
    _Method("reversed", ("Go through {value} backwards.", "{value} in reverse order.")),
    _Method("bool", ("Make {value} a bool.", "Only whether {value} is true matters.")),
)


def _called(name: str, module: Module, _rng: Random) -> Iterator[Wish]:
    """`value.name()`."""
    for node in module.of(ast.Call):
        function = node.func
        if not isinstance(function, ast.Attribute) or function.attr != name or node.args or node.keywords:
            continue
        if isinstance(function.value, _PLAIN) and flat(module, node):
            end = module.span(function.value)[1]
            change = (Splice(end, module.span(node)[1], ""),)
            yield Wish(change, {"value": _quoted(module, function.value)})


def _wrapped(name: str, module: Module, _rng: Random) -> Iterator[Wish]:
    """`name(value)`."""
    for node in module.of(ast.Call):
        if (
            not isinstance(node.func, ast.Name)
            or node.func.id != name
            or len(node.args) != 1
            or node.keywords
        ):
            continue
        (value,) = node.args
        if isinstance(value, _PLAIN) and flat(module, node):
            change = (Splice(*module.span(node), module.source(value)),)
            yield Wish(change, {"value": _quoted(module, value)})


def _fallback(module: Module, _rng: Random) -> Iterator[Wish]:
    """`value or other`."""
    for node in module.of(ast.BoolOp):
        parent = module.parents[node]
        is_value = isinstance(parent, ast.Assign | ast.Return | ast.Call | ast.keyword)
        if isinstance(node.op, ast.Or) and len(node.values) == 2 and is_value and flat(module, node):
            value, other = node.values
            if isinstance(value, _PLAIN):
                change = (Splice(module.span(value)[1], module.span(node)[1], ""),)
                yield Wish(change, {"value": _quoted(module, value), "other": _quoted(module, other)})


def _missing_key(module: Module, _rng: Random) -> Iterator[Wish]:
    """`d.get(key)` and `d.get(key, other)`, for which `d[key]` stood."""
    for node in module.of(ast.Call):
        function = node.func
        if not isinstance(function, ast.Attribute) or function.attr != "get" or node.keywords:
            continue
        if not 1 <= len(node.args) <= 2 or not flat(module, node):
            continue
        key, *others = node.args
        if isinstance(key, ast.Constant | ast.Name) and isinstance(function.value, ast.Name | ast.Attribute):
            text = f"{module.source(function.value)}[{module.source(key)}]"
            words = {"key": _quoted(module, key)}
            words |= {"other": _quoted(module, others[0])} if others else {}
            yield Wish((Splice(*module.span(node), text),), words)


def _bound(module: Module, _rng: Random) -> Iterator[Wish]:
    """`max(value, least)` and `min(value, most)`."""
    for node in module.of(ast.Call):
        if not isinstance(node.func, ast.Name) or node.func.id not in {"max", "min"}:
            continue
        if len(node.args) != 2 or node.keywords or not flat(module, node):
            continue
        value, bound = node.args
        if isinstance(value, ast.Constant):
            value, bound = bound, value
        if isinstance(value, _PLAIN) and not isinstance(value, ast.Constant | ast.Starred):
            key = "least" if node.func.id == "max" else "most"
            words = {"value": _quoted(module, value), key: _quoted(module, bound)}
            yield Wish((Splice(*module.span(node), module.source(value)),), words)


def _number(module: Module, rng: Random) -> Iterator[Wish]:
    """A number that has a name: of a variable, an argument or a default."""
    named = [(node.value, node.arg) for node in module.of(ast.keyword)]
    named += [(node.value, target_name(node)) for node in module.of(ast.Assign)]
    for node, name in named:
        value = node.value if isinstance(node, ast.Constant) else None
        if name is not None and isinstance(value, int | float) and value not in (0, 1):
            old = _other(value, rng)
            yield Wish(
                (Splice(*module.span(node), old),), {"what": name, "old": old, "new": module.source(node)}
            )


def _name(module: Module, rng: Random) -> Iterator[Wish]:
    """A local variable whose name says something."""
    for function in module.functions:
        for name in sorted(names_in(function)):
            places = _local(module, function, name)
            vague = [word for word in _VAGUE if word not in module.names and word[0] == name[0]]
            vague = vague or [word for word in _VAGUE if word not in module.names]
            if places and vague and len(name) > 3:
                old = rng.choice(vague)
                change = tuple(Splice(*module.span(place), old) for place in places)
                yield Wish(change, {"old": old, "new": name})


def _local(module: Module, function: FunctionNode, name: str) -> list[ast.Name]:
    """All places of a variable that a function sets and nothing else knows; [] if it is none."""
    nodes = [n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == name]
    if not 2 <= len(nodes) <= _MOST_RENAMED or not isinstance(nodes[0].ctx, ast.Store):
        return []
    others = {n.arg for n in ast.walk(function) if isinstance(n, ast.arg)}
    declared = {x for n in ast.walk(function) if isinstance(n, ast.Global | ast.Nonlocal) for x in n.names}
    hidden = is_in_fstring(function, name)
    elsewhere = any(function_of(module, node) is not function for node in nodes)
    return [] if name in others | declared or hidden or elsewhere else nodes


def _quoted(module: Module, node: ast.expr) -> str:
    """A name or constant as it is, all else in backticks."""
    source = module.source(node)
    return source if isinstance(node, ast.Name | ast.Constant | ast.Attribute) else f"`{source}`"


def _other(value: float, rng: Random) -> str:
    """Another number, as somebody could have written it."""
    if isinstance(value, int):
        return str(rng.choice([value * 2, value * 10, value + 1, value - 1]))
    return str(round(value * rng.choice((0.5, 2, 10)), 6))


TASKS = (
    *(
        Task(
            f"wish-{method.name}",
            "synthetic",
            partial(_called, method.name),
            f"def f(x):\n    return x.{method.name}()\n",
            "def f(x):\n    return x\n",
            method.wordings,
            weight=0.5,
            known=True,
        )
        for method in _METHODS
    ),
    *(
        Task(
            f"wish-{function.name}",
            "synthetic",
            partial(_wrapped, function.name),
            f"def f(x):\n    return {function.name}(x)\n",
            "def f(x):\n    return x\n",
            function.wordings,
            weight=0.5,
            known=True,
        )
        for function in _FUNCTIONS
    ),
    Task(
        "wish-fallback",
        "synthetic",
        _fallback,
        "def f(x, y):\n    return x or y\n",
        "def f(x, y):\n    return x\n",
        ("Fall back to {other} if {value} is empty.", "Use {other} where there is no {value}."),
        weight=2,
    ),
    Task(
        "wish-missing-key",
        "synthetic",
        _missing_key,
        "def f(x):\n    return x.get('y', 3)\n",
        "def f(x):\n    return x['y']\n",
        (
            "Use {other} when {key} is missing.",
            "{key} may be missing: {other} then.",
            "Do not fail when {key} is missing.",
            "{key} may be missing.",
        ),
        weight=2,
        known=True,
    ),
    Task(
        "wish-bound",
        "synthetic",
        _bound,
        "def f(x):\n    return max(x, 3)\n",
        "def f(x):\n    return x\n",
        (
            "{value} must be at least {least}.",
            "Never less than {least} for {value}.",
            "{value} must be at most {most}.",
            "Never more than {most} for {value}.",
        ),
        weight=2,
        known=True,
    ),
    Task(
        "wish-number",
        "synthetic",
        _number,
        "def f(x):\n    limit = 30\n    return g(x, limit)\n",
        "def f(x):\n    limit = 60\n    return g(x, limit)\n",
        (
            "Set {what} to {new}, not {old}.",
            "Change {what} from {old} to {new}.",
            "{what} should be {new} instead of {old}.",
        ),
        weight=1,
    ),
    Task(
        "wish-name",
        "synthetic",
        _name,
        "def f(y):\n    total = g(y)\n    return total\n",
        "def f(y):\n    tmp = g(y)\n    return tmp\n",
        ("Rename {old} to {new}.", "Call {old} {new}.", "{old} says nothing: call it {new}."),
        weight=0.8,
    ),
)
