"""Records without a finding: small fixes whose commit message says what was wrong."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from novaedit.dataset.example import Example
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, changed_lines
from novaedit.fixer.gates import judge
from novaedit.languages.base import Files, Language
from novaedit.languages.python import outline
from novaedit.languages.python.structure import parse_quietly
from novaedit.lines import line_texts
from novaedit.mining.build import problem_of_text, provenance_of
from novaedit.mining.draft import subject_of
from novaedit.mining.extract import Pair
from novaedit.mining.messages import instruction_of
from novaedit.mining.origin import Origin
from novaedit.mining.paths import is_test
from novaedit.mining.visible import unseen_words
from novaedit.mining.wanted import is_too_large
from novaedit.patch.dsl import format_dsl

MAX_CHANGED_LINES = 6
#: A function up to this long is shown whole, of a longer one these many lines on either side.
_WHOLE_LINES = 30
_AROUND = 8


def request_of(
    pair: Pair,
    before: Sequence[Diagnostic],
    after: Sequence[Diagnostic],
    edits: Sequence[Edit],
    language: Language,
    files: Files,
    origin: Origin,
) -> Example | None:
    """The record of a commit whose only change outside its tests is a few lines of one function, or None."""
    path = pair.change.path
    if len(edits) != 1 or is_test(path) or not all(map(is_test, pair.others)):
        return None
    if changed_lines(edits) > MAX_CHANGED_LINES or any(d.is_syntax_error for d in (*before, *after)):
        return None
    instruction = instruction_of(pair.message)
    lines = line_texts(pair.before)
    if instruction is None:
        return None
    region = _region(pair, edits[0], lines, language)
    if region is None or is_too_large(region) or unseen_words(edits, region, (), instruction):
        return None
    if _is_text_only(pair.before, pair.after):
        return None
    subject = subject_of(pair, None, before, region, tuple(edits), language, files, tuple(after))
    if not judge(subject).accepted:
        return None
    example = Example(
        kind="real",
        language="python",
        region=region,
        diagnostics=(),
        patch_dsl=format_dsl(edits, lines),
        provenance=provenance_of(path, pair.change.commit, origin),
        instruction=instruction,
    )
    return None if problem_of_text(example, pair.before) else example


def _is_text_only(before: str, after: str) -> bool:
    """Whether only comments, texts in quotes or layout differ."""
    old, new = parse_quietly(before), parse_quietly(after)
    return old is None or new is None or _without_texts(old) == _without_texts(new)


def _without_texts(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def _region(pair: Pair, edit: Edit, lines: Sequence[str], language: Language) -> Region | None:
    """The function around the edit, or the lines of it that somebody would select; None outside of one."""
    index = min(edit.start_line, len(lines)) - 1
    header = outline.enclosing_def(lines, index)
    if header is None:
        return None
    first, last = header + 1, outline.block_end(lines, header) + 1
    if not first <= edit.start_line <= edit.end_line + 1 <= last + 1:
        return None
    if last - first >= _WHOLE_LINES:
        first, last = max(first, edit.start_line - _AROUND), min(last, edit.end_line + _AROUND)
    region = language.selected_region(pair.before, pair.change.path, first, last)
    return region if region.covers([edit]) else None
