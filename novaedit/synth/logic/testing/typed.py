"""Values for an annotation: of each type that it allows, a group."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from novaedit.synth.logic.testing.written import WRITTEN
from novaedit.synth.logic.values import Kind
from novaedit.synth.module import name_of

Groups = list[list[str]]
EMPTY = frozenset({"''", "b''", "[]", "{}", "()", "set()", "None"})
#: The values of a kind, for the parameter in question.
Leaf = Callable[[Kind], list[str]]

_SCALARS = {"str": "str", "Text": "str", "int": "int", "float": "float", "bytes": "bytes", "bool": "bool"}
_LISTS = frozenset(
    [
        *("list", "List", "Sequence", "Iterable", "Collection", "MutableSequence", "Iterator", "Container"),
        "Sized",
    ]
)
_SETS = frozenset({"set", "Set", "AbstractSet", "MutableSet"})
_DICTS = frozenset({"dict", "Dict", "Mapping", "MutableMapping"})
_KEYS = {"str": ("'a'", "'b'", "'foo'"), "int": ("1", "2", "3")}
_ELEMENTS = {"str": "strs", "int": "ints", "float": "floats"}


def typed(annotation: ast.expr, leaf: Leaf) -> Groups:
    """Groups of values; none where the annotation allows what has no literal or cannot be told."""
    if isinstance(annotation, ast.Constant):
        return _quoted(annotation.value, leaf)
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return _union([annotation.left, annotation.right], leaf)
    name = name_of(annotation)
    if name in _SCALARS:
        return [leaf(_SCALARS[name])]
    if isinstance(annotation, ast.Subscript):
        inner = annotation.slice
        return _subscript(
            name_of(annotation.value), inner.elts if isinstance(inner, ast.Tuple) else [inner], leaf
        )
    if name in _LISTS:
        return [list(WRITTEN["ints"]), list(WRITTEN["strs"])]
    return [list(WRITTEN["dict"])] if name in _DICTS else []


def _quoted(value: object, leaf: Leaf) -> Groups:
    if value is None:
        return [["None"]]
    try:
        return typed(ast.parse(str(value), mode="eval").body, leaf)
    except SyntaxError:
        return []


def _union(parts: Sequence[ast.expr], leaf: Leaf) -> Groups:
    """Each type's groups; None goes into all of them. Types that have no literals are left out."""
    found: Groups = []
    for part in parts:
        found += typed(part, leaf)
    without = [group for group in found if group != ["None"]]
    return [[*group, "None"] for group in without] if len(without) < len(found) else without


def _subscript(name: str, inner: Sequence[ast.expr], leaf: Leaf) -> Groups:
    if name == "Optional":
        return _union([*inner, ast.Constant(None)], leaf)
    if name == "Union":
        return _union(inner, leaf)
    if name == "Literal":
        return [[ast.unparse(item) for item in inner if isinstance(item, ast.Constant)]]
    if name in {"tuple", "Tuple"}:
        return _tuples(inner, leaf)
    if name in _DICTS and len(inner) == 2:
        keys = _KEYS.get(name_of(inner[0]), ())
        return [_dicts(keys, group) for group in typed(inner[1], leaf) if keys]
    if name in _LISTS and name_of(inner[0]) in _ELEMENTS:
        return [list(WRITTEN[_ELEMENTS[name_of(inner[0])]])]
    if name in _LISTS:
        return [[f"[{', '.join(row)}]" for row in _rows(group)] for group in typed(inner[0], leaf)]
    if name in _SETS:
        return [[_set(row) for row in _rows(group)] for group in typed(inner[0], leaf)]
    return []


def _set(row: Sequence[str]) -> str:
    return f"{{{', '.join(dict.fromkeys(row))}}}" if row else "set()"


def _tuples(inner: Sequence[ast.expr], leaf: Leaf) -> Groups:
    if len(inner) == 2 and isinstance(inner[1], ast.Constant) and inner[1].value is ...:
        return [[_tuple(row) for row in _rows(group)] for group in typed(inner[0], leaf)]
    parts = [typed(part, leaf) for part in inner]
    picks = [_three(groups[0]) for groups in parts if groups]
    return [[_tuple([pick[i] for pick in picks]) for i in range(3)]] if len(picks) == len(inner) else []


def _tuple(row: Sequence[str]) -> str:
    return f"({row[0]},)" if len(row) == 1 else f"({', '.join(row)})"


def _rows(values: Sequence[str]) -> list[list[str]]:
    """What a collection of the values may hold."""
    a, b, c = _three(values)
    return [[], [a], [a, b], [b, a], [a, b, c], [a, a]]


def _dicts(keys: Sequence[str], values: Sequence[str]) -> list[str]:
    (k, m, n), (a, b, c) = keys, _three(values)
    return ["{}", f"{{{k}: {a}}}", f"{{{k}: {a}, {m}: {b}}}", f"{{{m}: {a}, {k}: {b}, {n}: {c}}}"]


def _three(values: Sequence[str]) -> tuple[str, str, str]:
    """Three values, not empty and different if there are so many."""
    full = [text for text in values if text not in EMPTY] or list(values)
    return full[0], full[1 % len(full)], full[2 % len(full)]
