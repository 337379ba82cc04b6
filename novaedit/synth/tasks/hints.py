"""Type hints that a function lacks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Change, Module, Splice, parameters_of
from novaedit.synth.tasks.rewriting import FunctionNode, flat
from novaedit.synth.tasks.task import Task

_MOST_ARGUMENTS = 4


def _bare(module: Module, _rng: Random) -> Iterator[Change]:
    """A function without any of its annotations."""
    for node in module.functions:
        annotated = [a for a in parameters_of(node) if a.annotation]
        starred = [a for a in (node.args.vararg, node.args.kwarg) if a]
        if not node.returns or starred or len(annotated) > _MOST_ARGUMENTS or not flat(module, node.returns):
            continue
        if isinstance(node.returns, ast.Constant) and not annotated:
            continue
        change = _without(module, node, annotated)
        if change:
            yield change


def _without(module: Module, node: FunctionNode, annotated: list[ast.arg]) -> Change:
    splices = []
    for argument in annotated:
        assert argument.annotation is not None  # noqa: S101 - for the type checker: that is how it was chosen
        start = module.span(argument)[0] + len(argument.arg)
        end = module.span(argument.annotation)[1]
        # `x: int = 1` becomes `x=1`, as people without hints write it.
        if module.text[end : end + 3] == " = ":
            splices.append(Splice(start, end + 3, "="))
        else:
            splices.append(Splice(start, end, ""))
    assert node.returns is not None  # noqa: S101 - the same
    end = module.span(node.returns)[1]
    start = module.text.rfind("->", 0, module.span(node.returns)[0])
    return (*splices, Splice(start - 1, end, "")) if module.text[start - 2 : start] == ") " else ()


TASKS = (
    Task(
        "type-hints",
        "refactor",
        _bare,
        "def f(x: int, y: int = 2) -> int:\n    return x + y\n",
        "def f(x, y=2):\n    return x + y\n",
        (
            "Add type hints to {name}.",
            "Add type annotations.",
            "Annotate {name}.",
            "Add the missing type hints.",
            "Type hints, please.",
        ),
        ("f(1)",),
        weight=5,
        whole_function=True,
    ),
)
