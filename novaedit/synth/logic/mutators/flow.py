"""Statements that are missing, in the wrong order, or one level too deep."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr)
_LOOPS = (ast.For, ast.While)
_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def _blocks(module: Module) -> Iterator[Sequence[ast.stmt]]:
    for node in module.nodes:
        if not isinstance(node, ast.Module):
            for name in ("body", "orelse", "finalbody"):
                block = node.__dict__.get(name)
                if isinstance(block, list) and block:
                    yield block


def _lines(module: Module, first: ast.stmt, last: ast.stmt | None = None) -> tuple[int, int]:
    """Offsets of the whole lines of one statement, or of those from one to another."""
    end = (last or first).end_lineno or first.lineno
    return module.starts[first.lineno - 1], module.starts[min(end, len(module.starts) - 1)]


def _alone(module: Module, node: ast.stmt) -> bool:
    """Whether nothing else stands on the statement's lines."""
    start, end = module.span(node)
    first, last = _lines(module, node)
    rest = module.text[end:last].strip()
    return not module.text[first:start].strip() and (not rest or rest.startswith("#"))


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_line(module: Module, node: ast.stmt, *, returns: bool = False) -> bool:
    """Whether the statement is a simple one, or a return if those count, with a line of its own."""
    kinds = (ast.Return, *_SIMPLE) if returns else _SIMPLE
    one = isinstance(node, kinds) and node.lineno == node.end_lineno
    return one and not _is_docstring(node) and _alone(module, node)


def _missing_line(module: Module, _rng: Random) -> Iterator[Change]:
    for block in _blocks(module):
        for node in block:
            if len(block) > 1 and _is_line(module, node):
                yield (Splice(*_lines(module, node), ""),)


def _swapped_lines(module: Module, _rng: Random) -> Iterator[Change]:
    for block in _blocks(module):
        for one, other in pairwise(block):
            lines = _is_line(module, one) and _is_line(module, other)
            if lines and other.lineno == one.lineno + 1:
                first, second = _lines(module, one), _lines(module, other)
                text = module.text[slice(*second)] + module.text[slice(*first)]
                if text.endswith("\n"):
                    yield (Splice(first[0], second[1], text),)


def _into_loop(module: Module, _rng: Random) -> Iterator[Change]:
    """The statement after a loop, a return above all, pulled into it."""
    for block in _blocks(module):
        for loop, after in pairwise(block):
            if (
                not isinstance(loop, (*_LOOPS, ast.If))
                or loop.orelse
                # What follows a return is dead: too plain to be anybody's mistake for long.
                or isinstance(loop.body[-1], _LEAVES)
                or loop.body[-1].end_lineno == loop.lineno
            ):
                continue
            if _is_line(module, after, returns=True):
                start, _ = _lines(module, after)
                yield (Splice(start, start, " " * (loop.body[0].col_offset - loop.col_offset)),)


def _out_of_loop(module: Module, _rng: Random) -> Iterator[Change]:
    """The last statement of a loop or condition moved out of it."""
    for node in module.of(*_LOOPS, ast.If):
        body: list[ast.stmt] = node.__dict__["body"]
        last = body[-1]
        if len(body) > 1 and not node.__dict__["orelse"] and _is_line(module, last, returns=True):
            start, _ = _lines(module, last)
            depth = last.col_offset - node.__dict__["col_offset"]
            yield (Splice(start, start + depth, ""),)


def _elif(module: Module, _rng: Random) -> Iterator[Change]:
    """`elif` as `if`."""
    for token in module.tokens:
        if token.is_name and token.text == "elif":
            yield (Splice(token.start, token.start + 2, ""),)


def _jump(module: Module, _rng: Random) -> Iterator[Change]:
    """`break` and `continue` for each other, or missing."""
    for block in _blocks(module):
        for node in block:
            if isinstance(node, ast.Break | ast.Continue):
                other = "continue" if isinstance(node, ast.Break) else "break"
                yield (Splice(*module.span(node), other),)
                if len(block) > 1 and _alone(module, node):
                    yield (Splice(*_lines(module, node), ""),)


def _base_case(module: Module, _rng: Random) -> Iterator[Change]:
    """A case that is decided early, left out."""
    for block in _blocks(module):
        for node in block[:-1]:
            if isinstance(node, ast.If) and not node.orelse and len(node.body) == 1:
                short = (node.end_lineno or 0) - node.lineno <= 1
                if short and _is_plain_case(node.test, node.body[0]):
                    yield (Splice(*_lines(module, node), ""),)


def _is_plain_case(test: ast.expr, body: ast.stmt) -> bool:
    """Whether an example of the case is enough to write it: what is computed in it nobody could guess."""
    plain = (ast.Name, ast.Constant, ast.Compare, ast.UnaryOp, ast.cmpop, ast.unaryop, ast.expr_context)
    lengths = [part for part in ast.walk(test) if isinstance(part, ast.Call)]
    if any(getattr(call.func, "id", "") != "len" or len(call.args) != 1 for call in lengths):
        return False
    if not all(isinstance(part, (*plain, ast.Call)) for part in ast.walk(test)):
        return False
    if not isinstance(body, ast.Return):
        return isinstance(body, ast.Continue | ast.Raise)
    items = (
        ast.List,
        ast.Tuple,
        ast.Dict,
        ast.Constant,
        ast.Name,
        ast.UnaryOp,
        ast.unaryop,
        ast.expr_context,
    )
    return body.value is None or all(isinstance(part, items) for part in ast.walk(body.value))


def _return_dropped(module: Module, _rng: Random) -> Iterator[Change]:
    """`return x` as `x`."""
    for node in module.of(ast.Return):
        value = node.value
        if isinstance(value, ast.Call | ast.Name | ast.BinOp | ast.List):
            yield (Splice(module.span(node)[0], module.span(value)[0], ""),)


def _while_if(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.While):
        start, _ = module.span(node)
        if not node.orelse and not any(isinstance(n, ast.Break | ast.Continue) for n in ast.walk(node)):
            yield (Splice(start, start + len("while"), "if"),)


def _filter_dropped(module: Module, _rng: Random) -> Iterator[Change]:
    """The `if` of a comprehension, left out, where an example can tell what it says."""
    for node in module.of(ast.comprehension):
        if len(node.ifs) == 1 and not any(isinstance(part, ast.BoolOp) for part in ast.walk(node.ifs[0])):
            (_, start), (_, end) = module.span(node.iter), module.span(node.ifs[0])
            yield (Splice(start, end, ""),)


_FUNCTION = "def f(a):\n    b = a\n    for c in a:\n        b = c\n        a = b\n    return b\n"

MUTATORS = (
    Injector(
        "logic-missing-line",
        "logic",
        _missing_line,
        "def f():\n    a = 1\n    b = 2\n",
        "def f():\n    b = 2\n",
        2.5,
    ),
    Injector(
        "logic-swapped-lines",
        "logic",
        _swapped_lines,
        "def f():\n    a = 1\n    b = 2\n",
        "def f():\n    b = 2\n    a = 1\n",
        1.5,
    ),
    Injector(
        "logic-into-loop",
        "logic",
        _into_loop,
        _FUNCTION,
        _FUNCTION.replace("    return", "        return"),
        2,
    ),
    Injector(
        "logic-out-of-loop", "logic", _out_of_loop, _FUNCTION, _FUNCTION.replace("        a =", "    a ="), 2
    ),
    Injector(
        "logic-elif", "logic", _elif, "if a:\n    b\nelif c:\n    d\n", "if a:\n    b\nif c:\n    d\n", 1
    ),
    Injector("logic-jump", "logic", _jump, "while a:\n    break\n", "while a:\n    continue\n", 1.5),
    Injector(
        "logic-base-case",
        "logic",
        _base_case,
        "def f(a):\n    if a:\n        return 1\n    return 2\n",
        "def f(a):\n    return 2\n",
        2,
    ),
    Injector(
        "logic-return-dropped",
        "logic",
        _return_dropped,
        "def f(a):\n    return a\n",
        "def f(a):\n    a\n",
        0.2,
    ),
    Injector("logic-while-if", "logic", _while_if, "while a:\n    b\n", "if a:\n    b\n", 0.8),
    Injector(
        "logic-filter", "logic", _filter_dropped, "x = [a for a in b if c]\n", "x = [a for a in b]\n", 1.5
    ),
)
