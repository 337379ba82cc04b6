"""Annotations that are no types, and how Pyre shows them: `Dict[str: int]`, `(int, str)`, `Optional(int)`."""

from __future__ import annotations

import ast

_TYPING = frozenset(
    {
        *("Any", "Callable", "Dict", "FrozenSet", "Generator", "Iterable", "Iterator", "List", "Mapping"),
        *("Optional", "Sequence", "Set", "Tuple", "Type", "Union", "Awaitable", "Collection"),
    }
)
_CALLABLE_PARTS = 2


def shown_as(node: ast.expr) -> str:
    """The whole annotation in Pyre's words if some part of it is no type, else ""."""
    return _shown(node) if _is_wrong(node) else ""


def _is_wrong(node: ast.expr) -> bool:
    if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.Call | ast.Slice):
        return True
    if isinstance(node, ast.Constant):
        return node.value is not None and node.value is not Ellipsis and not isinstance(node.value, str)
    if not isinstance(node, ast.Subscript):
        return False
    name, items = _last(node), _items(node)
    if name in {"Literal", "Annotated"}:
        return False
    if name == "Callable":
        return _is_wrong_callable(items)
    return any(_is_wrong(item) for item in items)


def _is_wrong_callable(items: list[ast.expr]) -> bool:
    if len(items) != _CALLABLE_PARTS:
        return True
    given = items[0].elts if isinstance(items[0], ast.List) else []
    is_open = isinstance(items[0], ast.List) or ast.unparse(items[0]) in {"...", "P"}
    return not is_open or any(_is_wrong(item) for item in [*given, items[1]])


def _last(node: ast.Subscript) -> str:
    return ast.unparse(node.value).rsplit(".", 1)[-1]


def _items(node: ast.Subscript) -> list[ast.expr]:
    return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]


def _shown(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return f"typing.{node.id}" if node.id in _TYPING else node.id
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Subscript):
        items = _items(node)
        inside = ", ".join(map(_shown, items))
        return f"{_shown(node.value)}[{f'({inside})' if len(items) > 1 else inside}]"
    if isinstance(node, ast.Slice):
        return f"slice({_part(node.lower)}, {_part(node.upper)}, {_part(node.step)})"
    if isinstance(node, ast.Call):
        given = [_shown(argument) for argument in node.args]
        given += [f"$parameter${word.arg} = {_shown(word.value)}" for word in node.keywords]
        return f"{_shown(node.func)}({', '.join(given)})"
    if isinstance(node, ast.List | ast.Set):
        inside = ", ".join(map(_shown, node.elts))
        return f"[{inside}]" if isinstance(node, ast.List) else f"{{ {inside} }}"
    if isinstance(node, ast.Tuple):
        return f"({', '.join(map(_shown, node.elts))})"
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return "{ " + ", ".join(f"{_part(key)}:{_shown(value)}" for key, value in pairs) + " }"
    return ast.unparse(node)


def _part(node: ast.expr | None) -> str:
    return "None" if node is None else _shown(node)
