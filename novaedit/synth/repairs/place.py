"""Where a finding lies: its statement, the function around it, and the names that are known there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.patch.apply import diff_edits
from novaedit.synth.module import Module, Splice, parameters_of, splice

Function = ast.FunctionDef | ast.AsyncFunctionDef
Edits = tuple[Edit, ...]


class Place:
    """The surroundings of a finding that has a line, in a file that parses."""

    def __init__(self, module: Module, finding: Diagnostic, line: int) -> None:
        self.module, self.finding, self.line = module, finding, line

    @cached_property
    def statement(self) -> ast.stmt | None:
        """The innermost statement on the line: of one with a body, its head."""
        around = [s for s in self.module.of(ast.stmt) if s.lineno <= self.line <= (s.end_lineno or s.lineno)]
        return max(around, key=lambda s: (s.lineno, -(s.end_lineno or 0)), default=None)

    @cached_property
    def function(self) -> Function | None:
        """The function whose head or body the statement is."""
        node: ast.AST | None = self.statement
        while node is not None and not isinstance(node, Function):
            node = self.module.parents.get(node)
        return node

    @cached_property
    def expressions(self) -> list[ast.expr]:
        """The expressions of the statement, without those of statements inside it."""
        return list(_expressions(self.statement)) if self.statement is not None else []

    @cached_property
    def names(self) -> list[str]:
        """What the function has by now: its parameters and the variables set above, the latest first."""
        above = [node.id for node in self.stored if node.lineno <= self.line]
        known = dict.fromkeys([*above, *(parameter.arg for parameter in self.parameters)])
        return [name for name in known if name not in ("self", "cls", "_")]

    @cached_property
    def parameters(self) -> list[ast.arg]:
        """The function's parameters, without `*args` and `**kwargs`."""
        return parameters_of(self.function) if self.function is not None else []

    @cached_property
    def stored(self) -> list[ast.Name]:
        """Where the function sets a variable, the last first."""
        nodes = ast.walk(self.function) if self.function is not None else ()
        found = [node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        return sorted(found, key=lambda node: (-node.lineno, node.col_offset))

    @property
    def is_async(self) -> bool:
        """Whether `await` may stand here."""
        return isinstance(self.function, ast.AsyncFunctionDef)

    def replaced(self, node: ast.AST, text: str) -> Edits:
        """The edits that put `text` in the place of a node."""
        return self.spliced(Splice(*self.module.span(node), text))

    def spliced(self, *change: Splice) -> Edits:
        """The edits that carry out a change."""
        return diff_edits(self.module.text, splice(self.module.text, change))

    def above(self, *lines: str) -> Edits:
        """The edits that insert lines before the statement, as deep as it is."""
        if self.statement is None:
            return ()
        return self._inserted(self.statement, self.statement.lineno, lines)

    def below(self, statement: ast.stmt, *lines: str) -> Edits:
        """The edits that insert lines after a statement, as deep as it is."""
        return self._inserted(statement, (statement.end_lineno or statement.lineno) + 1, lines)

    def _inserted(self, like: ast.stmt, number: int, lines: tuple[str, ...]) -> Edits:
        indent = self.module.lines[like.lineno - 1][: like.col_offset]
        if indent.strip():  # something else stands before it on its line
            return ()
        return (Edit(number, number - 1, tuple(indent + line for line in lines)),)


def _expressions(node: ast.AST) -> Iterator[ast.expr]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            continue
        if isinstance(child, ast.expr):
            yield child
        yield from _expressions(child)
