"""Where what is promised and what is there differ: another promise, or the `return` that is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from novaedit.synth.module import Splice
from novaedit.synth.repairs.absent import EMPTY
from novaedit.synth.repairs.messages import expected, got, heads, optional, quoted, written
from novaedit.synth.repairs.place import Edits, Place


def results(place: Place) -> Iterator[Edits]:
    """Repairs of annotations near the finding, and of a function that ends without a result."""
    for annotation in _annotations(place):
        text = place.module.source(annotation)
        for other in dict.fromkeys(_instead(place, text)):
            yield place.replaced(annotation, other)
    yield from _returned(place)


def _annotations(place: Place) -> list[ast.expr]:
    """The annotations that the message may mean: those of the statement, and what the function returns."""
    statement, function = place.statement, place.function
    found: list[ast.expr] = []
    if isinstance(statement, ast.AnnAssign):
        found.append(statement.annotation)
    if function is None:
        return found
    if isinstance(statement, ast.Return | ast.Expr) or statement is function:
        found += [function.returns] if function.returns is not None else []
    words = {word.rsplit(".", 1)[-1] for word in quoted(place.finding.message)}
    wanted = heads(expected(place.finding.message))
    for argument in place.parameters:
        annotation = argument.annotation
        if annotation is None:
            continue
        near = annotation.lineno == place.line and set(heads(ast.unparse(annotation))) & set(wanted)
        if argument.arg in words or argument.arg in place.finding.message.split()[:1] or near:
            found.append(annotation)
    return found


def _instead(place: Place, text: str) -> Iterator[str]:
    """Other types that the annotation could give; none that proves nothing, as `Any`."""
    module, message = place.module, place.finding.message
    there, wanted = got(message), expected(message)
    if "None" in message and not text.endswith("None") and not text.startswith("Optional"):
        yield optional(text, module)
    for type_ in (there, wanted):
        name = written(type_, module) if type_ else ""
        if name and name not in (text, "None", "Any", "object"):
            yield name
            yield f"Union[{text}, {name}]" if "Union" in module.names else f"{text} | {name}"


def _returned(place: Place) -> Iterator[Edits]:
    """A `return` at the function's end."""
    function = place.function
    if function is None or "return" not in place.finding.message.lower():
        return
    last = function.body[-1]
    known = [*(node.id for node in place.stored), *(parameter.arg for parameter in place.parameters)]
    names = heads(ast.unparse(function.returns)) if function.returns is not None else []
    empty = [value for name in names for value in EMPTY.get(name.lower(), ())]
    for value in dict.fromkeys([*known, *empty, "None", "self"]):
        yield place.below(last, f"return {value}")
    if isinstance(last, ast.Expr):
        start = place.module.span(last)[0]
        yield place.spliced(Splice(start, start, "return "))
