"""Attributes, methods and calls that types give away."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.misspelling import near_miss
from novaedit.synth.module import Change, Module, Splice

#: Methods of built-in types as other languages, or other types, call them.
_FOREIGN = {
    "append": ("push", "add", "push_back"),
    "add": ("append", "insert"),
    "extend": ("append_all", "concat", "addAll"),
    "startswith": ("startsWith", "starts_with", "beginswith"),
    "endswith": ("endsWith", "ends_with"),
    "strip": ("trim",),
    "upper": ("toUpperCase", "to_upper"),
    "lower": ("toLowerCase", "to_lower"),
    "split": ("explode",),
    "join": ("implode",),
    "items": ("iteritems", "entries"),
    "keys": ("iterkeys", "key_set"),
    "values": ("itervalues",),
    "setdefault": ("set_default",),
    "replace": ("replaceAll", "replace_all"),
    "find": ("indexOf",),
    "decode": ("to_string",),
    "read_text": ("read", "readText"),
    "write_text": ("write",),
}


def _misspelt_attribute(module: Module, rng: Random) -> Iterator[Change]:
    known = {node.attr for node in module.of(ast.Attribute)}
    for node in module.of(ast.Attribute):
        wrong = near_miss(node.attr, rng) if len(node.attr) > 2 and not node.attr.startswith("__") else None
        end = module.span(node)[1]
        if isinstance(node.ctx, ast.Load) and wrong and wrong not in known and wrong not in module.names:
            yield (Splice(end - len(node.attr), end, wrong),)


def _foreign_method(module: Module, rng: Random) -> Iterator[Change]:
    modules = {alias.asname or alias.name for node in module.of(ast.Import) for alias in node.names}
    modules |= {"os.path"}
    for node in module.of(ast.Call):
        named = isinstance(node.func, ast.Attribute) and module.source(node.func.value) not in modules
        if named and isinstance(node.func, ast.Attribute) and node.func.attr in _FOREIGN:
            end = module.span(node.func)[1]
            yield (Splice(end - len(node.func.attr), end, rng.choice(_FOREIGN[node.func.attr])),)


def _uncalled_method(module: Module, _rng: Random) -> Iterator[Change]:
    """`for k, v in d.items:` without the parentheses."""
    for node in module.of(ast.Call):
        parent = module.parents.get(node)
        bare = not node.args and not node.keywords and isinstance(node.func, ast.Attribute)
        if bare and not isinstance(parent, ast.Expr | ast.withitem):
            (_, start), (_, end) = module.span(node.func), module.span(node)
            yield (Splice(start, end, ""),)


def _needless_call(module: Module, _rng: Random) -> Iterator[Change]:
    """`path.name()` where `name` is no method."""
    called = {id(node.func) for node in module.of(ast.Call)}
    for node in module.of(ast.Attribute):
        if isinstance(node.ctx, ast.Load) and id(node) not in called:
            parent = module.parents.get(node)
            end = module.span(node)[1]
            if not isinstance(
                parent, ast.Attribute | ast.Subscript | ast.ClassDef | ast.ExceptHandler | ast.arg
            ):
                yield (Splice(end, end, "()"),)


def _lost_await(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Await):
        start, _ = module.span(node)
        yield (Splice(start, module.span(node.value)[0], ""),)


def _lost_return(module: Module, _rng: Random) -> Iterator[Change]:
    """The last `return` of a function that promises a value."""
    for node in module.functions:
        last = node.body[-1]
        promises = node.returns is not None and module.source(node.returns) != "None"
        if promises and isinstance(last, ast.Return) and last.value and last.lineno - node.lineno <= 10:
            start, _ = module.span(last)
            yield (Splice(start, module.span(last.value)[0], ""),)


_CLASS = "class A:\n    def goes(self) -> int:\n        return 1\n\n\nx = A().goes()\n"
_ASYNC = "async def f() -> int:\n    return 1\n\n\nasync def g() -> int:\n    return await f()\n"

INJECTORS = (
    Injector(
        "misspelt-attribute", "types", _misspelt_attribute, _CLASS, _CLASS.replace("().goes", "().gose"), 3.5
    ),
    Injector(
        "foreign-method",
        "types",
        _foreign_method,
        "x = [1]\nx.append(2)\n",
        "x = [1]\nx.push(2)\n",
        2,
        known=True,
    ),
    Injector(
        "uncalled-method",
        "types",
        _uncalled_method,
        "d = {1: 2}\nx = list(d.items())\n",
        "d = {1: 2}\nx = list(d.items)\n",
        2,
    ),
    Injector(
        "needless-call",
        "types",
        _needless_call,
        "import sys\n\nx = sys.path\n",
        "import sys\n\nx = sys.path()\n",
        1,
    ),
    Injector("lost-await", "types", _lost_await, _ASYNC, _ASYNC.replace("await ", ""), 4),
    Injector("lost-last-return", "types", _lost_return, _CLASS, _CLASS.replace("return 1", "1"), 2),
)
