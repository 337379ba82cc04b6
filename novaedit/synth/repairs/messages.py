"""The types that a checker's message speaks of, and how a file would write them."""

from __future__ import annotations

import ast
import re

from novaedit.synth.module import Module, name_of

_TYPE = r"[\"`]([^\"`]+)[\"`]"
_EXPECTED = re.compile(
    rf"(?:expected|variable has type|argument has type|declared to have type|return type) {_TYPE}",
    re.IGNORECASE,
)
_GOT = re.compile(
    rf"(?:got|incompatible type|expression has type|default has type|item type|used as type) {_TYPE}",
    re.IGNORECASE,
)
_QUOTED = re.compile(_TYPE)


def expected(message: str) -> str:
    """The type that is wanted, as the message writes it, or ""."""
    return _first(_EXPECTED, message)


def got(message: str) -> str:
    """The type that is there instead, or ""."""
    return _first(_GOT, message)


def quoted(message: str) -> list[str]:
    """All that stands in quotes."""
    return _QUOTED.findall(message)


def heads(text: str) -> list[str]:
    """The plain names of a type and, of a union, of its members: `dict` for `dict[str, int]`."""
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return []
    return [name for part in _members(tree) if (name := _head(part))]


def written(text: str, module: Module) -> str:
    """A type of a message as this file would write it, or "" for what is no expression.

    A dotted name loses its module unless the file has imported that.
    """
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        return ""
    short = _Short(module.names).visit(tree)
    found = ast.unparse(ast.fix_missing_locations(short))
    return found if "..." not in found or "tuple" in found.lower() else ""


def optional(text: str, module: Module) -> str:
    """A type that may be None as well, in the file's notation."""
    return f"Optional[{text}]" if "Optional" in module.names else f"{text} | None"


class _Short(ast.NodeTransformer):
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name) and root.id in self._names and node.attr not in self._names:
            return node
        return ast.Name(node.attr, ast.Load())


def _first(pattern: re.Pattern[str], message: str) -> str:
    found = pattern.search(message)
    return str(found[1]) if found else ""


def _members(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp):
        return [*_members(node.left), *_members(node.right)]
    if isinstance(node, ast.Subscript) and _head(node) in ("Optional", "Union"):
        inside = node.slice
        return list(inside.elts) if isinstance(inside, ast.Tuple) else [inside]
    return [node]


def _head(node: ast.expr) -> str:
    return name_of(node.value if isinstance(node, ast.Subscript) else node)
