"""Methods that a base in the same file, or every object, has with another signature."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from novaedit.synth.annotation_types import NONE, Type, read
from novaedit.synth.hint_error import HintError
from novaedit.synth.module import Module

_Method = ast.FunctionDef | ast.AsyncFunctionDef
#: What methods that every class has give back.
_OF_OBJECT = {"__repr__": "str", "__str__": "str", "__hash__": "int", "__eq__": "bool", "__ne__": "bool"}
_FREE = frozenset({"__init__", "__new__", "__init_subclass__", "__call__", "__post_init__"})
#: None of these is a subtype of another.
_APART = frozenset({"str", "int", "bytes", "List", "Dict", "Set", "Tuple", "float"})
_TOWER = frozenset({"int", "float"})
_TAKES_NONE = frozenset({"Optional", "Union", "Any", "object", "NoReturn", "Never"})


def overrides(module: Module) -> Iterator[HintError]:
    """The inconsistent overrides of the file."""
    classes = {node.name: node for node in module.tree.body if isinstance(node, ast.ClassDef)}
    for node in classes.values():
        own = methods(node)
        for name in sorted(own.keys() & _OF_OBJECT.keys()):
            yield from _of_object(node, own[name])
        for base in bases(node, classes):
            above = methods(base)
            for name in sorted(own.keys() & above.keys() - _FREE):
                if not own[name].decorator_list and not above[name].decorator_list:
                    yield from _compared(node, own[name], base.name, above[name])


def methods(node: ast.ClassDef) -> dict[str, _Method]:
    """The methods of a class that can override one, or be overridden."""
    functions = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {part.name: part for part in functions if not part.name.startswith("__") or part.name[-2:] == "__"}


def bases(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> Iterator[ast.ClassDef]:
    """Those of a class's bases that the file defines."""
    return (classes[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in classes)


def parameters(method: _Method) -> list[ast.arg]:
    """Those that have a name for callers, `self` left out."""
    return [*method.args.args[1:], *method.args.kwonlyargs]


def _of_object(node: ast.ClassDef, method: _Method) -> Iterator[HintError]:
    names = f"{node.name}.{method.name}", "object"
    wanted = Type(_OF_OBJECT[method.name])
    result = _declared(method.returns)
    if result is not None and _are_apart(result, wanted):
        yield HintError("override-result", method.lineno, names, (result, wanted))
    for argument in parameters(method) if wanted.name == "bool" else []:
        given = _declared(argument.annotation)
        if given is not None and given.base not in _TAKES_NONE:
            yield HintError("override-parameter", method.lineno, names, (given, Type("object")))


def _compared(node: ast.ClassDef, own: _Method, base: str, above: _Method) -> Iterator[HintError]:
    names = f"{node.name}.{own.name}", base
    mine, theirs = _declared(own.returns), _declared(above.returns)
    if mine is not None and theirs is not None and _are_apart(mine, theirs):
        yield HintError("override-result", own.lineno, names, (mine, theirs))
    given = {argument.arg: argument for argument in parameters(own)}
    open_ended = own.args.vararg or own.args.kwarg
    for argument in parameters(above):
        if argument.arg not in given:
            if not open_ended:
                yield HintError("override-lacks", own.lineno, (*names, argument.arg))
            continue
        ours, other = _declared(given[argument.arg].annotation), _declared(argument.annotation)
        if ours is not None and other is not None and _are_apart(ours, other):
            yield HintError("override-parameter", own.lineno, names, (ours, other))


def _declared(annotation: ast.expr | None) -> Type | None:
    return read(annotation) if annotation is not None else None


def _are_apart(one: Type, other: Type) -> bool:
    """Whether neither is the other, in a way that no class and no alias can explain."""
    if NONE in (one, other):
        return one != other and not {one.base, other.base} & _TAKES_NONE
    bases_ = {one.base, other.base}
    return len(bases_) == 2 and bases_ <= _APART and bases_ != _TOWER
