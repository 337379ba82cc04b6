"""What a function itself mentions: calls in its docstring, and the texts and numbers that it looks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from novaedit.synth.logic.values import Kind

Place = Literal["front", "back", "inside", "whole"]

#: Where methods look for what they are given.
_PLACES: Mapping[str, Place] = {
    **dict.fromkeys(("startswith", "lstrip", "removeprefix"), "front"),
    **dict.fromkeys(("endswith", "rstrip", "removesuffix"), "back"),
}
_LONGEST_TEXT = 12
_MOST_OWN = 12
_MOST_EXAMPLES = 8
_QUOTED = re.compile(r"(?<![\w'\"])([\"'])([^'\"\n`]{1,24})\1(?![\w'\"])")


def mentioned(node: ast.FunctionDef) -> dict[Kind, list[str]]:
    """Values that matter to a function: words and marks in their places, numbers with their neighbours."""
    texts = dict.fromkeys(map(repr, _quoted(node)))
    raw = dict.fromkeys(repr(text.encode()) for text in _quoted(node) if text.isascii())
    numbers: dict[str, None] = {}
    for value, place in (found for part in ast.walk(node) for found in _looked_for(part)):
        if isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT:
            texts |= dict.fromkeys(map(repr, _around(value, place)))
        elif isinstance(value, bytes) and 0 < len(value) <= _LONGEST_TEXT:
            around = _around(value.decode("latin-1"), place)
            raw |= dict.fromkeys(repr(text.encode("latin-1")) for text in around)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**5:
            numbers |= dict.fromkeys(map(str, (value - 1, value, value + 1)))
    return {"str": list(texts)[:_MOST_OWN], "int": list(numbers)[:_MOST_OWN], "bytes": list(raw)[:_MOST_OWN]}


def _around(value: str, place: Place) -> list[str]:
    """Texts that have a word or mark where a function looks for it."""
    if place == "front":
        return [f"{value}foo"]
    if place == "back":
        return [f"foo{value}"]
    is_word = any(character.isalnum() for character in value)
    if place == "whole" or is_word:
        return [value]
    return [f"foo{value}bar", f"a{value}b{value}c"]


def _quoted(node: ast.FunctionDef) -> Iterator[str]:
    """What stands in quotes in the docstring: often examples of what is taken."""
    for match in _QUOTED.finditer(ast.get_docstring(node) or ""):
        yield match[2]


def _looked_for(node: ast.AST) -> Iterator[tuple[object, Place]]:
    """Constants of comparisons, keys and calls, and where they are looked for."""
    if isinstance(node, ast.Compare):
        inside = isinstance(node.ops[0], ast.In | ast.NotIn)
        yield from ((value, "inside" if inside else "whole") for value in _constants([node.left]))
        yield from ((value, "whole") for value in _constants(node.comparators))
    elif isinstance(node, ast.Dict):
        yield from ((value, "whole") for value in _constants(node.keys))
    elif isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else ""
        is_pattern = isinstance(called, ast.Attribute) and ast.unparse(called.value) == "re"
        arguments = () if is_pattern else node.args
        yield from ((value, _PLACES.get(name, "inside")) for value in _constants(arguments))


def _constants(nodes: Iterable[ast.expr | None]) -> Iterator[object]:
    for node in nodes:
        inner = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
        yield from (item.value for item in inner if isinstance(item, ast.Constant))


def marks(source: str, context: str = "") -> set[str]:
    """The characters of a function's strings, and of patterns that it needs: those it may care about.

    Its docstring is left out.
    """
    function = ast.parse(source).body[0]
    docstring = ast.get_docstring(function, clean=False) if isinstance(function, ast.FunctionDef) else None
    found: set[str] = set()
    for value in (n.value for n in ast.walk(function) if isinstance(n, ast.Constant)):
        if isinstance(value, str) and value != docstring:
            found |= set(value)
        elif isinstance(value, bytes):
            found |= set(value.decode("latin-1"))
    # A long table says nothing of what is looked for; a pattern does.
    patterns = [n for n in ast.walk(ast.parse(context)) if isinstance(n, ast.Call)]
    return found.union(
        *(set(value) for n in patterns for value in _constants(n.args) if isinstance(value, str))
    )


def words(source: str) -> set[str]:
    """The words that a function compares with or looks up: an argument of that kind is no accident."""
    found = (
        value
        for part in ast.walk(ast.parse(source))
        for value, place in _looked_for(part)
        if place == "whole"
    )
    return {value for value in found if isinstance(value, str) and value.isidentifier()}


def examples(node: ast.FunctionDef) -> list[str]:
    """Texts of the arguments of calls in the docstring, at `>>>` or in the text, where all are literals."""
    text = ast.get_docstring(node) or ""
    found: dict[str, None] = {}
    for match in re.finditer(rf"(?<![\w.]){re.escape(node.name)}\(", text):
        call = _call(text[match.start() :].split("\n")[0])
        if call is not None:
            found[call] = None
    return list(found)[:_MOST_EXAMPLES]


def _call(text: str) -> str | None:
    """The arguments of the call that a line begins with, if they are literals."""
    for end in (i for i, character in enumerate(text, 1) if character == ")"):
        try:
            call = ast.parse(text[:end], mode="eval").body
        except (SyntaxError, ValueError):
            continue
        if not isinstance(call, ast.Call) or any(keyword.arg is None for keyword in call.keywords):
            return None
        try:
            for part in [*call.args, *(keyword.value for keyword in call.keywords)]:
                ast.literal_eval(part)
        except (ValueError, TypeError, SyntaxError):
            return None
        for constant in (n for n in ast.walk(call) if isinstance(n, ast.Constant)):
            constant.kind = None  # the u of Python 2
        return ", ".join([*map(ast.unparse, call.args), *map(ast.unparse, call.keywords)])
    return None
