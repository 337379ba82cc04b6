"""Statements put together in the wrong order or left unfinished."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice


def _import_from(module: Module, _rng: Random) -> Iterator[Change]:
    """`import a from b`."""
    for node in module.of(ast.ImportFrom):
        if node.module and not node.level and node.lineno == node.end_lineno and len(node.names) <= 3:
            names = ", ".join(map(module.source, node.names))
            yield (Splice(*module.span(node), f"import {names} from {node.module}"),)


def _import_member(module: Module, rng: Random) -> Iterator[Change]:
    """`from a.b` alone without its import, `from a import b.c`, `import a,`, `from a import b,`."""
    for node in module.of(ast.ImportFrom):
        start, end = module.span(node)
        text = module.text[start:end]
        if node.lineno != node.end_lineno or " import " not in text or len(node.names) != 1:
            continue
        if rng.random() < 0.5:
            yield (Splice(end, end, ","),)
        else:
            at = start + text.index(" import ")
            yield (Splice(at, at + len(" import "), rng.choice([" ", ".import ", " import from "])),)


def _import_as(module: Module, _rng: Random) -> Iterator[Change]:
    """`import numpy np` and `import numpy = np`."""
    for node in module.of(ast.Import):
        for alias in node.names:
            start, end = module.span(alias)
            at = module.text.find(" as ", start, end)
            if at > 0:
                yield (Splice(at, at + 4, " "),)


def _positional_last(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(key=1, a)`."""
    for node in module.of(ast.Call):
        if node.lineno == node.end_lineno and node.args and node.keywords and node.keywords[0].arg:
            first, second = node.args[-1], node.keywords[0]
            if module.span(first)[1] < module.span(second)[0] and not isinstance(first, ast.Starred):
                a, b = module.source(first), module.source(second)
                yield Splice(*module.span(first), b), Splice(*module.span(second), a)


def _default_first(module: Module, _rng: Random) -> Iterator[Change]:
    """`def f(a=1, b):` for `def f(b, a=1):`."""
    for node in module.functions:
        arguments, defaults = node.args.args, node.args.defaults
        if len(arguments) > len(defaults) >= 1:
            plain, first = arguments[-len(defaults) - 1], arguments[-len(defaults)]
            if plain.arg in {"self", "cls"} or plain.lineno != defaults[0].end_lineno:
                continue
            (start, middle), (begin, _) = module.span(plain), module.span(first)
            end = module.span(defaults[0])[1]
            one, two = module.text[start:middle], module.text[begin:end]
            yield Splice(start, middle, two), Splice(begin, end, one)


def _assigned_global(module: Module, _rng: Random) -> Iterator[Change]:
    """`global x = 3` for `global x` and `x = 3` below."""
    for node in module.of(ast.Global):
        body = next(
            body for body in module.parents[node].__dict__.values() if isinstance(body, list) and node in body
        )
        after = body[body.index(node) + 1 : body.index(node) + 2]
        if after and isinstance(after[0], ast.Assign) and after[0].lineno == node.lineno + 1:
            target = module.source(after[0].targets[0])
            if [target] == node.names:
                start, end = module.span(node)[1], module.span(after[0].targets[0])[1]
                yield (Splice(start, end, ""),)


def _comprehension(module: Module, rng: Random) -> Iterator[Change]:
    """`[for x in y f(x)]`, `[f(x) for x y]`, `[f(x) x in y]`, `[f(x), for x in y]`."""
    for node in module.nodes:
        if not isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            continue
        (start, end), (first, last) = module.span(node.elt), module.span(node.generators[0].target)
        loop = module.span(node.generators[0].iter)
        if node.lineno != node.end_lineno or module.text[end:first] != " for ":
            continue
        way = rng.randrange(5)
        if way == 0:
            yield (Splice(end, first, " "),)
        elif way == 1 and module.text[last : loop[0]] == " in ":
            yield (Splice(last, loop[0], " "),)
        elif way == 2 and len(node.generators) == 1 and not node.generators[0].ifs:
            loops, element = module.text[end + 1 : loop[1]], module.text[start:end]
            yield (Splice(start, loop[1], rng.choice([f"{loops} {element}", f"{loops}: {element}"])),)
        elif way == 3:
            yield (Splice(end, end, ","),)
        elif way == 4:
            yield (Splice(loop[1], loop[1], ":"),)


def _half_ternary(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = a if b` with an `else None` that everybody would add, and `if b a else c`."""
    for node in module.of(ast.IfExp):
        (start, end), other = module.span(node), node.orelse
        if (
            isinstance(other, ast.Constant)
            and other.value is None
            and module.text.endswith("None", start, end)
        ):
            yield (Splice(module.span(node.test)[1], end, ""),)
        elif node.lineno == node.end_lineno:
            body, test, rest = map(module.source, (node.body, node.test, node.orelse))
            yield (Splice(start, end, f"if {test}: {body} else {rest}"),)


def _outside(module: Module, _rng: Random) -> Iterator[Change]:
    """`return` outside a function: the last line of a function at the level of its header."""
    for node in module.functions:
        last = node.body[-1]
        if isinstance(last, ast.Return) and last.lineno == last.end_lineno and len(node.body) > 1:
            start = module.starts[last.lineno - 1]
            if not module.text[start : start + last.col_offset].strip():
                yield (Splice(start, start + last.col_offset - node.col_offset, ""),)


def _half_assignment(module: Module, _rng: Random) -> Iterator[Change]:
    """`self.name =`: the value has the name of the attribute."""
    for node in module.of(ast.Assign):
        target, value = node.targets[0], node.value
        same = isinstance(target, ast.Attribute) and isinstance(value, ast.Name) and target.attr == value.id
        if same and module.text.startswith(" = ", module.span(target)[1]):
            end = module.span(target)[1] + 2
            yield (Splice(end, module.span(node)[1], ""),)


def _called_target(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(x) = y` for `f[x] = y`."""
    for node in module.of(ast.Assign):
        target = node.targets[0]
        if isinstance(target, ast.Subscript):
            (_, start), (_, end) = module.span(target.value), module.span(target)
            if module.text[start] == "[":
                yield Splice(start, start + 1, "("), Splice(end - 1, end, ")")


def _joined(module: Module, _rng: Random) -> Iterator[Change]:
    """Two statements on one line without anything between them."""
    for node in module.of(ast.Assign, ast.Expr, ast.AugAssign, ast.Return):
        if node.lineno != node.end_lineno:
            continue
        end = module.span(node)[1]
        line = node.end_lineno or 0
        if line < len(module.lines) and end == module.starts[line] - 1:
            below = module.lines[line]
            indent = len(below) - len(below.lstrip())
            if below.strip() and indent == node.col_offset and len(below) < 60:
                yield (Splice(end, module.starts[line] + indent, " "),)


def _lost_async(module: Module, _rng: Random) -> Iterator[Change]:
    """`await` in a function that is no longer `async`."""
    for node in module.of(ast.AsyncFunctionDef):
        start, _ = module.span(node)
        if any(isinstance(part, ast.Await) for part in ast.walk(node)):
            yield (Splice(start, start + len("async "), ""),)


_GLOBAL = "def f():\n    global x\n    x = 1\n"
_RETURN = "def f():\n    g()\n    return 1\n"
_ASYNC = "async def f():\n    await g()\n"

INJECTORS = (
    Injector("import-from", "syntax", _import_from, "from a import b\n", "import b from a\n", 1),
    Injector("import-unfinished", "syntax", _import_member, "from a import b\n", "from a import b,\n", 0.6),
    Injector("import-as", "syntax", _import_as, "import a as b\n", "import a b\n", 0.4),
    Injector("positional-last", "syntax", _positional_last, "f(a, b=1)\n", "f(b=1, a)\n", 1),
    Injector("default-first", "syntax", _default_first, "def f(a, b=1): ...\n", "def f(b=1, a): ...\n", 1),
    Injector("assigned-global", "syntax", _assigned_global, _GLOBAL, "def f():\n    global x = 1\n", 0.6),
    Injector("comprehension", "syntax", _comprehension, "x = [a for a in b]\n", "x = [a a in b]\n", 1.2),
    Injector("half-ternary", "syntax", _half_ternary, "x = a if b else None\n", "x = a if b\n", 0.7),
    Injector("return-outside", "syntax", _outside, _RETURN, _RETURN.replace("    r", "r"), 1.5),
    Injector("half-assignment", "syntax", _half_assignment, "self.a = a\n", "self.a =\n", 0.7),
    Injector("called-target", "syntax", _called_target, "a[0] = b\n", "a(0) = b\n", 0.8),
    Injector("joined-lines", "syntax", _joined, "x = 1\ny = 2\n", "x = 1 y = 2\n", 1),
    Injector("lost-async", "syntax", _lost_async, _ASYNC, _ASYNC.replace("async ", ""), 1.5),
)
