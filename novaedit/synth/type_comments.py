"""Variables whose type stands in a comment: `x = None  # type: Optional[str]`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from novaedit.synth.module import Module

_COMMENT = re.compile(r"#\s*type:\s*+(?!ignore\b)(.+?)\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Commented:
    """An assignment, and the type beside it: its text and where it stands in the file."""

    node: ast.Assign
    target: ast.Name | ast.Attribute
    text: str
    start: int

    @property
    def annotation(self) -> ast.expr | None:
        """The type as an expression, if it is one."""
        try:
            return ast.parse(self.text, mode="eval").body
        except SyntaxError:
            return None


def commented(module: Module) -> Iterator[Commented]:
    """All of a file, in the order of its tree."""
    for node in module.of(ast.Assign):
        target, end = node.targets[0], module.span(node)[1]
        line = module.lines[(node.end_lineno or 1) - 1]
        start = module.starts[(node.end_lineno or 1) - 1]
        match = _COMMENT.search(line, end - start)
        if match and len(node.targets) == 1 and isinstance(target, ast.Name | ast.Attribute):
            yield Commented(node, target, match[1], start + match.start(1))
