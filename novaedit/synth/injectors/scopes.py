"""Names that belong to another function, another loop or another Python."""

from __future__ import annotations

import ast
import builtins
import keyword
from collections import Counter
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, parameters_of

_BUILTINS = frozenset(dir(builtins))
#: What stands for what in Python 2 and in other languages.
_OLD = {
    "range": ("xrange",),
    "input": ("raw_input",),
    "str": ("unicode", "basestring", "string", "String"),
    "int": ("long", "Int", "integer"),
    "chr": ("unichr",),
    "len": ("length", "size", "count"),
    "Exception": ("StandardError", "Error"),
    "bool": ("boolean", "Boolean"),
    "float": ("double",),
    "print": ("echo", "printf", "puts", "Print", "println"),
    "isinstance": ("instanceof", "is_instance"),
    "FileNotFoundError": ("FileNotFoundException", "FileNotFound"),
    "ValueError": ("ValueException", "InvalidArgument"),
    "KeyError": ("KeyNotFoundError", "KeyException"),
    "NotImplementedError": ("NotImplementedException", "NotImplementError"),
    "AttributeError": ("AttributeException",),
    "TypeError": ("TypeException",),
    "RuntimeError": ("RuntimeException",),
    "OSError": ("IoError", "OsError"),
}
_LOOP_NAMES = (
    "i",
    "x",
    "item",
    "elem",
    "obj",
    "row",
    "line",
    "key",
    "value",
    "entry",
    "node",
    "element",
    "el",
)


def _is_free(module: Module, name: str) -> bool:
    return name not in module.names and name not in _BUILTINS and not keyword.iskeyword(name)


def is_written(module: Module, node: ast.Name) -> bool:
    """Whether the name stands where the tree says: inside f-strings CPython 3.11 miscounts."""
    return module.source(node) == node.id


def _names(node: ast.AST) -> Iterator[ast.Name]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Name))


def _locals(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    stored = {name.id for name in _names(function) if isinstance(name.ctx, ast.Store)}
    return {argument.arg for argument in parameters_of(function)} | stored


def _of_another_function(module: Module, rng: Random) -> Iterator[Change]:
    """The only use of a local name has the name that another function gives to such a thing."""
    functions = [(function, _locals(function)) for function in module.functions]
    top = {name.id for node in module.tree.body for name in _stored(node)}
    for function, own in functions:
        loads = [name for name in _names(function) if isinstance(name.ctx, ast.Load) and name.id in own]
        counts = Counter(name.id for name in loads)
        foreign = sorted(
            name
            for _, names in functions
            for name in names - own - top
            if len(name) > 1 and name not in _BUILTINS and name not in {"self", "cls"}
        )
        for name in loads:
            if (
                counts[name.id] == 1
                and name.id not in {"self", "cls"}
                and foreign
                and is_written(module, name)
            ):
                yield (Splice(*module.span(name), rng.choice(foreign)),)


def _stored(node: ast.stmt) -> Iterator[ast.Name]:
    """Names that a statement of the module itself defines, those inside functions left out."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return iter([ast.Name(node.name)])
    return _names(node)


def _loop_target(module: Module, rng: Random) -> Iterator[Change]:
    """`for item in items:` with another name in the body, twice at least, or in the header only."""
    for node in module.nodes:
        if not isinstance(node, ast.For | ast.comprehension) or not isinstance(node.target, ast.Name):
            continue
        scope = node if isinstance(node, ast.For) else module.parents[node]
        uses = [n for n in _names(scope) if n.id == node.target.id and isinstance(n.ctx, ast.Load)]
        others = [name for name in _LOOP_NAMES if _is_free(module, name)]
        if uses and others and all(is_written(module, use) for use in uses):
            wrong = rng.choice(others)
            if len(uses) >= 2 or rng.random() < 0.4:
                yield (Splice(*module.span(node.target), wrong),)
            else:
                yield (Splice(*module.span(uses[0]), wrong),)


def _lost_as(module: Module, _rng: Random) -> Iterator[Change]:
    """`except OSError:` and `with open(p):` whose name is used below."""
    for node in module.of(ast.ExceptHandler):
        if node.type is not None and node.name and any(n.id == node.name for n in _names(node)):
            _, end = module.span(node.type)
            if module.text.startswith(f" as {node.name}:", end):
                yield (Splice(end, end + len(f" as {node.name}"), ""),)
    for block in module.nodes:
        for item in block.items if isinstance(block, ast.With | ast.AsyncWith) else []:
            target = item.optional_vars
            if isinstance(target, ast.Name) and sum(n.id == target.id for n in _names(block)) > 1:
                yield (Splice(module.span(item.context_expr)[1], module.span(target)[1], ""),)


def _old_builtin(module: Module, rng: Random) -> Iterator[Change]:
    """`xrange`, `raw_input`, `unicode`, and what other languages say."""
    for node in module.of(ast.Name):
        if isinstance(node.ctx, ast.Load) and node.id in _OLD and is_written(module, node):
            wrong = rng.choice(_OLD[node.id])
            # `basestring` is no class to call: it stands in checks only.
            if _is_free(module, wrong) and (wrong != "basestring" or _is_checked_for(module, node)):
                yield (Splice(*module.span(node), wrong),)


def _is_checked_for(module: Module, node: ast.Name) -> bool:
    """Whether a class is the second argument of `isinstance`, alone or in a tuple."""
    inner: ast.AST = node
    if isinstance(module.parents[node], ast.Tuple):
        inner = module.parents[node]
    call = module.parents.get(inner)
    return (
        isinstance(call, ast.Call) and call.args[1:2] == [inner] and "isinstance" in module.source(call.func)
    )


def _bare_text(module: Module, _rng: Random) -> Iterator[Change]:
    """`open(path, r)`, `if mode == read:`: text without its quotes."""
    for node in module.nodes:
        values: list[ast.expr] = []
        if isinstance(node, ast.Call):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.Compare):
            values = node.comparators
        for value in values:
            word = value.value if isinstance(value, ast.Constant) else None
            plain = isinstance(word, str) and word.isidentifier() and _is_free(module, word)
            if plain and module.source(value)[1:-1] == word:
                yield (Splice(*module.span(value), str(word)),)


def _missing_cls(module: Module, _rng: Random) -> Iterator[Change]:
    """`name` for `cls.name`, and the class's own constant without `self.`."""
    for node in module.of(ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id == "cls" and isinstance(node.ctx, ast.Load):
            start, end = module.span(node)
            if module.text[start:end] == f"cls.{node.attr}" and node.attr not in _BUILTINS:
                yield (Splice(start, start + len("cls."), ""),)


_TWO = "def f(a):\n    name = 1\n    return name\n\n\ndef g(c):\n    d = c\n    return 1\n"
_LOOP = "for one in two:\n    f(one, one)\n"
_HANDLER = "try:\n    f()\nexcept OSError as e:\n    g(e)\n"

INJECTORS = (
    Injector(
        "name-of-another-function", "names", _of_another_function, _TWO, _TWO.replace("d = c", "d = name"), 3
    ),
    Injector("loop-target", "names", _loop_target, _LOOP, _LOOP.replace("for one", "for item"), 3),
    Injector("lost-as", "names", _lost_as, _HANDLER, _HANDLER.replace(" as e", ""), 3),
    Injector("old-builtin", "names", _old_builtin, "x = range(3)\n", "x = xrange(3)\n", 3),
    Injector("bare-text", "names", _bare_text, 'f("read")\n', "f(read)\n", 2.5),
    Injector("missing-cls", "names", _missing_cls, "x = cls.make()\n", "x = make()\n", 1.5),
)
