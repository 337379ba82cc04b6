"""Values that want turning into something else before they are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.dated import annotations_in
from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_CONVERSIONS = frozenset(
    {
        *("str", "int", "float", "list", "tuple", "set", "bytes", "dict", "bool", "next"),
        *("frozenset", "iter", "round", "bytearray", "sorted", "os.fspath"),
    }
)
_METHODS = frozenset(
    {"encode", "decode", "read", "strip", "split", "group", "items", "keys", "copy", "read_text"}
)
_COMPREHENSIONS = ast.ListComp | ast.SetComp


def _lost_conversion(module: Module, _rng: Random) -> Iterator[Change]:
    """`"a" + n` for `"a" + str(n)`, `open(p)` for `open(str(p))`, `load(name)` for `load(Path(name))`."""
    for node in module.of(ast.Call):
        name = ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else ""
        made = _is_class(name) and not isinstance(module.parents.get(node), ast.Raise)
        if (
            (name in _CONVERSIONS or made)
            and len(node.args) == 1
            and not node.keywords
            and not isinstance(node.args[0], ast.Starred)
        ):
            (start, end), (first, last) = module.span(node), module.span(node.args[0])
            if not isinstance(node.args[0], ast.GeneratorExp):
                yield Splice(start, first, ""), Splice(last, end, "")


def _is_class(name: str) -> bool:
    """Whether a name is one that people give to classes."""
    last = name.rpartition(".")[2]
    return last[:1].isupper() and last.isidentifier() and not last.isupper()


def _maybe_missing(module: Module, rng: Random) -> Iterator[Change]:
    """`d.get(k)` for `d[k]`, `os.getenv(k)` for `os.environ[k]`."""
    typed = {id(part) for one in annotations_in(module) for part in ast.walk(one)}
    for node in module.of(ast.Subscript):
        if not isinstance(node.ctx, ast.Load) or isinstance(node.slice, ast.Slice | ast.Tuple):
            continue
        if id(node) in typed or _is_class(module.source(node.value)):
            continue
        owner, key = module.source(node.value), module.source(node.slice)
        if owner == "os.environ" and rng.random() < 0.6:
            yield (Splice(*module.span(node), f"os.getenv({key})"),)
        elif isinstance(node.value, ast.Name | ast.Attribute) and not key.lstrip("-").isdigit():
            yield (Splice(*module.span(node), f"{owner}.get({key})"),)


def _true_division(module: Module, _rng: Random) -> Iterator[Change]:
    """`n / 2` for `n // 2`, where a whole number is wanted."""
    for node in module.of(ast.BinOp):
        if isinstance(node.op, ast.FloorDiv):
            start, end = module.span(node.left)[1], module.span(node.right)[0]
            at = module.text.find("//", start, end)
            if at >= 0:
                yield (Splice(at, at + 1, ""),)


def _sets_as_numbers(module: Module, _rng: Random) -> Iterator[Change]:
    """`a + b` for `a | b`."""
    for node in module.of(ast.BinOp):
        if isinstance(node.op, ast.BitOr):
            start, end = module.span(node.left)[1], module.span(node.right)[0]
            at = module.text.find("|", start, end)
            if at >= 0:
                yield (Splice(at, at + 1, "+"),)


def _bytes_for_text(module: Module, rng: Random) -> Iterator[Change]:
    """`data + "x"` for `data + b"x"`, and the other way round, in sums, comparisons and calls."""
    for node in module.of(ast.Constant):
        text = module.source(node)
        parent = module.parents.get(node)
        if not isinstance(parent, ast.BinOp | ast.Compare | ast.Call | ast.Return | ast.keyword):
            continue
        start, _ = module.span(node)
        if isinstance(node.value, bytes) and text.startswith(("b'", 'b"')):
            yield (Splice(start, start + 1, ""),)
        elif (
            isinstance(node.value, str)
            and text.startswith(("'", '"'))
            and text.isascii()
            and rng.random() < 0.05
        ):
            yield (Splice(start, start, "b"),)


def _lost_method(module: Module, _rng: Random) -> Iterator[Change]:
    """`data` for `data.decode()`, `match` for `match.group()`."""
    for node in module.of(ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS and len(node.args) <= 1:
            if isinstance(module.parents.get(node), ast.Expr) or node.lineno != node.end_lineno:
                continue
            yield (Splice(module.span(node.func.value)[1], module.span(node)[1], ""),)


def _lost_subscript(module: Module, _rng: Random) -> Iterator[Change]:
    """`sys.argv` for `sys.argv[1]`, `f(x)` for `f(x)[0]`."""
    for node in module.of(ast.Subscript):
        if isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Constant):
            yield (Splice(module.span(node.value)[1], module.span(node)[1], ""),)


def _list_for_one(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(x)` for `f([x])`, and `x = a` for `x = [a]`."""
    for node in module.of(ast.List):
        if isinstance(node.ctx, ast.Load) and len(node.elts) == 1 and node.lineno == node.end_lineno:
            (start, end), (first, last) = module.span(node), module.span(node.elts[0])
            yield Splice(start, first, ""), Splice(last, end, "")


def _wrong_container(module: Module, rng: Random) -> Iterator[Change]:
    """`[]` for `{}`, `{}` for `set()`, `None` for `[]` as a first value, a list for a tuple."""
    for node in module.nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Return) and node.value is not None:
            start, end = module.span(node.value)
            others = {"[]": ("{}", "None", '""'), "{}": ("[]", "None"), "set()": ("{}", "[]")}
            others |= {'""': ("None", "0"), "0": ("None", '""'), "''": ("None", "b''")}
            text = module.text[start:end]
            if text in others:
                yield (Splice(start, end, rng.choice(others[text])),)
            elif isinstance(node.value, ast.Tuple) and node.value.lineno == node.value.end_lineno:
                yield (Splice(start, end, f"[{text.strip('()')}]"),)


def _generator_for_list(module: Module, _rng: Random) -> Iterator[Change]:
    """`(f(x) for x in y)` for `[f(x) for x in y]`."""
    for node in module.nodes:
        if isinstance(node, _COMPREHENSIONS):
            start, end = module.span(node)
            yield Splice(start, start + 1, "("), Splice(end - 1, end, ")")


def _wrong_mode(module: Module, _rng: Random) -> Iterator[Change]:
    """`open(path)` for `open(path, "rb")`, and the other way round."""
    for node in module.of(ast.Call):
        named = isinstance(node.func, ast.Name | ast.Attribute) and module.source(node.func).endswith("open")
        for value in node.args[1:2] if named else []:
            text = module.source(value)
            start, end = module.span(value)
            if text[1:-1] in {"rb", "wb", "ab"}:
                yield (Splice(start, end, text.replace("b", "")),)
            elif text[1:-1] in {"r", "w", "a"}:
                yield (Splice(start, end, f"{text[:-1]}b{text[-1]}"),)


def _unpacked(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(args)` for `f(*args)`, `f(options)` for `f(**options)`."""
    for node in module.of(ast.Call):
        for starred in node.args:
            if isinstance(starred, ast.Starred):
                start, _ = module.span(starred)
                yield (Splice(start, start + 1, ""),)
        for keyword in node.keywords:
            if keyword.arg is None and keyword is node.keywords[-1] and len(node.keywords) == 1:
                start, _ = module.span(keyword.value)
                yield (Splice(start - 2, start, ""),)


_ENVIRON = "import os\n\nx: str = os.environ['HOME']\n"
_HALF = "def f(n: int) -> int:\n    return n // 2\n"
_SETS = "def f(a: set[int], b: set[int]) -> set[int]:\n    return a | b\n"
_BYTES = 'def f(a: bytes) -> bytes:\n    return a + b"x"\n'
_STR = 'def f(n: int) -> str:\n    return "a" + str(n)\n'
_DECODE = "def f(b: bytes) -> str:\n    return b.decode()\n"
_ARGV = "import sys\n\nx: str = sys.argv[1]\n"
_ONE = "x: list[int] = [1]\n"
_DICT = "x: dict[int, int] = {}\n"
_SQUARES = "x: list[int] = [y for y in range(3)]\n"
_OPEN = 'x: bytes = open("a", "rb").read()\n'
_STAR = "def f(a: int, b: int) -> None: ...\n\n\nx = (1, 2)\nf(*x)\n"

INJECTORS = (
    Injector("lost-conversion", "types", _lost_conversion, _STR, _STR.replace("str(n)", "n"), 7),
    Injector("lost-method", "types", _lost_method, _DECODE, _DECODE.replace(".decode()", ""), 5),
    Injector(
        "maybe-missing",
        "types",
        _maybe_missing,
        _ENVIRON,
        _ENVIRON.replace("os.environ['HOME']", "os.getenv('HOME')"),
        5,
    ),
    Injector("true-division", "types", _true_division, _HALF, _HALF.replace("//", "/"), 1.5),
    Injector("added-sets", "types", _sets_as_numbers, _SETS, _SETS.replace("|", "+"), 0.7),
    Injector("bytes-for-text", "types", _bytes_for_text, _BYTES, _BYTES.replace('b"x"', '"x"'), 2.5),
    Injector("lost-subscript", "types", _lost_subscript, _ARGV, _ARGV.replace("[1]", ""), 2),
    Injector("list-for-one", "types", _list_for_one, _ONE, _ONE.replace("[1]", "1"), 1.5),
    Injector("wrong-container", "types", _wrong_container, _DICT, _DICT.replace("{}", "[]"), 3),
    Injector(
        "generator-for-list",
        "types",
        _generator_for_list,
        _SQUARES,
        "x: list[int] = (y for y in range(3))\n",
        1.5,
    ),
    Injector("wrong-mode", "types", _wrong_mode, _OPEN, _OPEN.replace("rb", "r"), 1),
    Injector("lost-star", "types", _unpacked, _STAR, _STAR.replace("*x", "x"), 1.5),
)
