"""When two answers are the same: by syntax tree, else by text, white space aside."""

from __future__ import annotations

import ast
import inspect
import re

from novaedit.languages.python.structure import parse_quietly

_BLANKS = re.compile(r"\s+")
_NEEDLESS = re.compile(r" (?=\W)|(?<=\W) ")
_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def is_same(one: str, other: str, language: str = "python") -> bool:
    """Whether two texts mean the same code; comments and layout do not count where both parse."""
    if language == "python":
        first, second = parse_quietly(one), parse_quietly(other)
        if first is not None and second is not None:
            try:
                return _dump(first) == _dump(second)
            except RecursionError:
                return False
    return _squeezed(one) == _squeezed(other)


def _dump(tree: ast.Module) -> str:
    """The tree without positions; docstrings as their readers see them, whatever their indentation."""
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and node.body and ast.get_docstring(node, clean=False) is not None:
            statement = node.body[0]
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                statement.value.value = inspect.cleandoc(str(statement.value.value)).strip()
                statement.value.kind = None
    return ast.dump(tree)


def _squeezed(text: str) -> str:
    return _NEEDLESS.sub("", _BLANKS.sub(" ", text.removeprefix("\ufeff")).strip())
