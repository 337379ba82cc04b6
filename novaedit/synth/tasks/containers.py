"""Lists, sets and dicts made in a roundabout way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.tasks.rewriting import flat
from novaedit.synth.tasks.task import Task


def _called_comprehension(module: Module, rng: Random) -> Iterator[Change]:
    """`list(...)`, `set([...])` or `dict([...])` around what could be a comprehension itself."""
    for node in module.nodes:
        if not isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp):
            continue
        (start, end), source = module.span(node), module.source(node)
        if isinstance(node, ast.ListComp):
            yield (Splice(start, end, f"list({source[1:-1].strip()})"),)
        elif isinstance(node, ast.SetComp):
            inner = source[1:-1].strip()
            yield (Splice(start, end, f"set({rng.choice([f'[{inner}]', inner])})"),)
        elif flat(module, node.key, node.value):
            (first, _), (_, last) = module.span(node.key), module.span(node.value)
            pair = f"({module.source(node.key)}, {module.source(node.value)})"
            rest = module.text[last : end - 1]
            text = f"{pair}{rest}".rstrip()
            yield (Splice(start, end, f"dict({rng.choice([f'[{text}]', text])})"),) if first > start else ()


def _set_of_list(module: Module, _rng: Random) -> Iterator[Change]:
    """`set([...])` for `{...}`."""
    for node in module.of(ast.Set):
        start, end = module.span(node)
        yield Splice(start, start + 1, "set(["), Splice(end - 1, end, "])")


def _sorted_list(module: Module, _rng: Random) -> Iterator[Change]:
    """`list(sorted(x))`."""
    for node in module.of(ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "sorted":
            start, end = module.span(node)
            yield Splice(start, start, "list("), Splice(end, end, ")")


def _list_inside(module: Module, _rng: Random) -> Iterator[Change]:
    """`any([...])`: the list is made for nothing."""
    for node in module.of(ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id in {"any", "all", "sum", "set", "sorted"}
        if named and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
            (_, start), (_, end) = module.span(node.func), module.span(node)
            inner = module.text[start + 1 : end - 1]
            if not node.keywords and inner.strip().startswith(module.source(node.args[0].elt)[:1]):
                yield Splice(start + 1, start + 1, "["), Splice(end - 1, end - 1, "]")


def _empty_call(module: Module, _rng: Random) -> Iterator[Change]:
    """`list()` and `dict()` for `[]` and `{}`."""
    for node in module.nodes:
        if not isinstance(node, ast.List | ast.Dict):
            continue
        items = node.elts if isinstance(node, ast.List) else node.values
        is_value = isinstance(module.parents[node], ast.Assign | ast.AnnAssign | ast.Return)
        if not items and is_value and flat(module, node):
            text = "list()" if isinstance(node, ast.List) else "dict()"
            yield (Splice(*module.span(node), text),)


_LIST = ("f([1, 2])",)

TASKS = (
    Task(
        "called-comprehension",
        "refactor",
        _called_comprehension,
        "def f(xs):\n    return [x + 1 for x in xs]\n",
        "def f(xs):\n    return list(x + 1 for x in xs)\n",
        ("Use a comprehension.", "Write it as a comprehension.", "Simplify this."),
        _LIST,
        ("C400", "C401", "C402", "C403", "C404"),
        2,
    ),
    Task(
        "set-literal",
        "refactor",
        _set_of_list,
        "def f(x):\n    return x in {1, 2}\n",
        "def f(x):\n    return x in set([1, 2])\n",
        ("Use a set literal.", "Write the set as a literal."),
        ("f(1)", "f(3)"),
        ("C405",),
        1,
    ),
    Task(
        "sorted-list",
        "refactor",
        _sorted_list,
        "def f(xs):\n    return sorted(xs)\n",
        "def f(xs):\n    return list(sorted(xs))\n",
        ("sorted() gives a list already.", "Remove the needless list call."),
        _LIST,
        ("C413",),
        1,
    ),
    Task(
        "list-inside",
        "refactor",
        _list_inside,
        "def f(xs):\n    return any(x > 1 for x in xs)\n",
        "def f(xs):\n    return any([x > 1 for x in xs])\n",
        ("Use a generator instead of a list.", "No need for a list here."),
        _LIST,
        ("C419",),
        1,
    ),
    Task(
        "empty-literal",
        "refactor",
        _empty_call,
        "def f(x):\n    y = []\n    y.append(x)\n    return y\n",
        "def f(x):\n    y = list()\n    y.append(x)\n    return y\n",
        ("Use a literal.", "Use [] and {} instead of list() and dict()."),
        ("f(1)",),
        ("C408",),
        1,
    ),
)
