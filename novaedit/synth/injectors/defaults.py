"""Values that the declared type does not take: None above all, in parameters, attributes and variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from random import Random

from novaedit.synth.annotation_fits import fits
from novaedit.synth.annotation_types import EMPTY_VALUES, NONE, Type, read, type_of
from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.type_comments import commented

_OPTIONAL = re.compile(r"([\"']?)((?:\w+\.)?Optional\[)(.*)\]\1", re.DOTALL)
_OR_NONE = re.compile(r"([\"']?)(.*)( \| None)\1", re.DOTALL)
#: Types that people write for a value of another type.
_WRONG = {
    "str": ("int", "bool", "bytes", "float"),
    "int": ("str", "bool", "bool"),
    "bool": ("str", "int", "str"),
    "float": ("int", "int", "int", "bool", "str"),
    "bytes": ("str", "str", "int"),
    "List": ("str", "dict", "tuple"),
    "Dict": ("list", "str"),
    "Tuple": ("list", "int", "str"),
    "Set": ("list", "dict"),
}
#: Most declarations of one run that lose their None together.
_MOST = 6
_NEAR = 2

#: An annotation and the value beside it.
Declared = tuple[ast.expr, ast.expr]


def without_none(module: Module, annotation: ast.expr) -> Change:
    """What takes None out of an annotation; nothing if there is none, or nothing else."""
    start, end = module.span(annotation)
    text = module.text[start:end]
    if "\n" in text:
        return ()
    if (match := _OPTIONAL.fullmatch(text)) and not match[3].startswith('"'):
        first, last = start + match.start(2), start + match.end(3)
        return Splice(first, start + match.end(2), ""), Splice(last, last + 1, "")
    if match := _OR_NONE.fullmatch(text):
        return (Splice(start + match.start(3), start + match.end(3), ""),)
    return ()


def declared_in(module: Module) -> Iterator[list[Declared]]:
    """The parameters of each function and the variables of each block that have an annotation and a value."""
    for node in module.functions:
        yield list(_parameters(node))
    for body in module.bodies:
        nodes = [node for node in body if isinstance(node, ast.AnnAssign)]
        yield [(node.annotation, node.value) for node in nodes if node.value is not None]


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Declared]:
    given = [*node.args.posonlyargs, *node.args.args]
    defaults: Sequence[ast.expr | None] = [*node.args.defaults, *node.args.kw_defaults]
    with_default = [*given[len(given) - len(node.args.defaults) :], *node.args.kwonlyargs]
    for argument, value in zip(with_default, defaults, strict=True):
        if argument.annotation is not None and value is not None:
            yield argument.annotation, value


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _lost_optional_default(module: Module, _rng: Random) -> Iterator[Change]:
    """`x: str = None` for `x: Optional[str] = None`: by far the most frequent of all in real code."""
    for group in declared_in(module):
        for annotation, value in group:
            if _is_none(value):
                yield without_none(module, annotation)


def _lost_optional_defaults(module: Module, rng: Random) -> Iterator[Change]:
    """Several of one function, or on lines near each other, at once."""
    for group in declared_in(module):
        changes = [
            (annotation.lineno, change)
            for annotation, value in group
            if _is_none(value) and (change := without_none(module, annotation))
        ]
        for first in range(len(changes) - 1):
            run = [changes[first]]
            for line, change in changes[first + 1 :]:
                if line - run[-1][0] > _NEAR or len(run) == _MOST or rng.random() < 0.1:
                    break
                run.append((line, change))
            if len(run) > 1:
                yield tuple(part for _, change in run for part in change)


def _none_for_value(module: Module, _rng: Random) -> Iterator[Change]:
    """`name: str = None` for `name: str = ""`."""
    for annotation, value in _all(module):
        declared, empty = read(annotation), module.source(value) in EMPTY_VALUES
        if declared is not None and empty and fits(declared, NONE) is False:
            yield (Splice(*module.span(value), "None"),)


def _lost_optional_comment(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = None  # type: str` for `x = None  # type: Optional[str]`."""
    for one in commented(module):
        bare = _OPTIONAL.fullmatch(one.text)
        if bare and _is_none(one.node.value):
            yield (Splice(one.start, one.start + len(one.text), f"{bare[1]}{bare[3]}{bare[1]}"),)


def _needless_default(module: Module, rng: Random) -> Iterator[Change]:
    """`scope: Scope = None` for `scope: Scope`, the last parameter without a default."""
    for node in module.functions:
        given, defaults = node.args.args, len(node.args.defaults)
        last = given[len(given) - defaults - 1] if len(given) > defaults else None
        if last is not None and last.annotation is not None and rng.random() < 0.5:
            declared, end = read(last.annotation), module.span(last)[1]
            if declared is not None and fits(declared, NONE) is False:
                yield (Splice(end, end, " = None"),)


def _all(module: Module) -> Iterator[Declared]:
    return (declared for group in declared_in(module) for declared in group)


def _wrong_value(module: Module, rng: Random) -> Iterator[Change]:
    """`port: int = "80"`, `items: List[str] = {}`, `flag: bool = 0`."""
    for annotation, value in _all(module):
        declared, text = read(annotation), module.source(value)
        wrong = _other_value(text, rng)
        actual = type_of(ast.parse(wrong, mode="eval").body) if wrong else None
        if declared is not None and actual is not None and fits(declared, actual) is False:
            yield (Splice(*module.span(value), wrong),)


def _other_value(text: str, rng: Random) -> str:
    """What is written for a literal by mistake, or ""."""
    if text in {"[]", "{}", "()", "set()"}:
        return rng.choice(sorted({"[]", "{}", "()", '""'} - {text}))
    if text in {"True", "False"}:
        return rng.choice([str(int(text == "True")), f'"{text.lower()}"'])
    if re.fullmatch(r"\d+", text):
        return rng.choice([f'"{text}"', f"{text}.0", f"{text}."])
    if re.fullmatch(r"\d+\.\d+", text):
        return f'"{text}"'
    if re.fullmatch(r"([\"'])\d+\1", text):
        return text[1:-1].lstrip("0") or "0"
    if re.fullmatch(r"([\"'])\w+\1", text):
        return rng.choice([f"b{text}", f"[{text}]", f"({text},)"])
    return text[1:] if re.fullmatch(r"b([\"']).*\1", text) else ""


def _wrong_declared(module: Module, rng: Random) -> Iterator[Change]:
    """`rate: int = 0.5` for `rate: float = 0.5`, `sizes: Tuple[int] = (1, 2)` for `Tuple[int, ...]`."""
    for annotation, value in _all(module):
        declared, actual = read(annotation), type_of(value)
        if declared is None or actual is None or actual == NONE or annotation.lineno != annotation.end_lineno:
            continue
        inner = _changeable(annotation)
        right = read(inner)
        if right is None or right.base not in {actual.base, "Union"}:
            continue  # what is written there is not what the value says
        wrong = _other_type(module, inner, actual, rng)
        text = splice_in(module, annotation, inner, wrong) if wrong else ""
        other = read(ast.parse(text, mode="eval").body) if text else None
        if other is not None and fits(other, actual) is False:
            yield (Splice(*module.span(inner), wrong),)


def _changeable(annotation: ast.expr) -> ast.expr:
    """The part that says what the value is: what is inside of an Optional."""
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value).endswith("Optional"):
        return annotation.slice
    return annotation


def splice_in(module: Module, whole: ast.expr, part: ast.expr, text: str) -> str:
    """The source of `whole` with `text` in the place of `part`."""
    (start, end), (first, last) = module.span(whole), module.span(part)
    return module.text[start:first] + text + module.text[last:end]


def _other_type(module: Module, node: ast.expr, actual: Type, rng: Random) -> str:
    """Another name, with the arguments if there are any, so that the right one can be told from it."""
    text = module.source(node)
    name, bracket, inside = text.partition("[")
    if actual.base == "Tuple" and text.endswith(", ...]") and rng.random() < 0.7:
        return text.replace(", ...]", "]")
    if name.endswith("Union") and isinstance(node, ast.Subscript):
        members = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
        return module.source(rng.choice(members)) if members else ""
    wrong = rng.choice(_WRONG.get(actual.base, ("",)))
    if not bracket:
        return wrong
    inner = inside[:-1]
    if actual.base == "List" and inner in _WRONG and rng.random() < 0.5:
        return f"{name}[{rng.choice(_WRONG[inner])}]"
    other = {"List": "Tuple", "Set": "List", "Tuple": "List"}.get(actual.base, "")
    return f"{other}[{inside}" if other and "," not in inside else ""


_PARAMETER = "from typing import Optional\n\n\ndef f(x: Optional[str] = None) -> None: ...\n"
_BOTH = _PARAMETER.replace(" = None)", " = None, y: Optional[int] = None)")
_LOST = "Optional[str]", "str"
_VALUE = 'class A:\n    name: str = ""\n'
_NEEDED = "def f(x: str) -> None: ...\n"
_COMMENT = "x = None  # type: Optional[str]\n"
_PORT = "def f(port: int = 80) -> None: ...\n"
_RATE = "def f(rate: float = 0.5) -> None: ...\n"

INJECTORS = (
    Injector(
        "lost-optional-default", "hints", _lost_optional_default, _PARAMETER, _PARAMETER.replace(*_LOST), 14
    ),
    Injector(
        "lost-optional-defaults",
        "hints",
        _lost_optional_defaults,
        _BOTH,
        _BOTH.replace(*_LOST).replace("Optional[int]", "int"),
        9,
    ),
    Injector(
        "lost-optional-comment",
        "hints",
        _lost_optional_comment,
        _COMMENT,
        _COMMENT.replace("Optional[str]", "str"),
        3,
    ),
    Injector("none-for-value", "hints", _none_for_value, _VALUE, _VALUE.replace('""', "None"), 5),
    Injector(
        "needless-default", "hints", _needless_default, _NEEDED, _NEEDED.replace("str", "str = None"), 0.5
    ),
    Injector("wrong-default", "hints", _wrong_value, _PORT, _PORT.replace("80", '"80"'), 4),
    Injector("wrong-declaration", "hints", _wrong_declared, _RATE, _RATE.replace("float", "int"), 6),
)
