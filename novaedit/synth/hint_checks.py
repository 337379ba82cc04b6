"""Type errors that the text of a file proves by itself: no checker is run, and no other file is needed.

Values that a declared type does not take, results that a function did not promise, annotations that are no
types, methods that differ from those of a base in the same file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from novaedit.synth.annotation_fits import fits
from novaedit.synth.annotation_types import NONE, Type, read, type_of
from novaedit.synth.dated import annotations_in
from novaedit.synth.flow import falls_through, first_yield, last_line, own_returns, promises
from novaedit.synth.hint_error import HintError, Kind
from novaedit.synth.module import Module
from novaedit.synth.no_types import shown_as
from novaedit.synth.overrides import overrides
from novaedit.synth.type_comments import commented

#: What no generator is.
_NO_GENERATOR = frozenset({"str", "int", "bool", "bytes", "float", "List", "Dict", "Set", "Tuple", "None"})


def hint_errors(module: Module) -> list[HintError]:
    """Everything that is wrong, in order of line."""
    found = [*_defaults(module), *_variables(module), *_results(module), *_no_types(module)]
    return sorted([*found, *overrides(module)], key=lambda error: error.line)


def _defaults(module: Module) -> Iterator[HintError]:
    for node in module.functions:
        given = [*node.args.posonlyargs, *node.args.args]
        first = len(given) - len(node.args.defaults)
        pairs = [
            *zip(given[first:], node.args.defaults, strict=True),
            *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True),
        ]
        for argument, value in pairs:
            clash = _clash(argument.annotation, value)
            if clash:
                yield HintError("default", argument.lineno, (argument.arg,), clash)


def _clash(annotation: ast.expr | None, value: ast.expr | None) -> tuple[Type, Type] | None:
    """The declared type and the value's, if it is sure that they clash."""
    declared = read(annotation) if annotation is not None else None
    actual = type_of(value) if value is not None else None
    if declared is None or actual is None or fits(declared, actual) is not False:
        return None
    return declared, actual


def _variables(module: Module) -> Iterator[HintError]:
    declared: list[tuple[ast.stmt, ast.expr, ast.expr | None, ast.expr | None]] = [
        *((node, node.target, node.annotation, node.value) for node in module.of(ast.AnnAssign)),
        *((one.node, one.target, one.annotation, one.node.value) for one in commented(module)),
    ]
    for node, target, annotation, value in declared:
        clash = _clash(annotation, value)
        if clash is None:
            continue
        owner = _class_of(module, node, target)
        name = target.attr if isinstance(target, ast.Attribute) else ast.unparse(target)
        if owner is not None:
            yield HintError("attribute", node.lineno, (name, owner), clash)
        elif isinstance(target, ast.Name):
            yield HintError("variable", node.lineno, (name,), clash)


def _class_of(module: Module, node: ast.stmt, target: ast.expr) -> str | None:
    """The class whose attribute is declared: in its body, or as `self.name` in a method."""
    parent = module.parents.get(node)
    if isinstance(parent, ast.ClassDef):
        return parent.name
    on_self = isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self"
    while on_self and parent is not None and not isinstance(parent, ast.ClassDef):
        parent = module.parents.get(parent)
    return parent.name if isinstance(parent, ast.ClassDef) and on_self else None


def _results(module: Module) -> Iterator[HintError]:
    for node in module.functions:
        declared = read(node.returns) if node.returns is not None else None
        if declared is not None and (line := first_yield(node)) and declared.base in _NO_GENERATOR:
            name = "AsyncGenerator" if isinstance(node, ast.AsyncFunctionDef) else "Generator"
            rest = (NONE,) if name == "AsyncGenerator" else (NONE, NONE)
            made = Type(f"typing.{name}", (Type("Any"), *rest))
            yield HintError("generator", line, (), (declared, made), node.lineno)
        if declared is None or not promises(node):
            continue
        for given in own_returns(node):
            actual = NONE if given.value is None else type_of(given.value)
            if actual is not None and fits(declared, actual) is False:
                kind: Kind = "no-value" if given.value is None else "result"
                yield HintError(kind, given.lineno, (), (declared, actual))
        if fits(declared, NONE) is False and falls_through(node.body):
            yield HintError("no-return", last_line(node), (), (declared,), node.lineno)


def _no_types(module: Module) -> Iterator[HintError]:
    for node in annotations_in(module):
        text = shown_as(node)
        if text:
            yield HintError("no-type", node.lineno, (text,))
