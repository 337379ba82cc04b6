"""Arguments to try a function with, as text: by annotation, by the parameter's name, else by trial."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import product
from random import Random

from novaedit.synth.logic.values import VALUES, Kind

_ANNOTATIONS: Sequence[tuple[str, Sequence[Kind]]] = (
    # The first part that is found in the annotation decides.
    ("timedelta", ["timedelta"]),
    ("datetime", ["datetime"]),
    ("date", ["date", "datetime"]),
    ("dict", ["dict"]),
    ("mapping", ["dict"]),
    ("callable", []),
    ("list[list", ["lists"]),
    ("sequence[sequence", ["lists"]),
    ("list[tuple", ["pairs"]),
    ("iterable[tuple", ["pairs"]),
    ("sequence[tuple", ["pairs"]),
    ("tuple[int,int,int", ["triple"]),
    ("tuple[float,float,float", ["triple"]),
    ("tuple[int,int", ["pair"]),
    ("tuple[float,float", ["pair"]),
    ("set[", ["set"]),
    ("[str", ["strs"]),
    ("[int", ["ints"]),
    ("[float", ["floats"]),
    ("list", ["ints", "strs", "lists"]),
    ("sequence", ["ints", "strs"]),
    ("iterable", ["ints", "strs", "pairs"]),
    ("iterator", ["ints", "strs"]),
    ("tuple", ["pair", "triple", "ints"]),
    ("set", ["set"]),
    ("bytes", ["bytes"]),
    ("bool", ["bool"]),
    ("int", ["int"]),
    ("float", ["float", "int"]),
    ("str", ["str", "path"]),
)
_NAMES: Sequence[tuple[Sequence[str], Sequence[Kind]]] = (
    (("path", "file", "filename", "dir", "folder", "fname", "root"), ["path", "str"]),
    (("url", "uri", "link", "host"), ["url", "str"]),
    (("char", "ch", "sep", "delimiter", "c"), ["char", "str", "int"]),
    (
        (
            "text",
            "s",
            "string",
            "name",
            "line",
            "word",
            "value_str",
            "key",
            "msg",
            "message",
            "prefix",
            "title",
        ),
        ["str"],
    ),
    (
        ("n", "k", "i", "j", "num", "number", "count", "size", "width", "length", "index", "year", "month"),
        ["int"],
    ),
    (
        ("items", "nums", "numbers", "values", "lst", "seq", "arr", "array", "xs", "data", "iterable"),
        ["ints", "strs", "lists", "floats", "pairs", "str"],
    ),
    (("words", "lines", "names", "args", "argv", "tokens", "parts", "keys", "strings"), ["strs", "ints"]),
    (("matrix", "grid", "rows", "table", "board", "lists"), ["lists", "strs"]),
    (("pairs", "edges", "intervals", "ranges", "points", "tuples"), ["pairs", "lists"]),
    (("d", "dict", "mapping", "dct", "kwargs", "params", "options", "config", "headers", "counts"), ["dict"]),
    (("date", "day", "dt", "when"), ["date", "datetime", "int"]),
    (("delta", "td", "duration"), ["timedelta", "int", "float"]),
    (("version", "ver"), ["str", "triple"]),
    (("rgb", "color", "colour"), ["triple", "str"]),
    (("point", "pos", "position", "size", "shape"), ["pair"]),
    (("bytes", "buf", "buffer", "raw", "payload", "b"), ["bytes", "int", "str"]),
    (
        ("x", "y", "a", "z", "lo", "hi", "start", "end", "stop", "value", "val", "low", "high"),
        ["int", "float", "str", "ints"],
    ),
    (("ratio", "alpha", "seconds", "secs", "amount", "price", "angle", "lat", "lon", "t"), ["float", "int"]),
    (("flag", "strict", "reverse", "verbose", "is", "has"), ["bool"]),
)
_TRIED = ("str", "int", "ints", "strs", "dict", "float", "pairs", "lists", "path")
_MAX_GROUPS = 24
_PROBES = 8
_CALLS = 36


def groups(node: ast.FunctionDef, rng: Random) -> list[list[str]]:
    """Texts of arguments for `node`, in groups of equal kinds; none when it takes what we have not."""
    arguments = node.args
    required = [*arguments.posonlyargs, *arguments.args]
    given = len(required) - len(arguments.defaults)
    if arguments.vararg or any(default is None for default in arguments.kw_defaults):
        return []
    choices = [_kinds(arg) for arg in required[:given]]
    optional = [
        _default_kinds(arg, default)
        for arg, default in zip(required[given:], arguments.defaults, strict=True)
    ]
    if not all(choices) or not (choices or optional) or len(choices) > 5:
        return []
    kinds = list(product(*choices))
    # The likeliest kinds come first in each list: keep to the front of all lists together.
    order = {combination: sum(map(list.index, map(list, choices), combination)) for combination in kinds}
    kinds.sort(key=lambda combination: order[combination])
    return [_calls(combination, optional, rng) for combination in kinds[:_MAX_GROUPS]]


def _calls(kinds: Sequence[Kind], optional: Sequence[Sequence[Kind]], rng: Random) -> list[str]:
    found: dict[str, None] = {}
    for _ in range(_CALLS if kinds else 20):
        values = [rng.choice(VALUES[kind]) for kind in kinds]
        for choice in optional:
            if not choice or (values and rng.random() < 0.6):
                break
            values.append(rng.choice(VALUES[rng.choice(list(choice))]))
        found[", ".join(values)] = None
    return list(found)


def _kinds(arg: ast.arg) -> list[Kind]:
    if arg.annotation is not None:
        kinds = annotated_kinds(ast.unparse(arg.annotation))
        if kinds is not None:
            return kinds
    named = named_kinds(arg.arg)
    return [*named, *(kind for kind in _TRIED[:4] if kind not in named)] if named else list(_TRIED)


def annotated_kinds(annotation: str) -> list[Kind] | None:
    """The kinds that an annotation may mean, none when there are no values for it; None if it is unknown."""
    text = annotation.replace(" ", "").lower().replace("typing.", "")
    return next((list(kinds) for part, kinds in _ANNOTATIONS if part in text), None)


def named_kinds(name: str) -> list[Kind]:
    """The kinds that a parameter's name suggests, the likeliest first; none when it suggests nothing."""
    words = name.lower().strip("_").split("_")
    for known, kinds in _NAMES:
        if name.lower() in known or words[-1] in known or words[0] in known:
            return list(kinds)
    return []


def _default_kinds(arg: ast.arg, default: ast.expr) -> list[Kind]:
    if isinstance(default, ast.Constant):
        for kind in (bool, int, float, str, bytes):
            if isinstance(default.value, kind):
                return [kind.__name__]
    if arg.annotation is not None:
        return _kinds(arg)[:1]
    return []


def perturbed(arguments: Sequence[str], rng: Random, wanted: int = 24) -> list[str]:
    """More texts of arguments like the given ones: one value a little larger, shorter, changed."""
    found = dict.fromkeys(arguments)
    for _ in range(4 * wanted):
        if len(found) >= wanted:
            break
        call = ast.parse(f"f({rng.choice(arguments)})", mode="eval").body
        if not isinstance(call, ast.Call) or not call.args:
            break
        i = rng.randrange(len(call.args))
        try:
            value = ast.literal_eval(call.args[i])
        except ValueError:
            continue
        texts = [ast.unparse(arg) for arg in call.args]
        texts[i] = repr(_changed(value, rng))
        texts += [f"{keyword.arg}={ast.unparse(keyword.value)}" for keyword in call.keywords]
        found[", ".join(texts)] = None
    return list(found)


def _changed(value: object, rng: Random) -> object:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return (
            value + rng.choice([-2, -1, 1, 2, 3, 5]) if value > 3 or value < 0 else value + rng.randrange(4)
        )
    if isinstance(value, float):
        return round(value + rng.choice([-1.0, -0.5, 0.25, 1.0, 2.0]), 4)
    if isinstance(value, str):
        return _shuffled_text(value, rng)
    if isinstance(value, list) and value:
        i = rng.randrange(len(value))
        changed = [*value[:i], _changed(value[i], rng), *value[i + 1 :]]
        return rng.choice([value[:i] + value[i + 1 :], [*value, value[i]], value[::-1], changed, changed])
    if isinstance(value, tuple) and value:
        i = rng.randrange(len(value))
        return (*value[:i], _changed(value[i], rng), *value[i + 1 :])
    if isinstance(value, dict) and value:
        key = rng.choice(list(value))
        if rng.random() < 0.3:
            return {k: v for k, v in value.items() if k != key}
        return {**value, key: _changed(value[key], rng)}
    return value


def _shuffled_text(text: str, rng: Random) -> str:
    if not text:
        return text
    i = rng.randrange(len(text))
    return rng.choice(
        [text[:i] + text[i + 1 :], text[:i] + text[i] + text[i:], text[i:] + text[:i], text[: i + 1]]
    )
