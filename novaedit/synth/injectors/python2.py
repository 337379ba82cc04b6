"""Python 2, which old answers and old habits still speak."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_MOST_PRINTS = 14


def _as_statement(module: Module, node: ast.Call) -> Change:
    """`print(...)` as a statement, or () if that cannot be said."""
    if not (isinstance(node.func, ast.Name) and node.func.id == "print") or not node.args:
        return ()
    if any(isinstance(part, ast.JoinedStr) for part in ast.walk(node)):
        return ()  # who writes f-strings never knew the statement
    (_, name_end), (start, _), (_, last) = map(module.span, (node.func, node.args[0], node.args[-1]))
    end = module.span(node)[1]
    options = {keyword.arg: module.source(keyword.value) for keyword in node.keywords}
    before, after = " ", ""
    if options.keys() == {"file"}:
        before = f" >>{options['file']}, "
    elif options.keys() == {"end"} and options["end"][1:-1] in {"", " "}:
        after = ","
    elif options:
        return ()
    if module.text[name_end:start] != "(" or (not node.keywords and module.text[last:end] != ")"):
        return ()
    return Splice(name_end, start, before), Splice(last, end, after)


def _prints(module: Module) -> list[Change]:
    statements = (node.value for node in module.of(ast.Expr))
    calls = [node for node in statements if isinstance(node, ast.Call)]
    return sorted(change for node in calls if (change := _as_statement(module, node)))


def _print_statement(module: Module, _rng: Random) -> Iterator[Change]:
    yield from _prints(module)


def _all_prints(module: Module, _rng: Random) -> Iterator[Change]:
    """Every `print` from some place on, as whoever writes Python 2 does."""
    prints = _prints(module)
    for first in range(max(len(prints) - 1, 0)):
        yield tuple(part for change in prints[first : first + _MOST_PRINTS] for part in change)


def _except_comma(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.ExceptHandler):
        if node.type is not None and node.name:
            _, end = module.span(node.type)
            if module.text.startswith(" as ", end):
                yield (Splice(end, end + 4, ", "),)


def _raise_comma(module: Module, _rng: Random) -> Iterator[Change]:
    """`raise ValueError, "text"`."""
    for node in module.of(ast.Raise):
        call = node.exc
        if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords or node.cause:
            continue
        (_, name_end), (start, end), (_, call_end) = map(module.span, (call.func, call.args[0], call))
        if call_end == end + 1 and start == name_end + 1:
            yield Splice(name_end, start, ", "), Splice(end, call_end, "")


def _backticks(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id == "repr"
        if named and len(node.args) == 1 and not node.keywords and node.lineno == node.end_lineno:
            yield (Splice(*module.span(node), f"`{module.source(node.args[0])}`"),)


def _diamond(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.text == "!=":
            yield (Splice(token.start, token.end, "<>"),)


def _exec(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "exec" and not node.keywords and node.args:
            (_, start), (first, _), (_, last) = map(module.span, (node.func, node.args[0], node.args[0]))
            code, place = module.text[first:last], "".join(f" in {module.source(a)}" for a in node.args[1:2])
            yield (Splice(start, module.span(node)[1], f" {code}{place}"),)


def _number(module: Module, _rng: Random) -> Iterator[Change]:
    """`0777` for `0o777`, and `10L`."""
    for node in module.of(ast.Constant):
        text = module.source(node) if isinstance(node.value, int) else ""
        start, end = module.span(node)
        if re.fullmatch(r"0o[0-7]+", text):
            yield (Splice(start + 1, start + 2, ""),)
        elif re.fullmatch(r"[1-9]\d*", text) and int(text) > 100:
            yield (Splice(end, end, "L"),)


def _prefix(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.is_string and token.text.startswith(('r"', "r'")):
            yield (Splice(token.start, token.start, "u"),)


_HANDLER = "try:\n    f()\nexcept OSError as e:\n    g(e)\n"
_TWO = 'print("a")\nprint("b")\n'

INJECTORS = (
    Injector("print-statement", "syntax", _print_statement, 'print("a")\n', 'print "a"\n', 5, known=True),
    Injector("all-prints", "syntax", _all_prints, _TWO, 'print "a"\nprint "b"\n', 9, known=True),
    Injector("except-comma", "syntax", _except_comma, _HANDLER, _HANDLER.replace(" as e", ", e"), 1.5),
    Injector("raise-comma", "syntax", _raise_comma, 'raise ValueError("a")\n', 'raise ValueError, "a"\n', 1),
    Injector("backticks", "syntax", _backticks, "x = repr(a)\n", "x = `a`\n", 0.4),
    Injector("diamond", "syntax", _diamond, "if a != b:\n    c()\n", "if a <> b:\n    c()\n", 0.8),
    Injector("exec-statement", "syntax", _exec, "exec(code, scope)\n", "exec code in scope\n", 0.5),
    Injector("old-number", "syntax", _number, "mode = 0o755\n", "mode = 0755\n", 0.4),
    Injector("old-prefix", "syntax", _prefix, "x = r'a'\n", "x = ur'a'\n", 0.2),
)
