"""Methods that differ from those that they override, in a base of the same file or in `object`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.overrides import bases, methods, parameters

_Method = ast.FunctionDef | ast.AsyncFunctionDef
_OTHERS = {
    "str": ("int", "None", "bytes"),
    "int": ("str", "None"),
    "bytes": ("str", "str"),
    "bool": ("None",),
    "None": ("str", "bool", "int"),
}


def _pairs(module: Module) -> Iterator[tuple[_Method, _Method]]:
    """Each method with the one of its name in a base."""
    classes = {node.name: node for node in module.tree.body if isinstance(node, ast.ClassDef)}
    for node in classes.values():
        own = methods(node)
        for base in bases(node, classes):
            above = methods(base)
            yield from ((own[name], above[name]) for name in sorted(own.keys() & above.keys()))


def _wrong_result(module: Module, rng: Random) -> Iterator[Change]:
    """`-> None` where the base gives text."""
    for own, above in _pairs(module):
        if own.returns is not None and above.returns is not None:
            base = ast.unparse(above.returns)
            same = ast.unparse(own.returns) == base and own.returns.lineno == own.returns.end_lineno
            if same and base != "Any":
                yield (Splice(*module.span(own.returns), rng.choice(_OTHERS.get(base, ("None",)))),)


def _wrong_parameter(module: Module, rng: Random) -> Iterator[Change]:
    for own, above in _pairs(module):
        wanted = {one.arg: one.annotation for one in parameters(above)}
        for one in parameters(own):
            base = wanted.get(one.arg)
            text = ast.unparse(base) if base is not None else ""
            if one.annotation is not None and ast.unparse(one.annotation) == text in _OTHERS:
                wrong = [other for other in _OTHERS[text] if other != "None"]
                if wrong:
                    yield (Splice(*module.span(one.annotation), rng.choice(wrong)),)


def _lost_parameter(module: Module, _rng: Random) -> Iterator[Change]:
    """A parameter that the method has no use for."""
    for own, above in _pairs(module):
        used = {node.id for node in ast.walk(own) if isinstance(node, ast.Name)}
        wanted = {one.arg for one in parameters(above)}
        given, defaults = own.args.args, own.args.defaults
        for number in range(1, len(given)):
            before, one = given[number - 1], given[number]
            if one.arg in wanted - used and one.lineno == before.end_lineno:
                place = number - (len(given) - len(defaults))
                end = module.span(defaults[place] if place >= 0 else one)[1]
                yield (Splice(module.span(before)[1], end, ""),)


def _narrow_equality(module: Module, _rng: Random) -> Iterator[Change]:
    """`def __eq__(self, other: Point)` for `other: object`."""
    for node in module.of(ast.ClassDef):
        for name, method in methods(node).items():
            for one in parameters(method) if name in {"__eq__", "__ne__"} else []:
                if one.annotation is not None and ast.unparse(one.annotation) in {"object", "Any"}:
                    start, end = module.span(one.annotation)
                    yield (Splice(start, end, f'"{node.name}"'),)


_CLASSES = (
    "class A:\n    def f(self, size: int) -> str: ...\n\n\n"
    "class B(A):\n    def f(self, size: int) -> str: ...\n"
)
_ABOVE, _OWN = _CLASSES.split("class B")
_EQUAL = "class A:\n    def __eq__(self, other: object) -> bool: ...\n"


def _bad(old: str, new: str) -> str:
    return f"{_ABOVE}class B{_OWN.replace(old, new)}"


INJECTORS = (
    Injector("wrong-overriding-result", "hints", _wrong_result, _CLASSES, _bad("-> str", "-> None"), 2),
    Injector("wrong-overriding-parameter", "hints", _wrong_parameter, _CLASSES, _bad("int", "str"), 1.5),
    Injector("lost-overriding-parameter", "hints", _lost_parameter, _CLASSES, _bad(", size: int", ""), 2),
    Injector("narrow-equality", "hints", _narrow_equality, _EQUAL, _EQUAL.replace("object", '"A"'), 0.7),
)
