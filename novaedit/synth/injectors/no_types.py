"""What reads like a type and is none: `[str]`, `(int, str)`, `Dict[str: int]`, `Optional(int)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.dated import annotations_in
from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice


def _subscripts(module: Module) -> Iterator[tuple[ast.Subscript, str, list[str]]]:
    """Each subscript of an annotation, the last part of its name, and its arguments."""
    for annotation in annotations_in(module):
        for node in ast.walk(annotation):
            if isinstance(node, ast.Subscript) and node.lineno == node.end_lineno:
                items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
                name = ast.unparse(node.value).rsplit(".", 1)[-1]
                yield node, name[:1].upper() + name[1:], [module.source(item) for item in items]


def _brackets(module: Module, rng: Random) -> Iterator[Change]:
    """`[str]` for `List[str]`, `(int, str)` for `Tuple[int, str]`, `[int, str]` for `Union[int, str]`."""
    for node, name, items in _subscripts(module):
        inside = ", ".join(items)
        if name == "List":
            yield (Splice(*module.span(node), f"[{inside}]"),)
        elif name == "Tuple" and len(items) > 1 and items[-1] != "...":
            yield (Splice(*module.span(node), f"({inside})" if rng.random() < 0.85 else f"[{inside}]"),)
        elif name == "Union":
            yield (Splice(*module.span(node), f"[{inside}]" if rng.random() < 0.6 else f"({inside})"),)
        elif name == "Set" and rng.random() < 0.3:
            yield (Splice(*module.span(node), f"{{{inside}}}"),)


def _call(module: Module, _rng: Random) -> Iterator[Change]:
    """`Optional(int)` for `Optional[int]`, `Tuple(int, str)` for `Tuple[int, str]`."""
    for node, name, items in _subscripts(module):
        if name not in {"Literal", "Annotated", "Callable"} and "..." not in items:
            start, end = module.span(node.value)[1], module.span(node)[1]
            if module.text[start : start + 1] == "[":
                yield Splice(start, start + 1, "("), Splice(end - 1, end, ")")


def _colon(module: Module, rng: Random) -> Iterator[Change]:
    """`Dict[str: int]` and `{str: int}` for `Dict[str, int]`."""
    for node, name, items in _subscripts(module):
        if name in {"Dict", "Mapping"} and len(items) == 2:
            (_, end), (start, _) = map(module.span, node.slice.__dict__["elts"])
            if rng.random() < 0.75:
                middle = module.span(node.slice.__dict__["elts"][0])[1]
                yield (Splice(middle, start, rng.choice([":", ": "])),)
            elif end > start:
                yield (Splice(*module.span(node), f"{{{items[0]}: {items[1]}}}"),)


def _callable(module: Module, rng: Random) -> Iterator[Change]:
    """`Callable[int, str]` and `Callable[int]` for `Callable[[int], str]`."""
    for node, name, items in _subscripts(module):
        if name == "Callable" and len(items) == 2 and items[0].startswith("["):
            start, _ = module.span(node.slice.__dict__["elts"][0])
            _, end = module.span(node.slice)
            inside = items[0][1:-1]
            short = rng.random() < 0.2
            text = items[1] if not inside or short else f"{inside}, {items[1]}"
            yield (Splice(start, end, text),)


def _instance(module: Module, _rng: Random) -> Iterator[Change]:
    """`-> Word()` for `-> Word`."""
    for node in annotations_in(module):
        if isinstance(node, ast.Name) and node.id[:1].isupper() and node.id not in {"Any", "Callable"}:
            yield (Splice(module.span(node)[1], module.span(node)[1], "()"),)


_LIST = "from typing import List\n\nx: List[int] = [1]\n"
_MAYBE = "from typing import Optional\n\nx: Optional[int] = 1\n"
_DICT = "from typing import Dict\n\nx: Dict[str, int] = {}\n"
_FUNCTION = "from typing import Callable\n\nx: Callable[[int], str] = str\n"
_CLASS = "class A: ...\n\n\nx: A = A()\n"

INJECTORS = (
    Injector("type-in-brackets", "hints", _brackets, _LIST, _LIST.replace("List[int]", "[int]"), 5),
    Injector("called-type", "hints", _call, _MAYBE, _MAYBE.replace("[int]", "(int)"), 1.5),
    Injector("colon-in-type", "hints", _colon, _DICT, _DICT.replace("str, int", "str:int"), 1.5),
    Injector("flat-callable", "hints", _callable, _FUNCTION, _FUNCTION.replace("[int], ", "int, "), 2),
    Injector("instance-as-type", "hints", _instance, _CLASS, _CLASS.replace("x: A", "x: A()"), 0.5),
)
