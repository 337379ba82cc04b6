"""Imports that are made to see what comes of them: they are needed though nobody reads their names."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

#: What a failing import raises, and what catches that.
_CATCHING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

#: Level, module, name (None for a plain import) and the name that it is bound to.
_Import = tuple[int, str, str | None, str | None]


def lost_attempt(before: ast.Module, after: ast.Module) -> str:
    """A module or name whose import is tried in `before` and not in `after`, or "".

    An import is tried in a `try` that catches its failure (and in the handler, which makes up for it), in
    a `with`, and where a function does nothing else.
    """
    lost = Counter(_attempts(before.body, tried=False)) - Counter(_attempts(after.body, tried=False))
    if not lost:
        return ""
    level, module, name, _ = min(lost, key=str)
    return "." * level + ".".join(part for part in (module, name) if part)


def _attempts(body: Sequence[ast.stmt], *, tried: bool) -> Iterator[_Import]:
    for statement in body:
        match statement:
            case ast.Import() if tried:
                yield from ((0, alias.name, None, alias.asname) for alias in statement.names)
            case ast.ImportFrom(module=module, level=level) if tried:
                yield from ((level, module or "", a.name, a.asname) for a in statement.names)
            case ast.Try() | ast.TryStar():
                caught = tried or any(_catches(handler) for handler in statement.handlers)
                yield from _attempts(statement.body, tried=caught)
                for handler in statement.handlers:
                    yield from _attempts(handler.body, tried=caught)
                yield from _attempts([*statement.orelse, *statement.finalbody], tried=tried)
            case ast.With() | ast.AsyncWith():
                yield from _attempts(statement.body, tried=True)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _attempts(statement.body, tried=_only_imports(statement.body))
            case ast.Match():
                for branch in statement.cases:
                    yield from _attempts(branch.body, tried=tried)
            case _:
                yield from _attempts(
                    [*getattr(statement, "body", ()), *getattr(statement, "orelse", ())], tried=tried
                )


def _catches(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    named = {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)}
    return bool(named & _CATCHING)


def _only_imports(body: Sequence[ast.stmt]) -> bool:
    code = [s for s in body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    return bool(code) and all(isinstance(s, ast.Import | ast.ImportFrom) for s in code)
