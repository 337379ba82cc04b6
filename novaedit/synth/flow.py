"""How a function ends: what it returns, and whether it can reach its end without returning."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_STUBS = frozenset({"overload", "abstractmethod", "abstractproperty"})


def promises(node: _Function) -> bool:
    """Whether the annotated result is that of a body: no generator, no stub, nothing abstract."""
    names = {ast.unparse(item).rsplit(".", 1)[-1] for item in node.decorator_list}
    if names & _STUBS or any(isinstance(part, ast.Yield | ast.YieldFrom) for part in own_nodes(node)):
        return False
    body = [part for part in node.body if not _is_text(part)]
    return bool(body) and not all(isinstance(part, ast.Pass) for part in body)


def _is_text(node: ast.stmt) -> bool:
    """A docstring or `...`."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def own_returns(node: _Function) -> list[ast.Return]:
    """The function's `return` statements, those of inner functions left out."""
    return [part for part in own_nodes(node) if isinstance(part, ast.Return)]


def first_yield(node: _Function) -> int:
    """The line of a generator's first `yield`, 0 if it is none."""
    return min(
        (part.lineno for part in own_nodes(node) if isinstance(part, ast.Yield | ast.YieldFrom)), default=0
    )


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """What is inside a node, depth first, without what is inside other definitions."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, _SCOPES):
            yield from own_nodes(child)


def falls_through(body: Sequence[ast.stmt]) -> bool:
    """Whether the end of a block can be reached, as far as the statements tell."""
    return not any(_ends(node) for node in body)


def _ends(node: ast.stmt) -> bool:
    """Whether nothing after the statement is reached."""
    if isinstance(node, ast.Return | ast.Raise | ast.Continue | ast.Break):
        return True
    if isinstance(node, ast.Assert):
        return isinstance(node.test, ast.Constant) and not node.test.value
    if isinstance(node, ast.If):
        return bool(node.orelse) and not falls_through(node.body) and not falls_through(node.orelse)
    if isinstance(node, ast.With | ast.AsyncWith):
        return not falls_through(node.body)
    if isinstance(node, ast.While):
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        return endless and not any(isinstance(part, ast.Break) for part in own_nodes(node))
    if isinstance(node, ast.Try):
        whole = not falls_through([*node.body, *node.orelse])
        handled = all(not falls_through(handler.body) for handler in node.handlers)
        return (whole and handled) or (bool(node.finalbody) and not falls_through(node.finalbody))
    # A match may be exhaustive, and a call may never return: nobody can tell from here.
    return isinstance(node, ast.Match)


def last_line(node: _Function) -> int:
    """Where Pyre sees the implicit return: at the last statement, however deep."""
    last: ast.stmt = node.body[-1]
    while True:
        blocks = [last.__dict__.get(field) for field in ("finalbody", "orelse", "handlers", "body")]
        inner = next((block for block in blocks if isinstance(block, list) and block), None)
        if inner is None or isinstance(last, _SCOPES):
            return last.lineno
        following = inner[-1]
        last = following.body[-1] if isinstance(following, ast.ExceptHandler) else following
