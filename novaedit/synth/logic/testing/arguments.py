"""What a person who reads a function would call it with: plain values of the types that it takes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from itertools import product
from random import Random

from novaedit.synth.logic.inputs import named_kinds
from novaedit.synth.logic.testing.evidence import evidence
from novaedit.synth.logic.testing.mentioned import mentioned
from novaedit.synth.logic.testing.typed import typed
from novaedit.synth.logic.testing.written import WRITTEN, by_name
from novaedit.synth.logic.values import Kind

_CALLS = 60
_MOST_GROUPS = 4
_MOST_PARAMETERS = 6
#: Optional arguments are given in this share of calls, all together.
_GIVEN = 0.5
_COLLECTIONS = frozenset({"ints", "strs", "lists", "pairs"})


def calls(node: ast.FunctionDef, rng: Random) -> list[list[str]]:
    """Texts of arguments, in groups of equal types; none when it cannot be told what the function takes."""
    arguments = node.args
    names = [*arguments.posonlyargs, *arguments.args]
    given = len(names) - len(arguments.defaults)
    if arguments.vararg or None in arguments.kw_defaults or len(names) > _MOST_PARAMETERS:
        return []
    own = mentioned(node)
    required = [_choices(node, argument, own) for argument in names[:given]]
    optional = [
        _of_default(node, argument, default, own)
        for argument, default in zip(names[given:], arguments.defaults, strict=True)
    ]
    if not all(required) or not (required or any(optional)):
        return []
    groups = list(product(*required))[:_MOST_GROUPS]
    return [_calls(values, names[given:], optional, rng) for values in groups]


def _calls(
    required: Sequence[Sequence[str]],
    names: Sequence[ast.arg],
    optional: Sequence[Sequence[str]],
    rng: Random,
) -> list[str]:
    """Those for parameters with a default are given by name: a reader sees what they mean."""
    found: dict[str, None] = {}
    share = _GIVEN / max(len(optional), 1)
    for _ in range(_CALLS):
        texts = [rng.choice(values) for values in required]
        texts += [
            f"{name.arg}={rng.choice(values)}"
            for name, values in zip(names, optional, strict=True)
            if values and rng.random() < share
        ]
        found[", ".join(texts)] = None
    return list(found)


def _choices(node: ast.FunctionDef, argument: ast.arg, own: Mapping[Kind, Sequence[str]]) -> list[list[str]]:
    """Values for a parameter, in groups: by its annotation, else by what is done with it and its name."""
    if argument.annotation is not None:
        return typed(argument.annotation, lambda kind: _values(kind, argument.arg, own))
    return [_values(kind, argument.arg, own) for kind in _kinds(node, argument.arg)]


def _values(kind: Kind, name: str, own: Mapping[Kind, Sequence[str]]) -> list[str]:
    """What the name asks for, else what people write; and what the function mentions."""
    asked = by_name(name, kind)
    mine = own.get(kind, ()) if kind != "int" or not asked else ()
    return [*mine, *(asked or WRITTEN[kind])]


def _kinds(node: ast.FunctionDef, name: str) -> list[Kind]:
    known = evidence(node, name)
    named = named_kinds(name)
    if "text" in known:
        return ["str"]
    if "mapping" in known:
        return ["dict"]
    if "bytes" in known:
        return ["bytes"]
    if "number" in known:
        return ["float"] if "float" in named[:1] else ["int"]
    if "items" in known:
        return [kind for kind in named if kind in _COLLECTIONS][:2]
    # A name that stands for anything says nothing without more.
    return named[:1] if len(named) < 3 else []


def _of_default(
    node: ast.FunctionDef, argument: ast.arg, default: ast.expr, own: Mapping[Kind, Sequence[str]]
) -> list[str]:
    """Other values than the default, of its type or as the annotation says; none where that is unknown."""
    value = default.value if isinstance(default, ast.Constant) else None
    if isinstance(value, bool):
        return [str(not value)]
    if isinstance(value, str) and len(value) == 1:
        found = list(by_name("sep", "str"))
    elif isinstance(value, int | float | str | bytes):
        found = _values(type(value).__name__, argument.arg, own)
    else:
        choices = _choices(node, argument, own) if argument.annotation is not None else []
        found = choices[0] if choices else []
    return [text for text in found if text != ast.unparse(default)]
