"""The names that a module offers: what stands at its top level once it has run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Literal

#: How a name came to be: by `from x import name`, by `import name`, or by code of the module's own.
Origin = Literal["from", "import", "own"]


def offered_names(tree: ast.Module) -> dict[str, Origin]:
    """Every name bound at the top level and not deleted again; of a star import nothing is known."""
    names: dict[str, Origin] = {}
    for statement in top_level(tree.body):
        if isinstance(statement, ast.Delete):
            for name in _targets(statement.targets):
                names.pop(name, None)
        else:
            names |= _bound(statement)
    return names


def top_level(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body in order, those inside `if`, `try`, `with` and loops too."""
    for statement in body:
        yield statement
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for part in _parts(statement):
                yield from top_level(part)


def listed_names(tree: ast.Module) -> frozenset[str] | None:
    """What `__all__` says, as far as it is written down; None where there is none."""
    found: list[str] = []
    is_there = False
    for statement in top_level(tree.body):
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if "__all__" in _targets(targets) and statement.value is not None:
                is_there = True
                found += _strings(statement.value)
        elif isinstance(statement, ast.Expr) and "__all__" in ast.unparse(statement)[:7]:
            found += _strings(statement.value)  # __all__.append("name")
    return frozenset(found) if is_there else None


def read_names(tree: ast.Module) -> frozenset[str]:
    """Every name that is read anywhere in the module."""
    return frozenset(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    )


def _parts(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    yield getattr(statement, "body", [])
    for branch in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield branch.body
    yield getattr(statement, "orelse", [])
    yield getattr(statement, "finalbody", [])


def _bound(statement: ast.stmt) -> dict[str, Origin]:
    match statement:
        case ast.Import():
            return {alias.asname or alias.name.split(".")[0]: "import" for alias in statement.names}
        case ast.ImportFrom():
            return {alias.asname or alias.name: "from" for alias in statement.names if alias.name != "*"}
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return {statement.name: "own"}
        case ast.Assign():
            return dict.fromkeys(_targets(statement.targets), "own")
        case ast.AnnAssign(value=ast.expr()) | ast.For() | ast.AsyncFor():
            return dict.fromkeys(_targets([statement.target]), "own")
        case ast.With() | ast.AsyncWith():
            variables = [item.optional_vars for item in statement.items if item.optional_vars]
            return dict.fromkeys(_targets(variables), "own")
    return {}


def _targets(targets: Sequence[ast.expr]) -> list[str]:
    nodes = (node for target in targets for node in ast.walk(target))
    return [n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)]


def _strings(value: ast.expr) -> list[str]:
    return [n.value for n in ast.walk(value) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
