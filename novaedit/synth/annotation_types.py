"""Types as annotations and values give them away; None stands for what cannot be told from the text.

`read` takes an annotation, `type_of` a value. How a checker prints them: annotation_words.py.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_CAPITAL = {
    "list": "List",
    "dict": "Dict",
    "tuple": "Tuple",
    "set": "Set",
    "frozenset": "FrozenSet",
    "type": "Type",
    "callable": "Callable",
}
#: Values that anybody would write where a type has to be met; not 1 and True, which are a guess.
EMPTY_VALUES = frozenset({'""', "''", "0", "0.0", "[]", "{}", "()", "False", "set()", 'b""'})
#: Types of `typing` that stand for others.
_ALIAS = {"Text": "str"}


@dataclass(frozen=True, slots=True)
class Type:
    """`name` is as it is written and may be dotted.

    The first of the `args` of a Callable is another Type, `[]`, with its parameters.
    """

    name: str
    args: tuple[Type, ...] = ()

    @property
    def base(self) -> str:
        """What the name stands for: `List` for `typing.List` and `list`."""
        last = self.name.rsplit(".", 1)[-1]
        return _CAPITAL.get(last, last) or self.name

    @property
    def members(self) -> tuple[Type, ...]:
        """Those of a union, flat; None is one of an Optional's."""
        if self.base == "Optional" and self.args:
            return (*self.args[0].members, NONE)
        if self.base == "Union":
            return tuple(dict.fromkeys(one for member in self.args for one in member.members))
        return (self,)


NONE = Type("None")
ELLIPSIS = Type("...")
#: What an empty display holds: it fits everything.
OPEN = Type("Variable[_T]")
_OPEN_DICT = (Type("Variable[_KT]"), Type("Variable[_VT]"))


def read(node: ast.expr) -> Type | None:
    """The type that an annotation names."""
    if isinstance(node, ast.Constant):
        return _literal(node)
    if isinstance(node, ast.Name | ast.Attribute):
        name = ast.unparse(node)
        return Type(_ALIAS.get(name.rsplit(".", 1)[-1], name))
    if isinstance(node, ast.Subscript):
        return _subscripted(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        sides = read(node.left), read(node.right)
        return _with(sides, lambda given: union(given, "Union"))
    return None


def _literal(node: ast.Constant) -> Type | None:
    if node.value is None:
        return NONE
    if not isinstance(node.value, str):
        return ELLIPSIS if node.value is Ellipsis else None
    try:
        return read(ast.parse(node.value.strip(), mode="eval").body)
    except SyntaxError:
        return None


def _subscripted(node: ast.Subscript) -> Type | None:
    name = ast.unparse(node.value)
    items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    last = name.rsplit(".", 1)[-1]
    if last in {"Literal", "Annotated"}:
        return None
    if last == "Callable":
        return _callable(name, items)
    return _with([read(item) for item in items], lambda given: Type(name, tuple(given)))


def _callable(name: str, items: Sequence[ast.expr]) -> Type | None:
    if len(items) != 2:
        return None
    if not isinstance(items[0], ast.List):
        return _with([read(item) for item in items], lambda given: Type(name, tuple(given)))
    given = [read(item) for item in items[0].elts]
    parameters = _with(given, lambda inner: Type("[]", tuple(inner)))
    return _with([parameters, read(items[1])], lambda both: Type(name, tuple(both)))


def _with(types: Sequence[Type | None], make: Callable[[list[Type]], Type]) -> Type | None:
    """What `make` gives for the types if all are known."""
    known = [one for one in types if one is not None]
    return make(known) if len(known) == len(types) else None


def union(types: Sequence[Type], name: str) -> Type:
    """One of the types; the same one twice is that one."""
    flat = list(dict.fromkeys(member for one in types for member in one.members))
    return flat[0] if len(flat) == 1 else Type(name, tuple(flat))


def type_of(node: ast.expr) -> Type | None:
    """The type of a value that its text gives away: literals, displays, what built-in calls return."""
    for kinds, find in _VALUES:
        if isinstance(node, kinds):
            return find(node)
    return None


def _of_constant(node: ast.Constant) -> Type | None:
    return None if node.value is Ellipsis else NONE if node.value is None else Type(type(node.value).__name__)


def _of_tuple(node: ast.Tuple) -> Type | None:
    return _with([type_of(item) for item in node.elts], lambda given: Type("Tuple", tuple(given)))


def _of_items(node: ast.List | ast.Set) -> Type | None:
    name = "List" if isinstance(node, ast.List) else "Set"
    return _common(node.elts, lambda inner: Type(name, (inner,)))


def _of_dict(node: ast.Dict) -> Type | None:
    if not node.keys:
        return Type("Dict", _OPEN_DICT)
    if None in node.keys:
        return None
    keys = _common([key for key in node.keys if key], lambda one: one)
    return _with([keys, _common(node.values, lambda one: one)], lambda both: Type("Dict", tuple(both)))


def _common(nodes: Sequence[ast.expr], make: Callable[[Type], Type]) -> Type | None:
    inner = _with([type_of(node) for node in nodes], lambda given: union(given or [OPEN], "Union"))
    return make(inner) if inner is not None else None


_STR, _MAYBE = Type("str"), Type("Optional", (Type("str"),))
#: What calls return, by name and number of arguments where that matters.
_RESULTS: dict[str, Type] = {
    **{name: Type(name) for name in ("str", "int", "float", "bool", "bytes", "bytearray")},
    **{
        "len": Type("int"),
        "repr": _STR,
        "input": _STR,
        "isinstance": Type("bool"),
        "time.time": Type("float"),
    },
    "os.path.join": _STR,
}
_EMPTY = {
    "list": Type("List", (OPEN,)),
    "set": Type("Set", (OPEN,)),
    "dict": Type("Dict", _OPEN_DICT),
    "tuple": Type("Tuple"),
}
_STR_METHODS = frozenset({"join", "format", "lower", "upper", "strip", "replace"})


def _of_call(node: ast.Call) -> Type | None:
    name = ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else ""
    count = len(node.args) + len(node.keywords)
    if name in {"os.getenv", "os.environ.get"}:
        return _MAYBE if count == 1 else None
    if count == 0 and name in _EMPTY:
        return _EMPTY[name]
    if name in _RESULTS:
        return _RESULTS[name]
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    on_text = isinstance(owner, ast.Constant | ast.JoinedStr) and type_of(owner) == _STR
    return _STR if on_text and name.rsplit(".", 1)[-1] in _STR_METHODS else None


def _of_unary(node: ast.UnaryOp) -> Type | None:
    return Type("bool") if isinstance(node.op, ast.Not) else type_of(node.operand)


_VALUES: tuple[tuple[type, Callable[..., Type | None]], ...] = (
    (ast.Constant, _of_constant),
    (ast.JoinedStr, lambda _: _STR),
    (ast.Tuple, _of_tuple),
    (ast.List, _of_items),
    (ast.ListComp, lambda node: _common([node.elt], lambda inner: Type("List", (inner,)))),
    (ast.Set, _of_items),
    (ast.Dict, _of_dict),
    (ast.Call, _of_call),
    (ast.UnaryOp, _of_unary),
)
