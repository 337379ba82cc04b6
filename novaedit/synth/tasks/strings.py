"""Texts put together the old way, for f-strings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.tasks.rewriting import flat
from novaedit.synth.tasks.task import Task

#: An f-string as texts and the expressions between them: one text more than expressions.
_Parts = tuple[list[str], list[str]]


def _fstrings(module: Module) -> Iterator[tuple[ast.JoinedStr, str, _Parts]]:
    """The simple ones: one literal on one line, expressions without conversion or format."""
    for node in module.of(ast.JoinedStr):
        if isinstance(module.parents[node], ast.JoinedStr | ast.FormattedValue) or not flat(module, node):
            continue
        source = module.source(node)
        if source[:2] not in {'f"', "f'"} or source[1:4] in {'"""', "'''"} or "\\" in source or "%" in source:
            continue
        parts = _parts(node)
        quote = source[1]
        if parts and source.count(quote) == 2 and source.endswith(quote):
            yield node, quote, parts


def _parts(node: ast.JoinedStr) -> _Parts | None:
    texts, values, last = [""], [], ""
    for value in node.values:
        if isinstance(value, ast.Constant):
            texts[-1] += str(value.value)
        elif isinstance(value, ast.FormattedValue) and value.conversion == -1 and value.format_spec is None:
            last = ast.unparse(value.value)
            if not isinstance(value.value, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
                return None
            values.append(last)
            texts.append("")
        else:  # `!r` and formats: leaving them out would change what is said
            return None
    both = "".join(texts + values)
    return (texts, values) if values and not set("{}\"'") & set(both) else None


def _format(module: Module, _rng: Random) -> Iterator[Change]:
    for node, quote, (texts, values) in _fstrings(module):
        text = "{}".join(texts)
        yield (Splice(*module.span(node), f"{quote}{text}{quote}.format({', '.join(values)})"),)


def _percent(module: Module, _rng: Random) -> Iterator[Change]:
    for node, quote, (texts, values) in _fstrings(module):
        if isinstance(module.parents[node], ast.Call | ast.Assign | ast.Return | ast.keyword):
            text = "%s".join(texts)
            yield (
                Splice(
                    *module.span(node),
                    f"{quote}{text}{quote} % ({', '.join(values)}{',' * (len(values) == 1)})",
                ),
            )


def _joined(module: Module, _rng: Random) -> Iterator[Change]:
    """`"a" + str(b)`, for what begins with a text."""
    for node, quote, (texts, values) in _fstrings(module):
        if isinstance(module.parents[node], ast.Call | ast.Assign | ast.Return | ast.keyword):
            terms = [f"{quote}{texts[0]}{quote}"] if texts[0] else []
            for value, text in zip(values, texts[1:], strict=True):
                terms += [f"str({value})", *([f"{quote}{text}{quote}"] if text else [])]
            if len(terms) > 1:
                yield (Splice(*module.span(node), " + ".join(terms)),)


_GOOD = 'def f(x, y):\n    return f"{x} of {y}"\n'
_INSTRUCTIONS = ("Use an f-string.", "Make it an f-string.", "Convert to an f-string.", "f-string, please.")
_CALLS = ("f(1, 'a')",)

TASKS = (
    Task(
        "fstring-from-format",
        "refactor",
        _format,
        _GOOD,
        'def f(x, y):\n    return "{} of {}".format(x, y)\n',
        _INSTRUCTIONS,
        _CALLS,
        ("UP032",),
        2,
    ),
    Task(
        "fstring-from-percent",
        "refactor",
        _percent,
        _GOOD,
        'def f(x, y):\n    return "%s of %s" % (x, y)\n',
        _INSTRUCTIONS,
        _CALLS,
        ("UP031",),
        2,
    ),
    Task(
        "fstring-from-sum",
        "refactor",
        _joined,
        _GOOD,
        'def f(x, y):\n    return str(x) + " of " + str(y)\n',
        _INSTRUCTIONS,
        _CALLS,
        weight=3,
    ),
)
