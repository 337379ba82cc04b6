"""What ruff reports but does not mend by itself, or only unsafely."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

#: How the names of functions begin whose results are of use.
_GIVING = frozenset(
    {
        *("get", "make", "create", "build", "load", "read", "find", "parse", "fetch", "query", "select"),
        *("run", "call", "execute", "compute", "calculate", "process", "invoke", "evaluate", "apply"),
        *("check", "validate", "verify", "resolve", "convert", "encode", "decode", "compile", "transform"),
        *("pop", "open", "connect", "send", "post", "put", "request", "submit", "wait", "render", "format"),
    }
)


def _equals_singleton(module: Module, _rng: Random) -> Iterator[Change]:
    """`x == None` for `x is None`."""
    for node in module.of(ast.Compare):
        other = node.comparators[0]
        if (
            len(node.ops) != 1
            or not isinstance(other, ast.Constant)
            or other.value not in (None, True, False)
        ):
            continue
        (_, start), (end, _) = module.span(node.left), module.span(other)
        symbol = {" is ": " == ", " is not ": " != "}.get(module.text[start:end])
        if symbol:
            yield (Splice(start, end, symbol),)


def _type_comparison(module: Module, _rng: Random) -> Iterator[Change]:
    """`type(x) == T` for `isinstance(x, T)`."""
    for node in module.of(ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id == "isinstance" and len(node.args) == 2
        if named and isinstance(node.args[1], ast.Name) and not isinstance(module.parents[node], ast.UnaryOp):
            value, kind = map(module.source, node.args)
            yield (Splice(*module.span(node), f"type({value}) == {kind}"),)


def _bare_except(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.ExceptHandler):
        if isinstance(node.type, ast.Name) and node.type.id == "Exception" and not node.name:
            start, end = module.span(node.type)
            yield (Splice(start - 1, end, ""),)


def _mutable_default(module: Module, _rng: Random) -> Iterator[Change]:
    """`def f(x=[])` for `x=None` with `if x is None: x = []` first in the body."""
    for node in module.of(ast.FunctionDef):
        pairs = zip(reversed(node.args.args), reversed(node.args.defaults), strict=False)
        defaults = {argument.arg: value for argument, value in pairs if _is_none(value)}
        for statement in node.body[:4]:
            match = _none_guard(statement)
            if match and match[0] in defaults and match[1] in {"[]", "{}", "set()", "dict()", "list()"}:
                first, last = module.starts[statement.lineno - 1], module.starts[statement.end_lineno or 0]
                if len(node.body) > 1:
                    default = module.span(defaults[match[0]])
                    yield Splice(*default, match[1]), Splice(first, last, "")


def _none_guard(node: ast.stmt) -> tuple[str, str] | None:
    """(name, value) of `if name is None: name = value`."""
    if not isinstance(node, ast.If) or node.orelse or len(node.body) != 1:
        return None
    test, body = ast.unparse(node.test), node.body[0]
    if isinstance(body, ast.Assign) and isinstance(body.targets[0], ast.Name):
        name = body.targets[0].id
        return (name, ast.unparse(body.value)) if test == f"{name} is None" else None
    return None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _lost_cause(module: Module, _rng: Random) -> Iterator[Change]:
    """`raise X()` without the `from error` that the handler has at hand."""
    for node in module.of(ast.Raise):
        if node.exc and node.cause:
            (_, start), (_, end) = module.span(node.exc), module.span(node.cause)
            yield (Splice(start, end, ""),)


def _unused_result(module: Module, rng: Random) -> Iterator[Change]:
    """A result is named and never looked at."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.If, ast.With, ast.For, ast.Try)
    for node in module.of(ast.Expr):
        call = node.value
        if (
            isinstance(call, ast.Call)
            and isinstance(module.parents[node], functions)
            and _may_give(module, call)
        ):
            name = rng.choice(["result", "res", "ret", "value", "x", "out", "response", "tmp"])
            if name not in module.names:
                start, _ = module.span(node)
                yield (Splice(start, start, f"{name} = "),)


def _may_give(module: Module, call: ast.Call) -> bool:
    """Whether a call seems to return something: nobody names what `print` or `append` returns."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name.strip("_").split("_")[0].lower() in _GIVING:
        return True
    own = [function for function in module.functions if function.name == name]
    return any(isinstance(part, ast.Return) and part.value for node in own for part in ast.walk(node))


def _comparison_statement(module: Module, _rng: Random) -> Iterator[Change]:
    """`x == 1` on a line of its own, where `x = 1` is meant."""
    for node in module.of(ast.Assign):
        simple = isinstance(node.targets[0], ast.Attribute | ast.Subscript) and len(node.targets) == 1
        (_, start), (end, _) = module.span(node.targets[0]), module.span(node.value)
        if simple and module.text[start:end] == " = ":
            yield (Splice(start, end, " == "),)


def _uncalled(module: Module, _rng: Random) -> Iterator[Change]:
    """`stream.close` without its parentheses."""
    for node in module.of(ast.Expr):
        call = node.value
        if isinstance(call, ast.Call) and not call.args and not call.keywords:
            (_, start), (_, end) = module.span(call.func), module.span(call)
            yield (Splice(start, end, ""),)


def _lost_return(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Return):
        if node.value and not isinstance(node.value, ast.Call | ast.Await | ast.Constant):
            start, _ = module.span(node)
            yield (Splice(start, module.span(node.value)[0], ""),)


def _assert_tuple(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Assert):
        if node.msg and node.lineno == node.end_lineno:
            (start, _), (_, end) = module.span(node.test), module.span(node.msg)
            yield Splice(start, start, "("), Splice(end, end, ")")


_GUARD = "def f(x=None):\n    if x is None:\n        x = []\n    return x\n"
_TRY = "try:\n    f()\nexcept Exception:\n    g()\n"
_CAUSE = "try:\n    f()\nexcept OSError as e:\n    raise ValueError from e\n"

INJECTORS = (
    Injector("equals-singleton", "lint", _equals_singleton, "x = a is None\n", "x = a == None\n", 2),
    Injector(
        "type-comparison", "lint", _type_comparison, "x = isinstance(a, int)\n", "x = type(a) == int\n", 1.5
    ),
    Injector("bare-except", "lint", _bare_except, _TRY, _TRY.replace(" Exception", ""), 2),
    Injector("mutable-default", "lint", _mutable_default, _GUARD, "def f(x=[]):\n    return x\n", 3),
    Injector("lost-cause", "lint", _lost_cause, _CAUSE, _CAUSE.replace(" from e", ""), 2),
    Injector(
        "unused-result",
        "lint",
        _unused_result,
        "def f():\n    run()\n",
        "def f():\n    result = run()\n",
        1.5,
    ),
    Injector("comparison-statement", "lint", _comparison_statement, "a.x = 1\n", "a.x == 1\n", 2),
    Injector("uncalled", "lint", _uncalled, "f.close()\n", "f.close\n", 2),
    Injector("lost-return", "lint", _lost_return, "def f(x):\n    return x\n", "def f(x):\n    x\n", 1.5),
    Injector("assert-tuple", "lint", _assert_tuple, 'assert a, "b"\n', 'assert (a, "b")\n', 1),
)
