"""Prompt and answer, to the byte."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.model.prompt import STYLE, PromptStyle, encode_answer, encode_prompt

_REGION = Region(
    "shop/src/app.py", Span(38, ("def f(x):", "    return y")), Span(1, ("import os",)), ("x", "z(a)")
)
_FOUND = (Diagnostic("ruff", "F821", "Undefined name `y`", "src/app.py", 39),)
_LINES = ["import os", *["\0"] * 36, "def f(x):", "    return y"]
_EDITS = (Edit(39, 39, ("    return x",)),)

_PROMPT = """\
<LANG=python><FILE_PATH>src/app.py<REGION_START_LINE>1<CODE_START>
1 import os
<CODE_END><REGION_START_LINE>38<CODE_START>
38 def f(x):
39     return y
<CODE_END><DIAG_START>F821 39 Undefined name `y`
39     return y
~ x z(a)
<DIAG_END><INSTR_START>Mend it<INSTR_END><PATCH_START>
"""
_UNNUMBERED = """\
<LANG=python><FILE_PATH>src/app.py<REGION_START_LINE>1<CODE_START>
import os
<CODE_END><REGION_START_LINE>38<CODE_START>
def f(x):
    return y
<CODE_END><DIAG_START>F821 39 Undefined name `y`
    return y
~ x z(a)
<DIAG_END><INSTR_START>Mend it<INSTR_END><PATCH_START>
"""
_ANSWER = "@@ 39-39\n+     return x\n<PATCH_END>"
_WITH_REMOVALS = "@@ 39-39\n-     return y\n+     return x\n<PATCH_END>"


@pytest.mark.parametrize(
    ("style", "prompt", "answer"),
    [
        pytest.param(STYLE, _PROMPT, _ANSWER, id="the product's"),
        pytest.param(PromptStyle(line_numbers=False), _UNNUMBERED, _ANSWER, id="without line numbers"),
        pytest.param(PromptStyle(removals=True), _PROMPT, _WITH_REMOVALS, id="with removed lines"),
    ],
)
def test_a_style_is_written_so(style: PromptStyle, prompt: str, answer: str) -> None:
    assert encode_prompt("python", _REGION, _FOUND, "Mend it", style) == prompt
    assert encode_answer(_EDITS, _LINES, style) == answer


def test_the_products_style_is_what_one_gets_without_asking() -> None:
    assert encode_prompt("python", _REGION, _FOUND, "Mend it") == _PROMPT
    assert encode_answer(_EDITS, _LINES) == _ANSWER


@pytest.mark.parametrize("style", [STYLE, PromptStyle(removals=True)])
def test_to_leave_all_as_it_is_reads_the_same(style: PromptStyle) -> None:
    assert encode_answer((), _LINES, style) == "<NO_EDIT>\n<PATCH_END>"
