"""What tasks need to put statements in the place of others."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from random import Random

from novaedit.synth.module import Module, Splice

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef

_FRESH = ("result", "results", "items", "values", "found", "out", "output")
_STEP = "    "
_OPPOSITES = {"==": "!=", "!=": "==", "in": "not in", "not in": "in", "is": "is not", "is not": "is"}


def indent_of(module: Module, node: ast.stmt) -> str | None:
    """The blanks before a statement that has its lines for itself, comments included; else None."""
    start, end = module.span(node)
    first, last = module.starts[node.lineno - 1], module.starts[node.end_lineno or node.lineno]
    indent, rest = module.text[first:start], module.text[end:last]
    return indent if not indent.strip() and not rest.strip() else None


def flat(module: Module, *nodes: ast.AST) -> bool:
    """Whether each of the nodes stands on one line."""
    return all("\n" not in module.source(node) for node in nodes)


def put(module: Module, node: ast.stmt, indent: str, lines: Iterable[str]) -> Splice:
    """Lines in the place of a statement; a tab at a line's start is one step of indentation."""
    text = f"\n{indent}".join(line.replace("\t", _STEP) for line in lines)
    return Splice(*module.span(node), text)


def function_of(module: Module, node: ast.AST) -> FunctionNode | None:
    """The innermost function around a node."""
    parent = module.parents.get(node)
    while parent is not None and not isinstance(parent, FunctionNode):
        parent = None if isinstance(parent, ast.ClassDef | ast.Lambda) else module.parents.get(parent)
    return parent


def names_in(node: ast.AST) -> set[str]:
    """The variables that are read or set somewhere in a node."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def target_name(node: ast.Assign) -> str | None:
    """The variable that is assigned to, where it is one."""
    first = node.targets[0]
    return first.id if len(node.targets) == 1 and isinstance(first, ast.Name) else None


def is_in_fstring(node: ast.AST, name: str) -> bool:
    """Whether a variable stands in an f-string: there it has no place of its own before Python 3.12."""
    texts = [part for part in ast.walk(node) if isinstance(part, ast.JoinedStr)]
    return any(name in names_in(text) for text in texts)


def is_free(names: set[str], function: ast.AST, inside: ast.AST) -> bool:
    """Whether a function uses none of the names but inside one of its nodes."""
    within = {id(part) for part in ast.walk(inside)}
    others = [part for part in ast.walk(function) if id(part) not in within]
    used = {part.id for part in others if isinstance(part, ast.Name)}
    used |= {part.arg for part in others if isinstance(part, ast.arg)}
    return not names & used


def fresh_name(module: Module, rng: Random) -> str | None:
    """A name that the module does not use yet."""
    free = [name for name in _FRESH if name not in module.names]
    return rng.choice(free) if free else None


def is_boolean(node: ast.expr) -> bool:
    """Whether an expression is True or False, whatever its operands are."""
    if isinstance(node, ast.Compare):
        return len(node.ops) == 1 and isinstance(node.ops[0], ast.Is | ast.IsNot | ast.In | ast.NotIn)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.BoolOp):
        return all(map(is_boolean, node.values))
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in {"startswith", "endswith", "isdigit", "isidentifier", "is_file", "is_dir"}
    return isinstance(node.func, ast.Name) and node.func.id in {"isinstance", "any", "all", "hasattr"}


def opposite(module: Module, node: ast.expr) -> str:
    """The source of `not node`."""
    source = module.source(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return module.source(node.operand)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        (_, start), (end, _) = module.span(node.left), module.span(node.comparators[0])
        other = _OPPOSITES.get(module.text[start:end].strip())
        if other:
            return f"{module.source(node.left)} {other} {module.source(node.comparators[0])}"
    simple = isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
    return f"not {source}" if simple else f"not ({source})"
