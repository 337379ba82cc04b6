"""Formatting, logging and method headers that do not fit what they are used with."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.misspelling import near_miss
from novaedit.synth.module import Change, Module, Splice

_LEVELS = frozenset({"debug", "info", "warning", "error", "critical", "exception"})


def _misnamed_field(module: Module, rng: Random) -> Iterator[Change]:
    """`"{name}".format(nmae=x)`."""
    for node in module.of(ast.Call):
        is_format = isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        if (
            not is_format
            or not isinstance(node.func, ast.Attribute)
            or not isinstance(node.func.value, ast.Constant)
        ):
            continue
        for keyword in node.keywords:
            wrong = near_miss(keyword.arg, rng) if keyword.arg and len(keyword.arg) > 2 else None
            if keyword.arg and wrong and wrong not in module.names:
                start, _ = module.span(keyword)
                yield (Splice(start, start + len(keyword.arg), wrong),)


def _missing_placeholder(module: Module, _rng: Random) -> Iterator[Change]:
    """`log.info("text: ", value)`: the placeholder is missing where the text asks for it."""
    for node in module.of(ast.Call):
        named = isinstance(node.func, ast.Attribute) and node.func.attr in _LEVELS and len(node.args) > 1
        text = module.source(node.args[0]) if named else ""
        match = re.search(r"(?<=[:=] )%s(?=[\"']$)|(?<=[:=])%s(?=[\"']$)", text)
        if match and isinstance(node.args[0], ast.Constant):
            start = module.span(node.args[0])[0]
            yield (Splice(start + match.start(), start + match.end(), ""),)


def _missing_all_name(module: Module, rng: Random) -> Iterator[Change]:
    """A misspelt name in `__all__`."""
    for node in module.of(ast.Assign):
        target = node.targets[0]
        if not isinstance(target, ast.Name) or target.id != "__all__":
            continue
        for item in getattr(node.value, "elts", []):
            word = item.value if isinstance(item, ast.Constant) else None
            wrong = near_miss(word, rng) if isinstance(word, str) and len(word) > 2 else None
            if wrong and wrong not in module.names and len(module.source(item)) == len(str(word)) + 2:
                start, end = module.span(item)
                yield (Splice(start + 1, end - 1, wrong),)


def _special_parameter(module: Module, _rng: Random) -> Iterator[Change]:
    """`__exit__` and its kin with a parameter too few."""
    for node in module.of(ast.FunctionDef):
        arguments = node.args.args
        special = node.name in {
            "__exit__",
            "__eq__",
            "__getitem__",
            "__setitem__",
            "__getattr__",
            "__contains__",
        }
        if special and len(arguments) >= 2 and arguments[-1].annotation is None and not node.args.defaults:
            yield (Splice(module.span(arguments[-2])[1], module.span(arguments[-1])[1], ""),)


_EQ = "class A:\n    def __eq__(self, other):\n        return True\n"

INJECTORS = (
    Injector(
        "misnamed-field",
        "lint",
        _misnamed_field,
        'x = "{key}".format(key=1)\n',
        'x = "{key}".format(kye=1)\n',
        1,
    ),
    Injector(
        "missing-placeholder",
        "lint",
        _missing_placeholder,
        'import logging\n\nlogging.info("got: %s", 1)\n',
        'import logging\n\nlogging.info("got: ", 1)\n',
        1,
    ),
    Injector(
        "misspelt-export",
        "names",
        _missing_all_name,
        '__all__ = ["name"]\nname = 1\n',
        '__all__ = ["nmae"]\nname = 1\n',
        2,
    ),
    Injector("special-parameter", "lint", _special_parameter, _EQ, _EQ.replace(", other", ""), 0.7),
)
