"""Whether a value of one type may stand where another is declared; None where the names do not tell."""

from __future__ import annotations

from collections.abc import Iterable

from novaedit.synth.annotation_types import NONE, Type

#: Built-in types of values that a declared name takes.
_TAKES: dict[str, frozenset[str]] = {
    "int": frozenset({"int", "bool"}),
    "float": frozenset({"float", "int", "bool"}),
    "complex": frozenset({"complex", "float", "int", "bool"}),
    "str": frozenset({"str"}),
    "bool": frozenset({"bool"}),
    "bytes": frozenset({"bytes"}),
    "List": frozenset({"List"}),
    "Dict": frozenset({"Dict"}),
    "Set": frozenset({"Set"}),
    "FrozenSet": frozenset(),
    "Tuple": frozenset({"Tuple"}),
    "Mapping": frozenset({"Dict"}),
    "MutableMapping": frozenset({"Dict"}),
    "Sequence": frozenset({"List", "Tuple", "str", "bytes"}),
    "Iterable": frozenset({"List", "Tuple", "Set", "Dict", "str", "bytes"}),
    "Collection": frozenset({"List", "Tuple", "Set", "Dict", "str", "bytes"}),
    "Iterator": frozenset(),
    "Type": frozenset(),
    "Callable": frozenset(),
    "datetime": frozenset(),
    "Path": frozenset(),
}
_KINDS = frozenset().union(*_TAKES.values())
_WHATEVER = frozenset({"Any", "object", "Hashable"})


def fits(declared: Type, actual: Type) -> bool | None:
    """Whether `declared` takes `actual`."""
    if declared.base in _WHATEVER or actual.base == "Any" or actual.name.startswith("Variable["):
        return True
    if len(actual.members) > 1:
        return _all(fits(declared, member) for member in actual.members)
    if declared.base == "Optional" and not declared.args:
        return True
    if len(declared.members) > 1:
        return _any(fits(member, actual) for member in declared.members)
    if NONE in (declared, actual):
        return declared == actual or (None if _may_be_alias(declared) else False)
    return _of_values(declared, actual)


def _may_be_alias(declared: Type) -> bool:
    """A type variable, or what the file calls a type, which may be anything."""
    if declared.base in _TAKES:
        return False
    return len(declared.base) <= 2 or declared.base.endswith(("T", "Type", "Like", "_t"))


def _of_values(declared: Type, actual: Type) -> bool | None:
    taken = _TAKES.get(declared.base)
    if taken is None or actual.base not in _KINDS:
        return None
    if actual.base not in taken:
        return False
    if declared.base == "Tuple":
        return _tuples(declared, actual)
    if not declared.args:
        return True
    if actual.base == "Tuple":
        return _all(fits(declared.args[0], item) for item in actual.args)
    return _all(fits(*pair) for pair in zip(declared.args, actual.args, strict=False))


def _tuples(declared: Type, actual: Type) -> bool | None:
    if not declared.args:
        return True
    if declared.args[-1].name == "...":
        return _all(fits(declared.args[0], item) for item in actual.args)
    if len(declared.args) != len(actual.args):
        return False
    return _all(fits(*pair) for pair in zip(declared.args, actual.args, strict=True))


def _all(results: Iterable[bool | None]) -> bool | None:
    given = list(results)
    return False if False in given else None if None in given else True


def _any(results: Iterable[bool | None]) -> bool | None:
    given = list(results)
    return True if True in given else None if None in given else False
