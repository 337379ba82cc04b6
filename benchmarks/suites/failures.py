"""From a failed test to a finding in the code that it tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from benchmarks.suites.session import Failure
from novaedit.diagnostics import Diagnostic

_MESSAGE_LINES = 3
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_BOUND = re.compile(r"<bound method ([\w.]+) of .*")


def finding(failure: Failure, path: str, code: str, tests: str) -> Diagnostic:
    """The exception and what pytest says of it, at the deepest frame in `path`.

    Where only the test itself failed, the message ends with its failing statement, and the place is the
    definition of the function of `code` that the statement, else the test, uses.
    """
    rows = [row.strip() for row in failure.message.split("\n") if row.strip()]
    message = " ".join(row for row in rows[:_MESSAGE_LINES] if not row.startswith("Use -v")) or failure.type
    message = _ADDRESS.sub("", _BOUND.sub(r"\1", message))
    lines = [line for name, line in failure.frames if name == path]
    if lines:
        line: int | None = lines[-1]
    else:
        test, *inner = _around(ast.parse(tests), failure.frames[-1][1])
        statement = inner[-1] if inner else test
        message = f"{message} in: {ast.unparse(statement).splitlines()[0]}"
        line = next((n for node in (statement, test) for n in _used(ast.parse(code), node)), None)
    return Diagnostic("pytest", failure.type, message, path, line, end_line=line)


def _around(tests: ast.Module, line: int) -> list[ast.stmt]:
    """The statements of the tests that hold this line, outermost first."""
    nodes = [node for node in ast.walk(tests) if isinstance(node, ast.stmt)]
    return [node for node in nodes if node.lineno <= line <= (node.end_lineno or node.lineno)]


def _used(code: ast.Module, test: ast.stmt) -> Iterator[int]:
    """Lines of the functions, then classes, of `code` that the test uses, outermost calls first."""
    names = [getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(test)]
    for kinds in ((ast.FunctionDef, ast.AsyncFunctionDef), (ast.ClassDef,)):
        defined: dict[str, list[int]] = {}
        for node in ast.walk(code):
            if isinstance(node, kinds):
                defined.setdefault(node.name, []).append(node.lineno)
        yield from (defined[name][0] for name in names if len(defined.get(name, ())) == 1)
