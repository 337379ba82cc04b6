"""Arguments that a function does not take, and values of the wrong type."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.misspelling import near_miss
from novaedit.synth.module import Change, Module, Splice


def _misnamed_argument(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        for keyword in node.keywords:
            wrong = near_miss(keyword.arg, rng) if keyword.arg and len(keyword.arg) > 2 else None
            if keyword.arg and wrong and wrong not in module.names:
                start, _ = module.span(keyword)
                yield (Splice(start, start + len(keyword.arg), wrong),)


def _one_line(node: ast.Call) -> bool:
    return node.lineno == node.end_lineno and not any(isinstance(a, ast.Starred) for a in node.args)


def _missing_argument(module: Module, _rng: Random) -> Iterator[Change]:
    """Not of which type something is asked to be: nothing in sight tells."""
    for node in module.of(ast.Call):
        if module.source(node.func) in {"isinstance", "issubclass"}:
            continue
        if _one_line(node) and len(node.args) >= 2 and isinstance(node.args[-1], ast.Name | ast.Attribute):
            start, end = module.span(node.args[-2])[1], module.span(node.args[-1])[1]
            yield (Splice(start, end, ""),)


def _surplus_argument(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        if _one_line(node) and not node.keywords:
            inside = module.span(node)[1] - 1
            extra = rng.choice(["None", "True", "self", "0", '""', "False"])
            text = f", {extra}" if node.args else extra
            if extra in module.names or extra != "self":
                yield (Splice(inside, inside, text),)


def _swapped_arguments(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        if _one_line(node) and len(node.args) >= 2:
            first, second = node.args[:2]
            a, b = module.source(first), module.source(second)
            if a != b:
                yield Splice(*module.span(first), b), Splice(*module.span(second), a)


def _wrong_literal(module: Module, _rng: Random) -> Iterator[Change]:
    """`timeout="10"` for `timeout=10`, `1` for `"1"`, `"a"` for `b"a"`."""
    for node in module.of(ast.Call):
        for value in [*node.args, *(keyword.value for keyword in node.keywords)]:
            text = module.source(value) if isinstance(value, ast.Constant) else ""
            start, end = module.span(value)
            if re.fullmatch(r"\d+(\.\d+)?", text):
                yield Splice(start, start, '"'), Splice(end, end, '"')
            elif re.fullmatch(r"\"\d+\"|'\d+'", text):
                yield Splice(start, start + 1, ""), Splice(end - 1, end, "")
            elif text.startswith(('b"', "b'")):
                yield (Splice(start, start + 1, ""),)


_CALL = "def f(name: str, size: int) -> None: ...\n\n\na, b = 'x', 1\nf(a, b)\n"

INJECTORS = (
    Injector(
        "misnamed-argument",
        "types",
        _misnamed_argument,
        "def f(size: int) -> None: ...\n\n\nf(size=1)\n",
        "def f(size: int) -> None: ...\n\n\nf(szie=1)\n",
        3,
    ),
    Injector("missing-argument", "types", _missing_argument, _CALL, _CALL.replace("f(a, b)", "f(a)"), 3),
    Injector(
        "surplus-argument", "types", _surplus_argument, _CALL, _CALL.replace("f(a, b)", "f(a, b, None)"), 1.5
    ),
    Injector("swapped-arguments", "types", _swapped_arguments, _CALL, _CALL.replace("f(a, b)", "f(b, a)"), 2),
    Injector("wrong-literal", "types", _wrong_literal, "x = bytes(1)\n", 'x = bytes("1")\n', 3),
)
