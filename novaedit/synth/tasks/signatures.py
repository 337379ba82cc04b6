"""How a function can be called: defaults, keywords, parameters and decorators that somebody asks for."""

from __future__ import annotations

import ast
import itertools
import tokenize
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Module, Splice, Token
from novaedit.synth.tasks.rewriting import FunctionNode, flat, is_in_fstring
from novaedit.synth.tasks.saying import say_all
from novaedit.synth.tasks.task import Task, Wish

_DECORATORS = {
    "property": "a property",
    "staticmethod": "a static method",
    "classmethod": "a class method",
    "abstractmethod": "abstract",
    "abc.abstractmethod": "abstract",
    "contextmanager": "a context manager",
    "contextlib.contextmanager": "a context manager",
    "cached_property": "a cached property",
    "functools.cached_property": "a cached property",
}
_MOST_USES = 2


def _default(module: Module, _rng: Random) -> Iterator[Wish]:
    """A default, without which the call has to give the argument."""
    for function in module.functions:
        arguments = function.args
        optional = arguments.args[len(arguments.args) - len(arguments.defaults) :]
        pairs = list(zip(optional[:1], arguments.defaults[:1], strict=True))
        by_keyword = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        pairs += [(parameter, default) for parameter, default in by_keyword if default is not None]
        for parameter, default in pairs:
            if flat(module, default) and default.lineno == parameter.end_lineno:
                change = (Splice(module.span(parameter)[1], module.span(default)[1], ""),)
                yield Wish(change, {"parameter": parameter.arg, "value": module.source(default)})


def _keyword_only(module: Module, _rng: Random) -> Iterator[Wish]:
    """The star after which arguments are given by keyword."""
    for function in module.functions:
        if function.args.vararg is None and function.args.kwonlyargs:
            star = _star(module, function)
            if star is not None:
                names = [argument.arg for argument in function.args.kwonlyargs]
                yield Wish((star,), {"parameters": say_all(names)})


def _parameter(module: Module, _rng: Random) -> Iterator[Wish]:
    """The last parameter, with its default in its place."""
    for function in module.functions:
        arguments = function.args
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or len(arguments.args) < 2:
            continue
        last, before = arguments.args[-1], arguments.args[-2]
        default = arguments.defaults[-1] if arguments.defaults else None
        if not isinstance(default, ast.Constant) or type(default.value) not in (int, float, str):
            continue
        uses = _uses(function, last.arg)
        if uses is None or not flat(module, default):
            continue
        first = arguments.defaults[-2] if len(arguments.defaults) > 1 else before
        if first.end_lineno != default.end_lineno:
            continue
        value = module.source(default)
        header = Splice(module.span(first)[1], module.span(default)[1], "")
        change = (header, *(Splice(*module.span(use), value) for use in uses))
        yield Wish(change, {"parameter": last.arg, "value": value})


def _decorator(module: Module, _rng: Random) -> Iterator[Wish]:
    for node in module.functions:
        for decorator in node.decorator_list:
            source = module.source(decorator)
            if source in _DECORATORS and decorator.lineno == decorator.end_lineno:
                start, end = module.starts[decorator.lineno - 1], module.starts[decorator.lineno]
                words = {"method": node.name, "kind": _DECORATORS[source]}
                yield Wish((Splice(start, end, ""),), words)


def _star(module: Module, function: FunctionNode) -> Splice | None:
    """The lone `*` of a function's parameters with its comma, or its line where it has one to itself."""
    start, end = module.span(function)[0], module.span(function.body[0])[0]
    tokens = [token for token in module.tokens if start <= token.start < end]
    for here, after in itertools.pairwise(tokens):
        if here.kind == tokenize.OP and here.text == "*" and after.text == ",":
            return _star_and_comma(module, here, after)
    return None


def _star_and_comma(module: Module, star: Token, comma: Token) -> Splice:
    line = module.lines[star.line]
    if line.strip() == "*,":
        return Splice(module.starts[star.line], module.starts[star.line + 1], "")
    end = comma.end
    while module.text[end : end + 1] == " ":
        end += 1
    return Splice(star.start, end, "")


def _uses(function: FunctionNode, name: str) -> list[ast.Name] | None:
    """Where a parameter is read, if that is all that happens to it; None for too often or never."""
    nodes = [n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == name]
    again = [n for n in ast.walk(function) if isinstance(n, ast.arg) and n.arg == name]
    if is_in_fstring(function, name) or len(again) > 1 or not 0 < len(nodes) <= _MOST_USES:
        return None
    return nodes if all(isinstance(node.ctx, ast.Load) for node in nodes) else None


TASKS = (
    Task(
        "wish-default",
        "synthetic",
        _default,
        "def f(x, y=3):\n    return g(x, y)\n",
        "def f(x, y):\n    return g(x, y)\n",
        (
            "Give {parameter} the default {value}.",
            "{parameter} should be optional, {value} by default.",
            "Make {parameter} of {name} default to {value}.",
            "Let {parameter} be {value} if it is not given.",
        ),
        weight=0.8,
    ),
    Task(
        "wish-keyword-only",
        "synthetic",
        _keyword_only,
        "def f(x, *, y):\n    return g(x, y)\n",
        "def f(x, y):\n    return g(x, y)\n",
        (
            "Make {parameters} keyword-only.",
            "{parameters} may only be given by keyword.",
            "Callers of {name} must name {parameters}.",
        ),
        weight=2,
    ),
    Task(
        "wish-parameter",
        "synthetic",
        _parameter,
        "def f(x, separator=','):\n    return separator.join(x)\n",
        "def f(x):\n    return ','.join(x)\n",
        (
            "Add a parameter {parameter} to {name}, {value} by default.",
            "Make {value} a parameter of {name}, called {parameter}.",
            "Let callers of {name} choose the {parameter}; it stays {value} by default.",
        ),
        weight=3,
    ),
    Task(
        "wish-decorator",
        "synthetic",
        _decorator,
        "class A:\n    @property\n    def f(self):\n        return self.x\n",
        "class A:\n    def f(self):\n        return self.x\n",
        ("Make {method} {kind}.", "{method} should be {kind}.", "Turn {method} into {kind}."),
        weight=2,
        known=True,
    ),
)
