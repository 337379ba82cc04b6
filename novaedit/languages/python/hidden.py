"""Uses of a name that linters do not see: in type comments, in doctests, and of fixtures by their names."""

from __future__ import annotations

import ast
import re

_TYPE = re.compile(r"#[ \t]*type:(?![ \t]*ignore\b)(.*)")
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.) (.*)$", re.MULTILINE)
_IMPORT = re.compile(r"(?:import|from)\b")
_STRING = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|#.*")
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def hidden_uses(code: str, tree: ast.Module) -> frozenset[str]:
    """The imported names that a type comment or a doctest means, or that are fixtures."""
    types = {name for comment in _TYPE.findall(code) for name in _NAME.findall(comment)}
    return frozenset(types | _in_doctests(code) | _fixtures(tree))


def _in_doctests(code: str) -> set[str]:
    lines = _PROMPT.findall(code)
    used, imported = set[str](), set[str]()
    for line in lines:
        found = _NAME.findall(_STRING.sub("", line))
        if _IMPORT.match(line):
            imported.update(found)
        else:
            used.update(found)
    return used - imported


def _fixtures(tree: ast.Module) -> set[str]:
    """What is imported from fixtures, or is what a test asks for by the name of a parameter."""
    asked, fixtures = set[str](), set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_for_pytest(node):
            asked.update(argument.arg for argument in node.args.args)
        elif isinstance(node, ast.ImportFrom) and "fixture" in (node.module or ""):
            fixtures.update(alias.asname or alias.name for alias in node.names)
    return asked | fixtures


def _is_for_pytest(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return node.name.startswith("test") or any("fixture" in ast.unparse(d) for d in node.decorator_list)
