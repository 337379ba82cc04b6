"""What a function does where things are not as usual: to be asked for, for nothing in the code tells it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Module, Splice
from novaedit.synth.tasks.rewriting import flat, indent_of
from novaedit.synth.tasks.saying import say_condition
from novaedit.synth.tasks.task import Task, Wish

_MOST_TRIED = 5
_SIMPLE = (ast.Return, ast.Raise, ast.Continue, ast.Pass, ast.Assign)


def _refusal(module: Module, rng: Random) -> Iterator[Wish]:
    """`if ...: raise ...` among the statements of a function."""
    for guard in _guards(module):
        (action,) = guard.body
        if not isinstance(action, ast.Raise) or action.exc is None or action.cause is not None:
            continue
        error, arguments = _raised(action.exc)
        if error is None or len(arguments) > 1:
            continue
        words = {"condition": say_condition(module, guard.test, rng), "error": module.source(error)}
        if arguments:
            words["message"] = module.source(arguments[0])
        yield Wish(_without(module, guard), words)


def _early_return(module: Module, rng: Random) -> Iterator[Wish]:
    """`if ...: return ...` before the rest of a function."""
    for guard in _guards(module):
        (action,) = guard.body
        if isinstance(action, ast.Return):
            condition = say_condition(module, guard.test, rng)
            what = {} if action.value is None else {"value": module.source(action.value)}
            yield Wish(_without(module, guard), {"condition": condition, **what})


def _handler(module: Module, _rng: Random) -> Iterator[Wish]:
    """A `try` with one simple way out."""
    for node in module.of(ast.Try):
        if len(node.handlers) != 1 or node.orelse or node.finalbody:
            continue
        (handler,) = node.handlers
        indent, inner = indent_of(module, node), indent_of(module, node.body[0])
        if handler.type is None or len(handler.body) != 1 or indent is None or inner is None:
            continue
        action, first, last = handler.body[0], node.body[0], node.body[-1]
        end = last.end_lineno or 0
        if end - first.lineno >= _MOST_TRIED or not isinstance(action, _SIMPLE) or not _is_bare(module, node):
            continue
        if not flat(module, handler.type, action):
            continue
        lines = module.lines[first.lineno - 1 : end]
        if any(line.strip() and not line.startswith(inner) for line in lines):
            continue
        body = "\n".join(indent + line.removeprefix(inner) if line.strip() else "" for line in lines)
        change = (Splice(module.starts[node.lineno - 1], module.span(node)[1], body),)
        yield Wish(change, {"errors": module.source(handler.type), "action": _said(module, action)})


def _condition_part(module: Module, rng: Random) -> Iterator[Wish]:
    """The last of the conditions of an `if`."""
    for node in module.of(ast.If):
        test = node.test
        if isinstance(test, ast.BoolOp) and flat(module, test) and test.values[-1].lineno == node.lineno:
            last = test.values[-1]
            change = (Splice(module.span(test.values[-2])[1], module.span(last)[1], ""),)
            key = "also" if isinstance(test.op, ast.And) else "or"
            yield Wish(change, {key: say_condition(module, last, rng)})


def _guards(module: Module) -> Iterator[ast.If]:
    """The `if`s of one statement that stand before others in the body of a function."""
    for function in module.functions:
        for node in function.body[:-1]:
            if not isinstance(node, ast.If) or node.orelse or len(node.body) != 1:
                continue
            others = [n for n in function.body if n is not node and not _is_docstring(n)]
            if others and flat(module, node.test, node.body[0]) and indent_of(module, node) is not None:
                above = module.lines[node.lineno - 2].strip()
                if not above.startswith("#") and _is_bare(module, node):
                    yield node


def _without(module: Module, node: ast.stmt) -> tuple[Splice, ...]:
    """A statement's lines go, and one of the blank lines around them."""
    start, end = node.lineno - 1, node.end_lineno or node.lineno
    lines = module.lines
    if not lines[start - 1].strip() and end < len(lines) and not lines[end].strip():
        end += 1
    return (Splice(module.starts[start], module.starts[end], ""),)


def _raised(node: ast.expr) -> tuple[ast.expr | None, list[ast.expr]]:
    if isinstance(node, ast.Call):
        return (None, []) if node.keywords else (node.func, node.args)
    return (node, []) if isinstance(node, ast.Name | ast.Attribute) else (None, [])


def _said(module: Module, action: ast.stmt) -> str:
    if isinstance(action, ast.Pass):
        return "do nothing"
    if isinstance(action, ast.Continue):
        return "go on with the next one"
    if isinstance(action, ast.Return):
        return f"return {module.source(action.value)}" if action.value is not None else "return"
    return f"`{module.source(action)}`"


def _is_bare(module: Module, node: ast.stmt) -> bool:
    """Whether no comment stands in the statement: nobody could ask for it word by word."""
    return not any("#" in line for line in module.lines[node.lineno - 1 : node.end_lineno])


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


_REFUSING = "def f(x):\n    if x is None:\n        raise ValueError('no x')\n    y = g(x)\n    return y\n"
_RETURNING = "def f(x):\n    if not x:\n        return 0\n    return g(x)\n"
_TRYING = "def f(x):\n    try:\n        return g(x)\n    except KeyError:\n        return None\n"

TASKS = (
    Task(
        "wish-refusal",
        "synthetic",
        _refusal,
        _REFUSING,
        "def f(x):\n    y = g(x)\n    return y\n",
        (
            "Raise {error}({message}) if {condition}.",
            "{name} must raise {error} when {condition}, saying {message}.",
            "If {condition}, raise a {error} with the message {message}.",
            "Refuse with {error}({message}) where {condition}.",
            "Raise {error} if {condition}.",
            "{name} should fail with {error} when {condition}.",
        ),
        weight=4,
    ),
    Task(
        "wish-early-return",
        "synthetic",
        _early_return,
        _RETURNING,
        "def f(x):\n    return g(x)\n",
        (
            "Return {value} early if {condition}.",
            "{name} must return {value} when {condition}.",
            "If {condition}, {name} shall give {value}.",
            "Give {value} when {condition}.",
            "Do nothing if {condition}.",
            "{name} should return at once when {condition}.",
        ),
        weight=4,
    ),
    Task(
        "wish-handler",
        "synthetic",
        _handler,
        _TRYING,
        "def f(x):\n    return g(x)\n",
        (
            "Catch {errors} and {action}.",
            "On {errors}, {action}.",
            "Handle {errors} in {name}: {action}.",
            "{name} must not fail with {errors}: {action} instead.",
        ),
        weight=4,
    ),
    Task(
        "wish-condition",
        "synthetic",
        _condition_part,
        "def f(x, y):\n    if x and y > 1:\n        return g(x)\n    return y\n",
        "def f(x, y):\n    if x:\n        return g(x)\n    return y\n",
        (
            "Only if {also}, too.",
            "The condition must also require that {also}.",
            "Do that only where {also}.",
            "Do the same if {or}.",
            "The same must happen when {or}.",
        ),
        weight=3,
    ),
)
