"""Where something may be None: ask first, put something in its place, or leave it out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from novaedit.synth.module import Splice
from novaedit.synth.repairs.messages import heads
from novaedit.synth.repairs.place import Edits, Place

#: What stands for nothing, by the type that is promised.
EMPTY = {
    "str": ('""',),
    "bytes": ('b""',),
    "int": ("0",),
    "float": ("0.0", 'float("inf")'),
    "bool": ("False", "True"),
    "list": ("[]",),
    "dict": ("{}",),
    "tuple": ("()",),
    "set": ("set()",),
}
_LOOPS = ast.For | ast.AsyncFor | ast.While
_COMPREHENSIONS = ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp


def absent(place: Place) -> Iterator[Edits]:
    """Repairs of a finding that speaks of None."""
    if "None" not in place.finding.message and "Optional" not in place.finding.message:
        return
    subjects = _subjects(place)
    yield from _asked_first(place, subjects)
    yield from _replaced(place, subjects)
    yield from _left_out(place)


def _subjects(place: Place) -> list[ast.expr]:
    """What may be None, the longest first: names, attributes, calls and items that are read."""
    kinds = ast.Name | ast.Attribute | ast.Call | ast.Subscript
    found: dict[str, ast.expr] = {}
    for node in place.expressions:
        if isinstance(node, kinds) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            found.setdefault(ast.unparse(node), node)
    parents = place.module.parents
    called = {id(parent.func) for node in found.values() if isinstance(parent := parents.get(node), ast.Call)}
    return [node for node in found.values() if id(node) not in called]


def _asked_first(place: Place, subjects: list[ast.expr]) -> Iterator[Edits]:
    """`if x is None:` with a way out, and `assert x is not None`, above the statement."""
    ways = list(_ways_out(place))
    for node in subjects:
        if any(isinstance(part, ast.Call) for part in ast.walk(node)):
            continue  # asked twice, it may answer twice
        text = place.module.source(node)
        if "\n" in text:
            continue
        for way in ways:
            yield place.above(f"if {text} is None:", f"    {way}")
        yield place.above(f"assert {text} is not None")


def _ways_out(place: Place) -> Iterator[str]:
    """What may follow `if x is None:`: an empty result of the type that is promised, or the next round."""
    if place.function is not None:
        promised = place.function.returns
        text = "None" if promised is None else ast.unparse(promised)
        if text == "None":
            yield "return"
        yield from (f"return {value}" for name in heads(text) for value in EMPTY.get(name.lower(), ()))
        if text != "None" and ("None" in text or "Optional" in text):
            yield "return None"
    node: ast.AST | None = place.statement
    while node is not None and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        if isinstance(node, _LOOPS) and node is not place.statement:
            yield "continue"
            break
        node = place.module.parents.get(node)


def _replaced(place: Place, subjects: list[ast.expr]) -> Iterator[Edits]:
    """`(x or "")` and the like in the place of `x`."""
    message = place.finding.message
    named = [name for name in EMPTY if name in message] or ["str", "dict", "list", "int"]
    for node in subjects:
        text = place.module.source(node)
        parent = place.module.parents.get(node)
        bare = isinstance(parent, ast.Call) and node in parent.args
        for value in (EMPTY[name][0] for name in named):
            either = f"{text} or {value}"
            yield place.replaced(node, either if bare else f"({either})")


def _left_out(place: Place) -> Iterator[Edits]:
    """`if x is not None` at the end of what runs through many."""
    for node in place.expressions:
        if isinstance(node, _COMPREHENSIONS):
            last = node.generators[-1]
            for name in ast.walk(last.target):
                if isinstance(name, ast.Name):
                    end = place.module.span(last.ifs[-1] if last.ifs else last.iter)[1]
                    word = " and" if last.ifs else " if"
                    yield place.spliced(Splice(end, end, f"{word} {name.id} is not None"))
