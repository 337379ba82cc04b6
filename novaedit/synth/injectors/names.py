"""Names that are not defined where they are used."""

from __future__ import annotations

import ast
import builtins
import keyword
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.misspelling import near_miss
from novaedit.synth.module import Change, Module, Splice

_BUILTINS = frozenset(dir(builtins))
_FOREIGN = {"None": ("null", "none", "nil", "NULL"), "True": ("true", "TRUE"), "False": ("false", "FALSE")}


def _loads(module: Module) -> Iterator[ast.Name]:
    for node in module.of(ast.Name):
        # Inside f-strings CPython 3.11 miscounts the columns.
        if isinstance(node.ctx, ast.Load) and len(node.id) > 2 and module.source(node) == node.id:
            yield node


def _is_free(module: Module, name: str) -> bool:
    return name not in module.names and name not in _BUILTINS and not keyword.iskeyword(name)


def _misspelt(module: Module, rng: Random) -> Iterator[Change]:
    for node in _loads(module):
        wrong = near_miss(node.id, rng)
        if node.id not in _BUILTINS and wrong and _is_free(module, wrong):
            yield (Splice(*module.span(node), wrong),)


def _misspelt_builtin(module: Module, rng: Random) -> Iterator[Change]:
    for node in _loads(module):
        wrong = near_miss(node.id, rng)
        # No builtin has an underscore, and nobody thinks that one does.
        if node.id in _BUILTINS and wrong and "_" not in wrong and _is_free(module, wrong):
            yield (Splice(*module.span(node), wrong),)


def _foreign_constant(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Constant):
        value = str(node.__dict__["value"])
        if value in _FOREIGN and module.source(node) == value:
            yield (Splice(*module.span(node), rng.choice(_FOREIGN[value])),)


def _missing_self(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id == "self" and isinstance(node.ctx, ast.Load):
            start, end = module.span(node)
            if node.attr not in _BUILTINS and module.text[start:end] == "self." + node.attr:
                yield (Splice(start, start + 5, ""),)


def _missing_self_parameter(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.functions:
        for argument in node.args.args[:1]:
            start, end = module.span(argument)
            if argument.arg in {"self", "cls"} and argument.arg in _uses_by_name(node):
                end += 2 if module.text.startswith(", ", end) else 0
                yield (Splice(start, end, ""),)


def _missing_parameter(module: Module, _rng: Random) -> Iterator[Change]:
    """The last positional parameter is used but not declared."""
    for node in module.functions:
        plain = [a for a in node.args.args if a.annotation is None]
        if len(node.args.args) < 2 or node.args.defaults or not plain or plain[-1] is not node.args.args[-1]:
            continue
        argument, before = node.args.args[-1], node.args.args[-2]
        if argument.arg in _uses_by_name(node) and argument.lineno == before.end_lineno:
            yield (Splice(module.span(before)[1], module.span(argument)[1], ""),)


def _uses_by_name(node: ast.AST) -> dict[str, list[ast.Name]]:
    uses: dict[str, list[ast.Name]] = defaultdict(list)
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            uses[part.id].append(part)
    return uses


def _renamed_parameter(module: Module, rng: Random) -> Iterator[Change]:
    """The definition has another name than two uses or more, so that the uses decide."""
    for node in module.functions:
        uses = _uses_by_name(node)
        for argument in node.args.args + node.args.kwonlyargs:
            wrong = near_miss(argument.arg, rng) if len(argument.arg) > 2 else None
            if argument.arg not in {"self", "cls"} and len(uses[argument.arg]) >= 2 and wrong:
                start, _ = module.span(argument)
                if _is_free(module, wrong):
                    yield (Splice(start, start + len(argument.arg), wrong),)


def _renamed_variable(module: Module, rng: Random) -> Iterator[Change]:
    """An assignment has another name than its uses, two at least."""
    for function in module.functions:
        by_name = _uses_by_name(function)
        for node in ast.walk(function):
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if not isinstance(target, ast.Name) or len(target.id) < 3:
                continue
            uses = by_name[target.id]
            stores = [use for use in uses if isinstance(use.ctx, ast.Store)]
            wrong = near_miss(target.id, rng)
            if len(stores) == 1 and len(uses) >= 3 and wrong and _is_free(module, wrong):
                yield (Splice(*module.span(target), wrong),)


def _bare_key(module: Module, _rng: Random) -> Iterator[Change]:
    """`d[key]` for `d["key"]`."""
    for node in module.of(ast.Subscript):
        key = node.__dict__["slice"]
        word = key.value if isinstance(key, ast.Constant) else None
        if not isinstance(word, str) or not word.isidentifier() or not _is_free(module, word):
            continue
        if len(module.source(key)) == len(word) + 2:
            yield (Splice(*module.span(key), word),)


_F = "def f(self, items):\n    items.sort()\n    return items\n"

INJECTORS = (
    Injector(
        "misspelt-name", "names", _misspelt, "value = 1\nprint(value)\n", "value = 1\nprint(vlaue)\n", 14
    ),
    Injector("misspelt-builtin", "names", _misspelt_builtin, "print(1)\n", "pritn(1)\n", 4),
    Injector("foreign-constant", "names", _foreign_constant, "x = None\n", "x = null\n", 2),
    Injector(
        "missing-self", "names", _missing_self, "def f(self):\n    self.go()\n", "def f(self):\n    go()\n", 4
    ),
    Injector(
        "missing-self-parameter",
        "names",
        _missing_self_parameter,
        "def f(self):\n    self.go()\n",
        "def f():\n    self.go()\n",
        2.5,
    ),
    Injector("missing-parameter", "names", _missing_parameter, _F, _F.replace(", items", ""), 2),
    Injector(
        "renamed-parameter", "names", _renamed_parameter, _F, _F.replace("self, items", "self, item"), 2.5
    ),
    Injector(
        "renamed-variable",
        "names",
        _renamed_variable,
        "def f():\n    total = 0\n    print(total)\n    return total\n",
        "def f():\n    Total = 0\n    print(total)\n    return total\n",
        2,
    ),
    Injector("bare-key", "names", _bare_key, 'print(d["key"])\n', "print(d[key])\n", 1.5),
)
