"""The prompt: one region, its diagnostics and an instruction, in the fewest tokens that say it all.

    <LANG=python><FILE_PATH>src/app.py<REGION_START_LINE>1<CODE_START>
    1 import os
    <CODE_END><REGION_START_LINE>38<CODE_START>
    38 def f(x):
    39     return y
    <CODE_END><DIAG_START>F821 39 Undefined name `y`
    39     return y
    ~ x
    <DIAG_END><PATCH_START>

and the answer `@@ 39-39\\n+     return x\\n<PATCH_END>`. Every line carries its true number: a small model
copies numbers well and computes them badly. A number is followed by one space, as a sign is in the
DSL, so that a line is cut into the same tokens where it is read and where it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.patch.dsl import NO_EDIT, format_dsl

#: Each of these is one token; the order fixes which spare id of a vocabulary it takes.
SPECIAL_TOKENS = (
    "<LANG=python>",
    "<FILE_PATH>",
    "<REGION_START_LINE>",
    "<CODE_START>",
    "<CODE_END>",
    "<DIAG_START>",
    "<DIAG_END>",
    "<INSTR_START>",
    "<INSTR_END>",
    "<PATCH_START>",
    "<PATCH_END>",
    "<EDIT>",
    NO_EDIT,
    "<LANG=javascript>",
)

#: How the special tokens would read if a file contained them: they must stay text there.
_LOOKALIKE = {token: token.replace("<", "<\u200b", 1) for token in SPECIAL_TOKENS}

#: A type checker names both types at the end.
_MAX_MESSAGE = 320
_MAX_LINE = 240


@dataclass(frozen=True, slots=True)
class PromptStyle:
    """How prompt and answer are written. Training compares styles; the product has one, `STYLE`."""

    line_numbers: bool = True
    """Each line with its number; without, the model has to count from `<REGION_START_LINE>`."""
    removals: bool = False
    """Answers with `-` lines."""


#: What the released models read and write.
STYLE = PromptStyle()


def encode_prompt(
    language: str,
    region: Region,
    diagnostics: Sequence[Diagnostic],
    instruction: str | None = None,
    style: PromptStyle = STYLE,
) -> str:
    """The text up to and including `<PATCH_START>`."""
    path = "/".join(PurePosixPath(region.path).parts[-2:])
    parts = [f"<LANG={language}><FILE_PATH>{escape(path)}"]
    parts += [_code(span, style) for span in region.spans]
    if diagnostics:
        parts.append(_diagnostics(diagnostics, region, style))
    if instruction:
        parts.append(f"<INSTR_START>{escape(instruction.strip())}<INSTR_END>")
    return "".join(parts) + "<PATCH_START>\n"


def encode_answer(edits: Sequence[Edit], lines: Sequence[str], style: PromptStyle = STYLE) -> str:
    """What the model is to write after the prompt, `<PATCH_END>` included."""
    return escape_patch(format_dsl(edits, lines, removals=style.removals)) + "\n<PATCH_END>"


def escape(text: str) -> str:
    """Keep text that looks like a special token from becoming one."""
    if "<" not in text:
        return text
    for token, lookalike in _LOOKALIKE.items():
        text = text.replace(token, lookalike)
    return text


def unescape(text: str) -> str:
    """Undo `escape`."""
    for token, lookalike in _LOOKALIKE.items():
        text = text.replace(lookalike, token)
    return text


def escape_patch(dsl: str) -> str:
    """Escape a whole DSL text, leaving a `<NO_EDIT>` that stands alone."""
    return dsl if dsl == NO_EDIT else escape(dsl)


def _code(span: Span, style: PromptStyle) -> str:
    rows = [_row(span.start_line + i, escape(line), style) for i, line in enumerate(span.lines)]
    return f"<REGION_START_LINE>{span.start_line}<CODE_START>\n" + "\n".join([*rows, "<CODE_END>"])


def _row(number: int | None, line: str, style: PromptStyle) -> str:
    return f"{number} {line}" if style.line_numbers else line


def _diagnostics(diagnostics: Sequence[Diagnostic], region: Region, style: PromptStyle) -> str:
    rows = []
    for diagnostic in diagnostics:
        line = "" if diagnostic.line is None else f" {diagnostic.line}"
        rows.append(f"{diagnostic.code or diagnostic.source}{line} {_short(diagnostic.message)}")
        text = _line_of(region, diagnostic.line)
        if text is not None:
            rows.append(_row(diagnostic.line, text, style))
    if region.related:
        rows.append("~ " + " ".join(region.related))
    return "<DIAG_START>" + escape("\n".join(rows)) + "\n<DIAG_END>"


def _short(message: str) -> str:
    return " ".join(message.split())[:_MAX_MESSAGE]


def _line_of(region: Region, number: int | None) -> str | None:
    for span in region.spans:
        if number is not None and span.start_line <= number <= span.end_line:
            return span.lines[number - span.start_line][:_MAX_LINE]
    return None
