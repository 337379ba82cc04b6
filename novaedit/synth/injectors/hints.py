"""Annotations that say something else than the code does, or that are no types at all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_OTHER_TYPES = {
    "str": ("int", "bytes", "bool"),
    "int": ("str", "str", "bool"),
    "bool": ("str", "int"),
    "bytes": ("str", "str"),
    "float": ("int", "int", "str"),
    "list": ("dict", "str"),
    "dict": ("list", "str"),
}
_NARROWER = {
    "Sequence": "List",
    "Iterable": "List",
    "Mapping": "Dict",
    "Iterator": "List",
    "Generator": "Iterator",
    "Any": "str",
    "object": "str",
    "float": "int",
}
#: Share of the methods whose base is in another file that are tried.
_TRIED = 0.3
_PAIR = re.compile(r"(?:\w+\.)?(?:Tuple|tuple)\[(.*)\]", re.DOTALL)


def annotations_of(module: Module) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Annotations of parameters, results and variables, each with the value that it stands beside."""
    for node in module.functions:
        arguments = node.args.args
        values: list[ast.expr | None] = [*node.args.defaults]
        padded = [None] * (len(arguments) - len(values)) + values
        for argument, value in [
            *zip(arguments, padded, strict=False),
            *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True),
        ]:
            if argument.annotation:
                yield argument.annotation, value
        if node.returns:
            yield node.returns, None
    for target in module.of(ast.AnnAssign):
        yield target.annotation, target.value


def _wrong_result(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.functions:
        if isinstance(node.returns, ast.Name) and node.returns.id in _OTHER_TYPES:
            yield (Splice(*module.span(node.returns), rng.choice(_OTHER_TYPES[node.returns.id])),)
        elif isinstance(node.returns, ast.Constant) and node.returns.value is None and rng.random() < 0.2:
            yield (Splice(*module.span(node.returns), rng.choice(["str", "bool", "int"])),)
        elif node.returns and rng.random() < 0.4:
            yield (Splice(*module.span(node.returns), "None"),)


def _wrong_parameter(module: Module, rng: Random) -> Iterator[Change]:
    """`size: str = 0`, or a parameter that is used as what it is not said to be."""
    for annotation, _ in annotations_of(module):
        if isinstance(annotation, ast.Name) and annotation.id in _OTHER_TYPES:
            yield (Splice(*module.span(annotation), rng.choice(_OTHER_TYPES[annotation.id])),)


def _names_in(module: Module) -> Iterator[tuple[ast.expr, ast.Name]]:
    for annotation, _ in annotations_of(module):
        for node in ast.walk(annotation):
            if isinstance(node, ast.Name):
                yield annotation, node


def _wrong_element(module: Module, rng: Random) -> Iterator[Change]:
    """`List[int]` for `List[str]`, `Dict[str, str]` for `Dict[str, Any]`."""
    for annotation, node in _names_in(module):
        if annotation is not node and node.id in _OTHER_TYPES:
            yield (Splice(*module.span(node), rng.choice(_OTHER_TYPES[node.id])),)


def _narrow(module: Module, _rng: Random) -> Iterator[Change]:
    """`List` for `Sequence`, `str` for `Any`, `int` for `float`.

    Not where None stands beside it: what may be None too is told otherwise.
    """
    nones = {id(one) for one, value in annotations_of(module) if value and module.source(value) == "None"}
    for annotation, node in _names_in(module):
        narrow = _NARROWER.get(node.id) if id(annotation) not in nones else None
        if narrow and (narrow in module.names or narrow in {"str", "int"}):
            yield (Splice(*module.span(node), narrow),)


def _lost_member(module: Module, rng: Random) -> Iterator[Change]:
    """`int` for `int | str` and `Union[int, str]`."""
    for annotation, _ in annotations_of(module):
        start, end = module.span(annotation)
        if isinstance(annotation, ast.BinOp) and "None" not in module.text[start:end]:
            side = rng.choice([annotation.left, annotation.right])
            yield (Splice(start, end, module.source(side)),)
        elif isinstance(annotation, ast.Subscript) and module.source(annotation.value).endswith("Union"):
            members = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else []
            if len(members) == 2:
                yield (Splice(start, end, module.source(rng.choice(members))),)


def _no_type(module: Module, rng: Random) -> Iterator[Change]:
    """`any`, `callable`, `[str]`, `(int, str)`, `{str: int}`: what reads like a type."""
    for _, node in _names_in(module):
        if node.id in {"Any", "Callable"}:
            yield (Splice(*module.span(node), node.id.lower()),)
    for annotation, _ in annotations_of(module):
        if not isinstance(annotation, ast.Subscript):
            continue
        kind, inside = module.source(annotation.value).rpartition(".")[2], module.source(annotation.slice)
        way = rng.random()
        if kind in {"List", "list"} and way < 0.5:
            yield (Splice(*module.span(annotation), f"[{inside}]"),)
        elif kind in {"Dict", "dict"} and inside.count(",") == 1 and way < 0.3:
            yield (Splice(*module.span(annotation), "{" + inside.replace(",", ":") + "}"),)
        elif kind in {"Tuple", "tuple"} and way < 0.6:
            yield (Splice(*module.span(annotation), f"({inside})"),)


def _module_as_type(module: Module, _rng: Random) -> Iterator[Change]:
    """`datetime` for `datetime.datetime` where the module is imported."""
    imported = {alias.name for node in module.of(ast.Import) for alias in node.names if not alias.asname}
    for annotation, _ in annotations_of(module):
        value = annotation.value if isinstance(annotation, ast.Attribute) else None
        if isinstance(value, ast.Name) and value.id in imported:
            yield (Splice(module.span(value)[1], module.span(annotation)[1], ""),)


def _wrong_arity(module: Module, _rng: Random) -> Iterator[Change]:
    """`Tuple[int]` for `Tuple[int, str]`."""
    for annotation, _ in annotations_of(module):
        match = _PAIR.fullmatch(module.source(annotation))
        inside = annotation.slice if isinstance(annotation, ast.Subscript) else None
        if match and isinstance(inside, ast.Tuple) and len(inside.elts) >= 2:
            start, end = module.span(inside.elts[-2])[1], module.span(inside.elts[-1])[1]
            yield (Splice(start, end, ""),)


def _override(module: Module, rng: Random) -> Iterator[Change]:
    """A method that takes or gives something else than the one of the same name in a base.

    Of bases in other files nothing is known here: some of those methods are tried, and mypy decides.
    """
    classes = {node.name: node for node in module.tree.body if isinstance(node, ast.ClassDef)}
    for node in classes.values():
        bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
        above = {method.name for base in bases if base in classes for method in _methods(classes[base])}
        elsewhere = len(node.bases) > sum(base in classes for base in bases)
        for method in _methods(node):
            if method.name in above or (elsewhere and rng.random() < _TRIED):
                yield from _changed_signature(module, method, rng)


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef))


def _changed_signature(
    module: Module, method: ast.FunctionDef | ast.AsyncFunctionDef, rng: Random
) -> Iterator[Change]:
    given = [argument.annotation for argument in method.args.args]
    for annotation in [*given, method.returns]:
        if isinstance(annotation, ast.Name) and annotation.id in _OTHER_TYPES:
            yield (Splice(*module.span(annotation), rng.choice(_OTHER_TYPES[annotation.id])),)
    last, before = method.args.args[-1:], method.args.args[-2:-1]
    if before and not method.args.defaults:
        yield (Splice(module.span(before[0])[1], module.span(last[0])[1], ""),)


_ONE = "def f() -> int:\n    return 1\n"
_DEFAULT = "def f(size: int = 0) -> None: ...\n"
_LIST = "x: list[int] = [1]\n"
_ANY = 'from typing import Any\n\nx: Any = 1\nx = ""\n'
_UNION = "def f(a: int | str) -> None: ...\n\n\nf(1)\nf('')\n"
_DATE = "import datetime\n\nx: datetime.date\n"
_TUPLE = 'x: tuple[int, str] = (1, "")\n'
_CLASSES = "class A:\n    def f(self) -> int: ...\n\n\nclass B(A):\n    def f(self) -> int: ...\n"

INJECTORS = (
    Injector("wrong-result", "types", _wrong_result, _ONE, _ONE.replace("int", "str"), 5),
    Injector("wrong-annotation", "types", _wrong_parameter, _DEFAULT, _DEFAULT.replace("int", "str"), 5),
    Injector("wrong-element", "types", _wrong_element, _LIST, _LIST.replace("int", "str"), 4),
    Injector("narrow-annotation", "types", _narrow, _ANY, _ANY.replace("x: Any", "x: str"), 2),
    Injector("lost-union-member", "types", _lost_member, _UNION, _UNION.replace("int | ", ""), 2),
    Injector("no-type", "types", _no_type, _LIST, _LIST.replace("list[int]", "[int]"), 1.5, known=True),
    Injector(
        "module-as-type", "types", _module_as_type, _DATE, _DATE.replace("datetime.date", "datetime"), 1
    ),
    Injector("wrong-arity", "types", _wrong_arity, _TUPLE, _TUPLE.replace("int, str", "int"), 1),
    Injector(
        "wrong-override", "types", _override, _CLASSES, _CLASSES.removesuffix("int: ...\n") + "str: ...\n", 4
    ),
)
