"""Whether the test that a record adds passes, where the record shows everything that it needs to be run.

What is run was seen to use nothing but pure builtins and modules, as all that is run here; see purity.py.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from novaedit.dataset.example import Example
from novaedit.dataset.fragment import regions
from novaedit.dataset.proof import TestResult
from novaedit.edits import Span
from novaedit.synth.logic.purity import closure, definitions
from novaedit.synth.logic.sandbox import Job, Sandbox

_PYTEST = frozenset({"pytest"})
#: Of sets: none of those in which tests are made.
_ORDER = 77


@dataclass(frozen=True, slots=True)
class _Trial:
    """The text of a test, and of all that it needs."""

    source: str
    test: str


def try_tests(examples: Sequence[Example]) -> list[TestResult | None]:
    """What becomes of the tests of each record, None for one of another kind. Raises ToolError."""
    trials = {number: _trial(one) for number, one in enumerate(examples) if _adds_tests(one)}
    found: list[TestResult | None] = [None] * len(examples)
    with Sandbox(_ORDER) as sandbox:
        for number, trial in trials.items():
            found[number] = "undecided" if trial is None else _result(trial, sandbox)
    return found


def _adds_tests(example: Example) -> bool:
    return example.kind == "tests" and example.language == "python"


def _result(trial: _Trial, sandbox: Sandbox) -> TestResult:
    said = sandbox.trials(Job("", "", trial.source, 1, [], []), [trial.test])
    if not said:
        return "undecided"
    return "fails" if said[0][0] else "passes"


def _trial(example: Example) -> _Trial | None:
    before, after = (_tree(spans) for spans in regions(example))
    if before is None or after is None:
        return None
    old = {ast.dump(node) for node in before[0].body}
    tests = [
        node
        for node in after[0].body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test") and ast.dump(node) not in old
    ]
    tree, text = after
    defined = definitions(tree)
    needed = dict[int, str]()
    for test in tests:
        bare = copy(test)
        bare.decorator_list = []
        parts = closure(bare, defined, _PYTEST) if all(map(_is_table, test.decorator_list)) else None
        if parts is None:
            return None
        needed |= {part.lineno: ast.get_source_segment(text, part) or "" for part in parts}
    if not tests or ("pytest" in "".join(map(ast.unparse, tests)) and "pytest" not in defined):
        return None
    source = "".join(f"{needed[line]}\n" for line in sorted(needed))
    return _Trial(source, "".join(f"{ast.unparse(test)}\n" for test in tests))


def _is_table(node: ast.expr) -> bool:
    """Whether a decorator is `pytest.mark.parametrize` with nothing but values."""
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "pytest.mark.parametrize" or node.keywords:
        return False
    try:
        return len([ast.literal_eval(argument) for argument in node.args]) == 2
    except ValueError:
        return False


def _tree(spans: Sequence[Span]) -> tuple[ast.Module, str] | None:
    text = "".join(f"{line}\n" for span in spans for line in span.lines)
    try:
        return ast.parse(text), text
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
