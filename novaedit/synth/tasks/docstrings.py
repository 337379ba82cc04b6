"""Functions that say what they do and don't do it yet."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from random import Random

from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.tasks.rewriting import FunctionNode
from novaedit.synth.tasks.task import Task

_MOST_LINES = 10
_MOST_DOCSTRING = 12
_MIN_WORDS = 4
#: A docstring with fewer words than these for each statement leaves the most part open.
_WORDS_FOR_STATEMENT = 3
_PLAIN_CONSTANTS = (None, True, False, 0, 1, -1, 2, ...)
_PLAIN_DECORATORS = frozenset({"staticmethod", "classmethod", "property"})
#: What makes a function more than a value computed from its arguments.
_EFFECTS = (
    ast.Global,
    ast.Nonlocal,
    ast.Import,
    ast.ImportFrom,
    ast.Yield,
    ast.YieldFrom,
    ast.Await,
    ast.Delete,
)
_STUBS = (
    "raise NotImplementedError",
    "...",
    "pass",
    "raise NotImplementedError()",
    "pass  # TODO",
    "return None",
)


def _empty(module: Module, rng: Random) -> Iterator[Change]:
    """A function whose body is a placeholder."""
    for node in module.functions:
        if not _is_plain(module, node):
            continue
        first, last = node.body[1], node.body[-1]
        start, end = module.starts[first.lineno - 1], module.span(last)[1]
        docstring_end = module.starts[node.body[0].end_lineno or 0]
        before = module.text[docstring_end:start]
        indent = module.text[start : module.span(first)[0]]
        if not indent.strip() and module.text[end : end + 1] == "\n":
            # Comments go with the body; a blank line after the docstring stays.
            begin = docstring_end if before.strip() else start
            yield (Splice(begin, end, f"{indent}{rng.choice(_STUBS)}"),)


def _is_plain(module: Module, node: FunctionNode) -> bool:
    """Whether a function has a docstring that says something and a short body that only computes."""
    text = ast.get_docstring(node)
    if not text or len(text.split()) < _MIN_WORDS or text.count("\n") > _MOST_DOCSTRING or len(node.body) < 2:
        return False
    lines = (node.body[-1].end_lineno or 0) - (node.body[0].end_lineno or 0)
    decorators = {module.source(decorator) for decorator in node.decorator_list}
    if lines > _MOST_LINES or decorators - _PLAIN_DECORATORS or isinstance(node, ast.AsyncFunctionDef):
        return False
    if not any(isinstance(part, ast.Return) and part.value for part in ast.walk(node)):
        return False
    if len(node.body) == 2 and isinstance(node.body[1], ast.Return):
        value = node.body[1].value
        # `return self._x` says nothing that a docstring could ask for.
        if isinstance(value, ast.Constant | ast.Name | ast.Attribute):
            return False
    parts = [part for statement in node.body[1:] for part in ast.walk(statement)]
    return not any(map(_has_effect, parts)) and _is_told(module, node, parts)


def _is_told(module: Module, node: FunctionNode, parts: Sequence[ast.AST]) -> bool:
    """Whether the docstring says enough for what the body does: words for its statements, its constants."""
    header = module.text[module.span(node)[0] : module.span(node.body[0])[1]]
    statements = sum(isinstance(part, ast.stmt) for part in parts)
    if len((ast.get_docstring(node) or "").split()) < _WORDS_FOR_STATEMENT * statements:
        return False
    return all(_is_seen(part.value, header) for part in parts if isinstance(part, ast.Constant))


def _is_seen(value: object, shown: str) -> bool:
    if isinstance(value, str):
        return value.strip() in shown
    return value in _PLAIN_CONSTANTS or str(value) in shown


def _has_effect(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Store) or node.attr.startswith("_")
    return isinstance(node, _EFFECTS)


_GOOD = '''def double(items):
    """Return a list with each of the items doubled."""
    return [2 * item for item in items]
'''

TASKS = (
    Task(
        "docstring-to-body",
        "docstring",
        _empty,
        _GOOD,
        _GOOD.replace("return [2 * item for item in items]", "raise NotImplementedError"),
        (
            "Implement {name}.",
            "Implement `{name}`.",
            "Implement {name} as its docstring says.",
            "Write the body of {name}.",
            "Fill in {name}.",
            "Complete the function {name}.",
        ),
        weight=10,
        most=4,
        whole_function=True,
    ),
)
