"""Annotations as they were written before Python 3.10: `Optional[str]` for `str | None`.

Most fixes that collections hold are of that time, and so is much code that is still worked on. Some files
name all by the module, `typing.Optional[str]`; in some, variables have their types in comments.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Literal

from novaedit.synth.module import Module, Splice, splice

_CAPITAL = {
    "list": "List",
    "dict": "Dict",
    "tuple": "Tuple",
    "set": "Set",
    "frozenset": "FrozenSet",
    "type": "Type",
}
_NEW = frozenset({*_CAPITAL.values(), "Optional", "Union"})
#: How a file names what is in `typing`, or that its variables have their types in comments.
Style = Literal["names", "module", "comments"]
_FROM = re.compile(r"from typing import ([\w, ]+)")


def dated(text: str, style: Style = "names") -> str:
    """The text with its annotations in the older notation; unchanged where that cannot be done safely."""
    text = _older(text, style)
    return _commented(Module(text)) if style == "comments" else text


def _older(text: str, style: Style) -> str:
    module = Module(text)
    defined = {node.name for node in module.of(ast.ClassDef)} | {node.name for node in module.functions}
    stored = {n.id for n in module.of(ast.Name) if isinstance(n.ctx, ast.Store)}
    if _NEW & (defined | stored):
        return text
    by_module = style == "module" and not _prefix(module)
    prefix = "typing." if by_module else _prefix(module)
    notation = _Older(prefix, _imported(module) if by_module else frozenset())
    parts = [
        Splice(*module.span(node), new)
        for node in annotations_in(module)
        if node.lineno == node.end_lineno and (new := notation.rewritten(module.source(node)))
    ]
    if not parts:
        return text
    changed = Module(splice(text, parts))
    if by_module:
        at = changed.starts[_place(changed.tree)]
        return splice(changed.text, [Splice(at, at, "import typing\n")])
    return changed.text if prefix else _with_import(changed, notation.used)


def annotations_in(module: Module) -> Iterator[ast.expr]:
    """Every annotation: of parameters, results and variables."""
    for node in module.nodes:
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns


class _Older(ast.NodeTransformer):
    """Rewrites one annotation after the other; `used` are the names of `typing` that it needed."""

    def __init__(self, prefix: str, imported: frozenset[str]) -> None:
        """`imported` are the names that get the prefix, too."""
        self._prefix, self._imported = prefix, imported
        self.used: set[str] = set()
        self._changed = False

    def rewritten(self, source: str) -> str:
        """The annotation in the older notation, or "" if it is the same."""
        self._changed = False
        tree: ast.expr = self.visit(ast.parse(source, mode="eval").body)
        text = ast.unparse(ast.fix_missing_locations(tree)) if self._changed else ""
        return text.replace("'", '"') if '"' in source and "'" not in source else text

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """What stands in quotes is an annotation too, unless it is a literal value."""
        if isinstance(node.value, str) and node.value.isprintable():
            try:
                inner = self.visit(ast.parse(node.value, mode="eval").body)
            except SyntaxError:
                return node
            return ast.Constant(ast.unparse(ast.fix_missing_locations(inner)))
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name of `typing` gets the prefix that all have."""
        return self._name(node.id) if node.id in self._imported else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """`list[int]` is `List[int]`; nothing inside `Literal[...]` or `Annotated[...]` is touched."""
        if ast.unparse(node.value).rsplit(".", 1)[-1] in {"Literal", "Annotated"}:
            return node
        if isinstance(node.value, ast.Name) and node.value.id in _CAPITAL:
            node.value = self._name(_CAPITAL[node.value.id])
        self.generic_visit(node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """`A | B` is `Union[A, B]`, and with None `Optional[...]`."""
        if not isinstance(node.op, ast.BitOr):
            return node
        members: list[ast.expr] = [self.visit(member) for member in _members(node)]
        others = [m for m in members if not (isinstance(m, ast.Constant) and m.value is None)]
        if not others:
            return node
        inner = others[0]
        if len(others) > 1:
            inner = ast.Subscript(self._name("Union"), ast.Tuple(others, ast.Load()), ast.Load())
        if len(others) == len(members):
            return inner
        return ast.Subscript(self._name("Optional"), inner, ast.Load())

    def _name(self, name: str) -> ast.expr:
        self._changed = True
        self.used.add(name)
        return ast.parse(self._prefix + name, mode="eval").body


def _members(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_members(node.left), *_members(node.right)]
    return [node]


def _prefix(module: Module) -> str:
    """`typing.` or `t.` where the file imports the module as such and no names from it."""
    if any(node.module == "typing" for node in module.of(ast.ImportFrom)):
        return ""
    for node in module.of(ast.Import):
        for alias in node.names:
            if alias.name == "typing":
                return f"{alias.asname or alias.name}."
    return ""


def _imported(module: Module) -> frozenset[str]:
    """What the file imports from `typing` under its own name."""
    froms = [node for node in module.of(ast.ImportFrom) if node.module == "typing"]
    return frozenset(alias.name for node in froms for alias in node.names if not alias.asname)


def _commented(module: Module) -> str:
    """Variables outside of class bodies with their types in comments: what a class declares may be read."""
    parts = []
    for node in module.of(ast.AnnAssign):
        alone = node.lineno == node.end_lineno and module.lines[node.lineno - 1].endswith(module.source(node))
        if alone and node.value is not None and not isinstance(module.parents[node], ast.ClassDef):
            end = module.span(node)[1]
            parts.append(Splice(module.span(node.target)[1], module.span(node.annotation)[1], ""))
            text = module.source(node.annotation)
            quoted = isinstance(node.annotation, ast.Constant) and node.annotation.value is not None
            parts.append(Splice(end, end, f"  # type: {text[1:-1] if quoted else text}"))
    return splice(module.text, parts)


def _with_import(module: Module, used: set[str]) -> str:
    """The text with `used` imported from `typing`, in the import that is there if it has one line."""
    for node in module.tree.body:
        match = _FROM.fullmatch(module.source(node)) if isinstance(node, ast.ImportFrom) else None
        if match:
            names = sorted({name.strip() for name in match[1].split(",")} | used)
            return splice(module.text, [Splice(*module.span(node), f"from typing import {', '.join(names)}")])
    known = {alias.asname or alias.name for node in module.of(ast.ImportFrom) for alias in node.names}
    missing = sorted(used - known)
    at = module.starts[_place(module.tree)]
    line = f"from typing import {', '.join(missing)}\n"
    return splice(module.text, [Splice(at, at, line)]) if missing else module.text


def _place(tree: ast.Module) -> int:
    """How many lines go before an import: those up to the docstring and future imports."""
    last = 0
    for node in tree.body:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and not last
        if not is_text and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        last = node.end_lineno or 0
    return last
