"""Snippets cut out of a file, as people post them: short, from line 1 on, often talkative."""

from __future__ import annotations

import ast
import textwrap
import warnings
from random import Random

from novaedit.synth.beginner import statement
from novaedit.synth.module import Module, Splice, splice

#: What such files are called.
NAMES = ("main.py", "test.py", "script.py", "app.py", "code.py", "example.py", "program.py", "snippet.py")
_LINES = (3, 26)
_TRIES = 6
_BARE = 0.6
_TALKATIVE = 0.5


def cut(module: Module, rng: Random) -> str | None:
    """A snippet that compiles by itself, or None when none was found.

    Some lose their docstrings and annotations, which few people post, and some get statements of beginners.
    """
    for _ in range(_TRIES):
        text = _run(module, rng.choice(module.bodies), rng) if module.bodies else None
        if text and is_clean(text):
            text = _if_clean(_bare(Module(text)), text) if rng.random() < _BARE else text
            return _if_clean(_with_statements(Module(text), rng), text) if rng.random() < _TALKATIVE else text
    return None


def is_clean(text: str) -> bool:
    """Whether a text compiles; what it warns of does not matter."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<clean>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _if_clean(text: str, otherwise: str) -> str:
    return text if text.strip() and is_clean(text) else otherwise


def _run(module: Module, body: list[ast.stmt], rng: Random) -> str | None:
    """Statements that follow each other, as many as fit into a length drawn at random."""
    wanted = rng.randint(*_LINES)
    first = rng.randrange(len(body))
    start = min([body[first].lineno, *(d.lineno for d in body[first].__dict__.get("decorator_list", []))])
    end = start - 1
    for node in body[first:]:
        last = node.end_lineno or 0
        if last - start >= wanted and end >= start:
            break
        end = last
    if not _LINES[0] <= end - start + 1 <= _LINES[1] + 6:
        return None
    return textwrap.dedent("\n".join(module.lines[start - 1 : end])) + "\n"


def _bare(module: Module) -> str:
    """Without docstrings and annotations."""
    parts = []
    for node in module.nodes:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        first = node.body[0]
        if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
            last = module.starts[first.end_lineno or 0]
            parts.append(Splice(module.starts[first.lineno - 1], last, ""))
    for function in module.functions:
        arguments = function.args
        for argument in [*arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]:
            if argument and argument.annotation:
                start = module.span(argument)[0] + len(argument.arg)
                parts.append(Splice(start, module.span(argument.annotation)[1], ""))
        if function.returns:
            end = module.span(function.returns)[1]
            parts.append(Splice(module.text.rfind("->", 0, module.span(function.returns)[0]) - 1, end, ""))
    parts += [
        Splice(module.span(given.target)[1], module.span(given.annotation)[1], "")
        for given in module.of(ast.AnnAssign)
        if given.value and isinstance(given.target, ast.Name | ast.Attribute)
    ]
    return splice(module.text, parts)


def _with_statements(module: Module, rng: Random) -> str:
    """With a few statements after assignments and before results, about what they name."""
    places = []
    for node in module.of(ast.Assign):
        target = node.targets[0]
        if isinstance(target, ast.Name) and len(target.id) > 1:
            places.append((module.starts[node.end_lineno or 0], node.col_offset, target.id))
    places += [
        (module.starts[result.lineno - 1], result.col_offset, result.value.id)
        for result in module.of(ast.Return)
        if isinstance(result.value, ast.Name)
    ]
    rng.shuffle(places)
    chosen = {at: (column, name) for at, column, name in places[: rng.choice([1, 2, 2, 3, 4])]}
    return splice(
        module.text,
        [
            Splice(at, at, textwrap.indent(statement(name, rng), " " * column) + "\n")
            for at, (column, name) in chosen.items()
        ],
    )
