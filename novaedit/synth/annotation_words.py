"""Types as Pyre and as mypy print them."""

from __future__ import annotations

from novaedit.synth.annotation_types import Type

#: What stands for the arguments that an annotation leaves out.
_LEFT_OUT = {"Optional": 1, "List": 1, "Set": 1, "FrozenSet": 1, "Type": 1, "Dict": 2, "Mapping": 2}
_LEFT_OUT |= {"Sequence": 1, "Iterable": 1, "Iterator": 1, "Collection": 1, "DefaultDict": 2, "Deque": 1}
#: Pyre names these by their module however they are written.
_ALWAYS = frozenset({"Callable", "Any"})
_BUILT_IN = {"List": "list", "Dict": "dict", "Tuple": "tuple", "Set": "set", "FrozenSet": "frozenset"}
_BUILT_IN |= {"Type": "type", "DefaultDict": "defaultdict", "Deque": "deque"}


def pyre_words(one: Type) -> str:
    """`Optional[List[int]]`, names as they are written; the members of a union are in order."""
    base = one.base
    if base == "Any":
        return "typing.Any"
    if base in {"Union", "Optional"} and one.args:
        return _pyre_union(one)
    if base == "Callable":
        return f"typing.Callable[{', '.join(map(pyre_words, one.args)) or '..., typing.Any'}]"
    if one.name == "[]" or base == "Tuple":
        return _pyre_row(one)
    inside = ", ".join(map(pyre_words, one.args)) or ", ".join(["typing.Any"] * _LEFT_OUT.get(base, 0))
    name = f"typing.{base}" if one.name in _BUILT_IN.values() and not one.args else one.name
    name = base if one.name in _BUILT_IN.values() and one.args else name
    return f"{name}[{inside}]" if inside else name


def _pyre_row(one: Type) -> str:
    inside = ", ".join(map(pyre_words, one.args))
    if one.name == "[]":
        return f"[{inside}]"
    if not one.args and one.name != "Tuple":
        return "typing.Tuple[typing.Any, ...]"
    return f"{'Tuple' if one.name == 'tuple' else one.name}[{inside}]"


def _pyre_union(one: Type) -> str:
    members = one.members
    shown = sorted((pyre_words(member) for member in members), key=_order)
    prefix = one.name.rpartition(".")[0]
    prefix = f"{prefix}." if prefix else ""
    if len(shown) == 2 and "None" in shown:
        return f"{prefix}Optional[{next(text for text in shown if text != 'None')}]"
    return f"{prefix}Union[{', '.join(shown)}]"


def _order(text: str) -> tuple[bool, bool, str]:
    return text != "None", not text.startswith(("typing.Callable", "typing.Dict")), text


def mypy_words(one: Type) -> str:
    """`list[int] | None`, every class by its last name."""
    base = one.base
    if base in {"Union", "Optional"} and one.args:
        members = [mypy_words(member) for member in one.members]
        return " | ".join([text for text in members if text != "None"] + ["None"] * ("None" in members))
    if base == "Callable":
        return f"Callable[{', '.join(map(mypy_words, one.args)) or '..., Any'}]"
    if one.name.startswith("Variable["):
        return "Never"
    inside = ", ".join(map(mypy_words, one.args))
    if one.name == "[]":
        return f"[{inside}]"
    if base == "Tuple":
        return f"tuple[{inside or '()'}]" if inside or one.name == "Tuple" else "tuple[Any, ...]"
    inside = inside or ", ".join(["Any"] * _LEFT_OUT.get(base, 0))
    name = _BUILT_IN.get(base, base)
    return f"{name}[{inside}]" if inside else name
