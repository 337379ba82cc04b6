"""Where a call gets what it does not want: another value, another order, one more or one less."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from novaedit.synth.module import Splice, name_of, parameters_of
from novaedit.synth.repairs.messages import expected, got, heads, quoted
from novaedit.synth.repairs.place import Edits, Place

_SPANS = tuple(f"timedelta({unit}={{}})" for unit in ("seconds", "minutes", "hours", "days"))
#: What makes a value of this type of another one.
_MADE = {
    "str": ("str({})", "{}.decode()", '"".join({})'),
    "bytes": ("{}.encode()", "bytes({})"),
    "int": ("int({})", "len({})"),
    "float": ("float({})",),
    "bool": ("bool({})",),
    "list": ("[{}]", "list({})"),
    "tuple": ("({},)", "tuple({})"),
    "set": ("{{{}}}", "set({})"),
    "dict": ("dict({})",),
    "path": ("Path({})",),
    "timedelta": _SPANS,
    "datetime": _SPANS,
    "sequence": ("[{}]", "list({})"),
    "iterable": ("[{}]", "list({})"),
    "collection": ("[{}]", "list({})"),
}


def arguments(place: Place) -> Iterator[Edits]:
    """Repairs of what is passed in the statement's calls, or stands beside an operator."""
    for call in _calls(place):
        yield from _renamed(place, call)
        yield from _missing(place, call)
        yield from _swapped(place, call)
        yield from _surplus(place, call)
        for value in _values(call):
            yield from _made(place, value)
            yield from _others(place, value)
    for value in _operands(place):
        yield from _made(place, value)
        yield from _others(place, value)


def _calls(place: Place) -> list[ast.Call]:
    """The statement's calls; those that the message names, if it names some."""
    calls = [node for node in place.expressions if isinstance(node, ast.Call)]
    words = {word.rsplit(".", 1)[-1] for word in quoted(place.finding.message)}
    named = [call for call in calls if name_of(call.func) in words]
    return named or calls


def _values(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _operands(place: Place) -> list[ast.expr]:
    found: list[ast.expr] = []
    for node in place.expressions:
        if isinstance(node, ast.BinOp):
            found += [node.right, node.left]
    statement = place.statement
    if isinstance(statement, ast.AugAssign):
        found.append(statement.value)
    if isinstance(statement, ast.Return | ast.Assign | ast.AnnAssign) and statement.value is not None:
        found.append(statement.value)
    return found


def _made(place: Place, value: ast.expr) -> Iterator[Edits]:
    """The value made into what is expected, or taken out of what it was made into."""
    if isinstance(value, ast.Starred):
        return
    text = place.module.source(value)
    message = place.finding.message
    wanted = heads(expected(message)) or [name for word in quoted(message) for name in heads(word)]
    for pattern in dict.fromkeys(form for name in wanted for form in _MADE.get(name.lower(), ())):
        yield place.replaced(value, pattern.format(text))
    for name in _makers(place, wanted):
        yield place.replaced(value, f"{name}({text})")
    if isinstance(value, ast.Call):
        inside = value.args[0] if len(value.args) == 1 and not value.keywords else None
        if inside is not None:
            yield place.replaced(value, place.module.source(inside))
        if isinstance(value.func, ast.Attribute) and not value.args:
            yield place.replaced(value, place.module.source(value.func.value))
    elif isinstance(value, ast.Name | ast.Attribute):
        yield place.replaced(value, f"{text}()")
    if place.is_async and not isinstance(value, ast.Await) and "Coroutine" in got(message):
        yield place.replaced(value, f"await {text}")


def _makers(place: Place, wanted: list[str]) -> Iterator[str]:
    """Functions of this file that return the type, and the type itself where it is a class of the file."""
    names = set(wanted)
    for node in place.module.tree.body:
        if isinstance(node, ast.ClassDef) and node.name in names:
            yield node.name
        elif isinstance(node, ast.FunctionDef) and node.returns is not None and node is not place.function:
            yield from [node.name] if names & set(heads(ast.unparse(node.returns))) else []


def _others(place: Place, value: ast.expr) -> Iterator[Edits]:
    """Another variable instead of the value, and both of them together."""
    text = place.module.source(value)
    for name in place.names:
        if name != text:
            yield place.replaced(value, name)
    if "tuple" in expected(place.finding.message).lower():
        for name in place.names:
            if name != text:
                yield place.replaced(value, f"({text}, {name})")
                yield place.replaced(value, f"({name}, {text})")


def _missing(place: Place, call: ast.Call) -> Iterator[Edits]:
    """One more argument: a variable of the same name as the parameter, or any other, at any place."""
    message = place.finding.message.lower()
    if "missing" not in message and "too few" not in message and "more required" not in message:
        return
    used = {place.module.source(value) for value in _values(call)}
    named = [
        word for word in quoted(place.finding.message) if word.isidentifier() and word != name_of(call.func)
    ]
    known = [name for name in place.names if name not in used]
    known.sort(key=lambda name: name not in named)
    starts = [place.module.span(value)[0] for value in call.args]
    for name in known:
        for at in starts:
            yield place.spliced(Splice(at, at, f"{name}, "))
        yield _added(place, call, name)
    for name in named:
        for value in (*(known[:4]), "None"):
            yield _added(place, call, f"{name}={value}")


def _added(place: Place, call: ast.Call, text: str) -> Edits:
    end = place.module.span(call)[1] - 1
    values = _values(call)
    if not values:
        return place.spliced(Splice(end, end, text))
    last = place.module.span(values[-1])[1]
    return place.spliced(Splice(last, last, f", {text}"))


def _surplus(place: Place, call: ast.Call) -> Iterator[Edits]:
    """One argument less."""
    message = place.finding.message.lower()
    if "too many" not in message and "unexpected" not in message and "expected" not in message:
        return
    parts: list[ast.AST] = [*call.args, *call.keywords]
    for number, part in enumerate(parts):
        start, end = place.module.span(part)
        if number + 1 < len(parts):
            end = place.module.span(parts[number + 1])[0]
        elif number:
            start = place.module.span(parts[number - 1])[1]
        yield place.spliced(Splice(start, end, ""))


def _swapped(place: Place, call: ast.Call) -> Iterator[Edits]:
    """Two arguments changed over."""
    values = [value for value in call.args if not isinstance(value, ast.Starred)]
    for number, one in enumerate(values):
        for other in values[number + 1 :]:
            yield place.spliced(
                Splice(*place.module.span(one), place.module.source(other)),
                Splice(*place.module.span(other), place.module.source(one)),
            )


def _renamed(place: Place, call: ast.Call) -> Iterator[Edits]:
    """A keyword by the name of a parameter or field of what is called, where this file defines it."""
    words = set(quoted(place.finding.message))
    given = {keyword.arg for keyword in call.keywords}
    for keyword in call.keywords:
        if keyword.arg not in words:
            continue
        start = place.module.span(keyword)[0]
        for name in _parameters(place, name_of(call.func)):
            if name not in given:
                yield place.spliced(Splice(start, start + len(keyword.arg or ""), name))


def _parameters(place: Place, name: str) -> Iterator[str]:
    """Parameters of the functions, and fields and parameters of the classes, of this name."""
    functions = [node for node in place.module.functions if node.name == name]
    for node in place.module.of(ast.ClassDef):
        for part in node.body if node.name == name else ():
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                yield part.target.id
            elif isinstance(part, ast.FunctionDef) and part.name == "__init__":
                functions.append(part)
    for function in functions:
        yield from (a.arg for a in parameters_of(function) if a.arg not in ("self", "cls"))
