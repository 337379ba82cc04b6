"""What may go because a tool calls it unused or redefined: that, and nothing beside it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.structure import parse_quietly
from novaedit.lines import line_texts
from novaedit.patch.apply import diff_edits

_OTHER_LINE = re.compile(r"\bline (\d+)")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
#: What may do something although nobody looks at the result.
_EFFECTS = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom)


def lost_beside(before: str, after: str, findings: Sequence[Diagnostic]) -> str:
    """What `after` dropped of `before` beyond what `findings` call unused, in a few words; "" if nothing.

    Only the statements that they are about may change. Of an unused result the call stays; a definition
    goes only if the same stands there once more. What cannot be reached may go with all that is in it.
    """
    old, new = parse_quietly(before), parse_quietly(after)
    if old is None or new is None or any("unreachable" in finding.message.lower() for finding in findings):
        return ""
    free = _free(old, {line for finding in findings for line in _lines(finding)})
    twins = set(_twins(old, free))
    texts = line_texts(before)
    for edit in diff_edits(before, after):
        for line in range(edit.start_line, edit.end_line + 1):
            if line not in free | twins and texts[line - 1].strip():
                return f"removes more than what is unused: line {line}"
    if twins:
        return ""
    definitions = _definitions(old) - _definitions(new)
    if definitions:
        return f"removes the definition of {min(definitions)}"
    effects = _effects(old) - _effects(new)
    return f"removes what may have an effect: {min(effects)[:40]}" if effects else ""


def _lines(finding: Diagnostic) -> Iterator[int]:
    """Its own lines, and those that its message names: a redefinition can be mended at either end."""
    if finding.line is not None:
        yield from range(finding.line, (finding.end_line or finding.line) + 1)
    yield from (int(number) for number in _OTHER_LINE.findall(finding.message))


def _free(tree: ast.Module, lines: set[int]) -> set[int]:
    """All lines of the statements on `lines`: of one that holds others the header, and of an emptied `if`."""
    free = set(lines)
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.ExceptHandler)]
    for node in reversed(nodes):  # what is inside comes first
        body = getattr(node, "body", None)
        last = max(body[0].lineno - 1, node.lineno) if body else node.end_lineno or node.lineno
        span = set(range(node.lineno, last + 1))
        is_emptied = isinstance(node, ast.If) and not node.orelse and all(s.lineno in free for s in node.body)
        if is_emptied or free & span:
            free |= span
    return free


def _twins(tree: ast.Module, lines: set[int]) -> Iterator[int]:
    """The lines of definitions with a header on `lines` of which the same stands there again."""
    found = [node for node in ast.walk(tree) if isinstance(node, _DEFINITIONS)]
    texts = Counter(map(ast.dump, found))
    for node in found:
        if node.lineno in lines and texts[ast.dump(node)] > 1:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield from range(first, (node.end_lineno or node.lineno) + 1)


def _definitions(tree: ast.Module) -> Counter[str]:
    return Counter(node.name for node in ast.walk(tree) if isinstance(node, _DEFINITIONS))


def _effects(tree: ast.Module) -> Counter[str]:
    return Counter(ast.unparse(node) for node in ast.walk(tree) if isinstance(node, _EFFECTS))
