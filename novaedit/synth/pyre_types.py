"""Types as Pyre prints them: `Optional[List[int]]` where mypy has `list[int] | None`."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from random import Random

from novaedit.diagnostics import Diagnostic

_CAPITAL = {
    "list": "List",
    "dict": "Dict",
    "tuple": "Tuple",
    "set": "Set",
    "type": "Type",
    "frozenset": "FrozenSet",
}

#: Pyre names a type as the file does, or by its module: so many of the types in a message.
_BY_MODULE = 0.3
_QUOTED = re.compile(r"`[^`]*`")
_BARE = re.compile(
    r"(?<![\w.])(Optional|Union|List|Dict|Tuple|Set|FrozenSet|Type|Sequence|Iterable|Iterator|Mapping"
    r"|Generator|Match|Pattern|Awaitable|Coroutine)\["
)
_ALWAYS = re.compile(r"(?<![\w.])(Any\b|Callable\[)")


def from_typing(diagnostic: Diagnostic, rng: Random) -> Diagnostic:
    """The finding with some of its types named as `typing.List` and the like."""

    def named(match: re.Match[str]) -> str:
        text = _ALWAYS.sub(r"typing.\1", match[0])
        return _BARE.sub(r"typing.\1[", text) if rng.random() < _BY_MODULE else text

    return replace(diagnostic, message=_QUOTED.sub(named, diagnostic.message))


def pyre_type(text: str) -> str:
    """A type of mypy's messages in Pyre's notation, or "" for what is not written as an expression."""
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError:
        return ""
    known = ast.Name | ast.Attribute | ast.Subscript | ast.BinOp | ast.Constant
    if not isinstance(tree, known) or (isinstance(tree, ast.Constant) and tree.value is not None):
        return ""
    return ast.unparse(ast.fix_missing_locations(_Notation().visit(tree)))


class _Notation(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.value, ast.Name):
            node.value.id = _CAPITAL.get(node.value.id, node.value.id)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        members = list(_members(node))
        others = [member for member in members if ast.unparse(member) != "None"]
        inner = others[0] if len(others) == 1 else _subscript("Union", ast.Tuple(others, ast.Load()))
        return inner if len(others) == len(members) else _subscript("Optional", inner)


def _members(node: ast.expr) -> list[ast.expr]:
    """The members of a union, those of nested ones included."""
    if isinstance(node, ast.BinOp):
        return [*_members(node.left), *_members(node.right)]
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        inner = node.slice
        if node.value.id == "Optional":
            return [*_members(inner), ast.Constant(None)]
        if node.value.id == "Union" and isinstance(inner, ast.Tuple):
            return list(inner.elts)
    return [node]


def _subscript(name: str, inner: ast.expr) -> ast.Subscript:
    return ast.Subscript(ast.Name(name, ast.Load()), inner, ast.Load())
