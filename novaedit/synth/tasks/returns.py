"""Statements that nobody needs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.tasks.rewriting import FunctionNode, flat, fresh_name, function_of, indent_of, put
from novaedit.synth.tasks.task import Task

_MOST_MOVED = 6
_LEAVES = ast.Return | ast.Raise | ast.Continue | ast.Break
_CALMS = (ast.Assign, ast.AugAssign, ast.Expr)


def _needless_else(module: Module, _rng: Random) -> Iterator[Change]:
    """What follows an `if` that leaves stands in an `else`."""
    for block in _blocks(module):
        for place, node in enumerate(block[:-1]):
            rest = block[place + 1 :]
            if not isinstance(node, ast.If) or node.orelse or not isinstance(node.body[-1], _LEAVES):
                continue
            indent = indent_of(module, node)
            first, last = module.starts[rest[0].lineno - 1], module.starts[rest[-1].end_lineno or 0]
            gap = module.text[module.starts[node.end_lineno or 0] : first]
            moved = module.text[first:last]
            # A blank line in the gap is lost in the bad form, and nothing would tell where it was.
            if indent is None or gap or moved.count("\n") > _MOST_MOVED or _has_long_string(rest):
                continue
            lines = [f"    {line}" if line.strip() else line for line in moved.splitlines(keepends=True)]
            start = module.starts[node.end_lineno or 0]
            if isinstance(rest[-1], _LEAVES) and moved.endswith("\n"):
                yield (Splice(start, last, f"{indent}else:\n" + "".join(lines)),)


def _blocks(module: Module) -> Iterator[list[ast.stmt]]:
    for node in module.nodes:
        if isinstance(node, FunctionNode | ast.For | ast.While | ast.If | ast.With):
            yield node.body


def _has_long_string(nodes: list[ast.stmt]) -> bool:
    return any(
        isinstance(part, ast.Constant | ast.JoinedStr) and part.end_lineno != part.lineno
        for node in nodes
        for part in ast.walk(node)
    )


def _named_result(module: Module, rng: Random) -> Iterator[Change]:
    """A result gets a name only to be returned."""
    for node in module.of(ast.Return):
        indent, name = indent_of(module, node), fresh_name(module, rng)
        is_plain = isinstance(node.value, ast.Name | ast.Constant | None)
        if indent is None or name is None or is_plain or not flat(module, node):
            continue
        assert node.value is not None  # noqa: S101 - for the type checker: None is plain
        yield (put(module, node, indent, [f"{name} = {module.source(node.value)}", f"return {name}"]),)


def _after_the_end(module: Module, rng: Random) -> Iterator[Change]:
    """A statement after `return` or `raise` that is never reached."""
    for block in _blocks(module):
        node = block[-1]
        indent = indent_of(module, node)
        function = function_of(module, node)
        if not isinstance(node, ast.Return | ast.Raise) or indent is None or function is None:
            continue
        if not flat(module, node):  # the line before has to show that the code is dead
            continue
        arguments = [argument.arg for argument in function.args.args if argument.arg not in {"self", "cls"}]
        dead = ["return None", "pass", "return"]
        dead += [f"print({rng.choice(arguments)})", f"{arguments[0]} = None"] if arguments else []
        end = module.span(node)[1]
        yield (Splice(end, end, f"\n{indent}{rng.choice(dead)}"),)


def _needless_pass(module: Module, _rng: Random) -> Iterator[Change]:
    """A placeholder that stayed: after the docstring, or where a block ends."""
    for block in _blocks(module):
        for node in dict.fromkeys((block[0], block[-1])):
            indent = indent_of(module, node)
            stayed = _is_text(node) if node is block[0] and len(block) > 1 else isinstance(node, _CALMS)
            if indent is not None and stayed:
                end = module.span(node)[1]
                yield (Splice(end, end, f"\n{indent}pass"),)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _long_addition(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = x + 1` for `x += 1`."""
    for node in module.of(ast.AugAssign):
        symbol = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}.get(type(node.op))
        simple = isinstance(node.value, ast.Name | ast.Constant | ast.Call | ast.Attribute)
        if symbol and simple and isinstance(node.target, ast.Name) and flat(module, node):
            name = node.target.id
            yield (Splice(*module.span(node), f"{name} = {name} {symbol} {module.source(node.value)}"),)


_EARLY = "def f(x):\n    if x:\n        return 1\n    y = 2\n    return y\n"
_DEAD = ("Remove the dead code.", "Remove what is never reached.", "Clean up {name}.")

TASKS = (
    Task(
        "needless-else",
        "refactor",
        _needless_else,
        _EARLY,
        "def f(x):\n    if x:\n        return 1\n    else:\n        y = 2\n        return y\n",
        ("Remove the needless else.", "Drop the else after return.", "Dedent: no else is needed here."),
        ("f(0)", "f(1)"),
        ("RET505", "RET506", "RET507", "RET508"),
        3,
    ),
    Task(
        "named-result",
        "refactor",
        _named_result,
        "def f(x):\n    return x + 1\n",
        "def f(x):\n    result = x + 1\n    return result\n",
        ("Return it directly.", "Remove the needless variable.", "Inline the variable."),
        ("f(1)",),
        ("RET504",),
        1,
    ),
    Task(
        "dead-code",
        "refactor",
        _after_the_end,
        "def f(x):\n    return x + 1\n",
        "def f(x):\n    return x + 1\n    return None\n",
        _DEAD,
        ("f(1)",),
        weight=0.5,
        most=1,
    ),
    Task(
        "needless-pass",
        "refactor",
        _needless_pass,
        "def f(x):\n    if x:\n        x += 1\n    return x\n",
        "def f(x):\n    if x:\n        x += 1\n        pass\n    return x\n",
        ("Remove the needless pass.", "Drop the pass.", "Clean up {name}."),
        ("f(1)",),
        ("PIE790",),
        0.2,
        most=1,
    ),
    Task(
        "long-addition",
        "refactor",
        _long_addition,
        "def f(x):\n    x += 1\n    return x\n",
        "def f(x):\n    x = x + 1\n    return x\n",
        ("Use augmented assignment.", "Say it shorter."),
        ("f(1)",),
        weight=1,
    ),
)
