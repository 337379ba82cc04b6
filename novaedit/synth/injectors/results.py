"""Functions that return something else than they promise, or nothing at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.annotation_fits import fits
from novaedit.synth.annotation_types import EMPTY_VALUES, NONE, Type, read, type_of
from novaedit.synth.flow import falls_through, first_yield, own_returns, promises
from novaedit.synth.injector import Injector
from novaedit.synth.injectors.defaults import without_none
from novaedit.synth.module import Change, Module, Splice

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_WRONG = {
    "str": ("int", "None", "bytes", "bool", "None"),
    "int": ("str", "None", "bool"),
    "bool": ("str", "None", "int"),
    "float": ("int", "int", "str"),
    "bytes": ("str", "None"),
    "List": ("dict", "str", "None", "tuple"),
    "Dict": ("list", "str", "None"),
    "Tuple": ("list", "str", "bool", "None"),
}
_ITERATORS = frozenset(
    {"Iterator", "Generator", "Iterable", "AsyncIterator", "AsyncGenerator", "AsyncIterable"}
)
#: What is returned in the place of an empty value, or of a truth.
_OTHER_VALUES = {
    "[]": ("None", "{}", "()", '""', "False"),
    "{}": ("None", "[]", "()", "False"),
    "()": ("None", "[]", "False"),
    **dict.fromkeys(('""', "''"), ("None", "[]", "False", "0", "b''")),
    "False": ("None", "0", '""', '"false"', "[]"),
    "True": ("1", '"true"'),
    "0": ("None", '"0"', "0.0", '""'),
    'b""': ('""', "None"),
}
#: Farther apart, header and `return` are seldom seen together.
_MOST_LINES = 24


def _functions(module: Module) -> Iterator[tuple[_Function, ast.expr, Type]]:
    for node in module.functions:
        declared = read(node.returns) if node.returns is not None else None
        if node.returns is not None and declared is not None and promises(node):
            yield node, node.returns, declared


def _bare_return(module: Module, rng: Random) -> Iterator[Change]:
    """`return` or `return None` where text, a number, a list is promised."""
    for node, _, declared in _functions(module):
        for given in own_returns(node) if fits(declared, NONE) is False else []:
            if given.value is not None and module.source(given.value) in EMPTY_VALUES:
                start, end = module.span(given.value)
                yield (Splice(start, end, "None") if rng.random() < 0.4 else Splice(start - 1, end, ""),)


def _wrong_value(module: Module, rng: Random) -> Iterator[Change]:
    """`return []` where text is promised."""
    for node, _, declared in _functions(module):
        for given in own_returns(node):
            others = _OTHER_VALUES.get(module.source(given.value), ()) if given.value is not None else ()
            wrong = rng.choice(others) if others else "..."
            actual = type_of(ast.parse(wrong, mode="eval").body)
            if given.value is not None and actual is not None and fits(declared, actual) is False:
                yield (Splice(*module.span(given.value), wrong),)


def _lost_optional(module: Module, _rng: Random) -> Iterator[Change]:
    """`-> str` of a function that returns None in some case."""
    for node, annotation, _ in _functions(module):
        gives_none = falls_through(node.body) or any(
            given.value is None or type_of(given.value) == NONE for given in own_returns(node)
        )
        if gives_none and (node.end_lineno or 0) - node.lineno <= _MOST_LINES:
            yield without_none(module, annotation)


def _wrong_promise(module: Module, rng: Random) -> Iterator[Change]:
    """`-> None` or `-> int` of a function that returns text."""
    for node, annotation, _ in _functions(module):
        types = [type_of(given.value) for given in own_returns(node) if given.value is not None]
        known = [one for one in types if one is not None and one.base in _WRONG]
        if known and (node.end_lineno or 0) - node.lineno <= _MOST_LINES:
            wrong = rng.choice(_WRONG[known[0].base])
            if annotation.lineno == annotation.end_lineno:
                yield (Splice(*module.span(annotation), wrong),)


def _no_iterator(module: Module, rng: Random) -> Iterator[Change]:
    """`-> int` or `-> List[int]` of a generator of numbers."""
    for node in module.functions:
        given = node.returns if isinstance(node.returns, ast.Subscript) else None
        name = ast.unparse(given.value).rsplit(".", 1)[-1] if given is not None else ""
        if given is None or name not in _ITERATORS or not first_yield(node):
            continue
        items = given.slice.elts if isinstance(given.slice, ast.Tuple) else [given.slice]
        inner = module.source(items[0])
        if given.lineno == given.end_lineno and (node.end_lineno or 0) - node.lineno <= _MOST_LINES:
            yield (Splice(*module.span(given), rng.choice([inner, inner, f"List[{inner}]", "None"])),)


def _lost_end(module: Module, _rng: Random) -> Iterator[Change]:
    """The last statement, a `return` or `raise` after something that may not return, is missing."""
    for node, _, declared in _functions(module):
        last, before = node.body[-1], node.body[:-1]
        ends = isinstance(last, ast.Return | ast.Raise) and last.lineno == last.end_lineno
        needed = fits(declared, NONE) is False and falls_through(before)
        if ends and needed and before and not isinstance(before[-1], ast.Assign):
            yield (Splice(module.starts[last.lineno - 1], module.starts[last.lineno], ""),)


def _lost_return(module: Module, _rng: Random) -> Iterator[Change]:
    """`g()` for `return g()` at the end of a short function that promises a value."""
    for node, _, declared in _functions(module):
        last = node.body[-1]
        value = last.value if isinstance(last, ast.Return) else None
        short = last.lineno - node.lineno <= _MOST_LINES
        if isinstance(value, ast.Call | ast.Await) and short and fits(declared, NONE) is False:
            yield (Splice(module.span(last)[0], module.span(value)[0], ""),)


_NO = "def f(x: int) -> bool:\n    if x:\n        return True\n    return False\n"
_MAYBE = "from typing import Optional\n\n\ndef f() -> Optional[str]:\n    return None\n"
_TEXT = 'def f() -> str:\n    return "a"\n'
_YIELDS = "from typing import Iterator\n\n\ndef f() -> Iterator[int]:\n    yield 1\n"
_CALL = "def f() -> str:\n    return g()\n"

INJECTORS = (
    Injector("none-returned", "hints", _bare_return, _NO, _NO.replace(" False", " None"), 4),
    Injector("wrong-value-returned", "hints", _wrong_value, _NO, _NO.replace("False", "[]"), 2),
    Injector(
        "lost-optional-result", "hints", _lost_optional, _MAYBE, _MAYBE.replace("Optional[str]", "str"), 6
    ),
    Injector("wrong-promise", "hints", _wrong_promise, _TEXT, _TEXT.replace("str", "None"), 5),
    Injector("no-iterator", "hints", _no_iterator, _YIELDS, _YIELDS.replace("Iterator[int]", "int"), 1.5),
    Injector("lost-end", "hints", _lost_end, _NO, _NO.replace("    return False\n", ""), 6),
    Injector("lost-return", "hints", _lost_return, _CALL, _CALL.replace("return ", ""), 2),
)
