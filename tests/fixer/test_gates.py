"""Each gate lets the right thing through and stops the wrong one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.fixer.gates import Subject, judge
from novaedit.languages import languages
from novaedit.lines import line_texts
from tests.fixer.scripted import TextTree

CODE = "import os\n\n\ndef f(count):\n    total = count + 1\n    print(os.sep)  # a slash\n    return totl\n"
FINDING = Diagnostic("ruff", "F821", "Undefined name `totl`", "a.py", line=7)


def subject(*edits: Edit, code: str = CODE, finding: Diagnostic | None = FINDING) -> Subject:
    python = languages["python"]
    lines = line_texts(code)

    def diagnose(after: str) -> tuple[Diagnostic, ...]:
        return (FINDING,) if "totl" in after else ()

    return Subject(
        language=python,
        path="a.py",
        before=code,
        edits=edits,
        region=Region("a.py", Span(1, tuple(lines))),
        diagnostic=finding,
        origin="model",
        known=() if finding is None else (finding,),
        diagnose=diagnose,
        files=TextTree({"a.py": code, "helpers.py": ""}),
    )


def stopped_by(candidate: Subject) -> str:
    verdict = judge(candidate)
    return "" if verdict.accepted else verdict.gates[-1].name


GOOD = Edit(7, 7, ("    return total",))


def test_a_good_candidate_passes() -> None:
    assert stopped_by(subject(GOOD)) == ""


@pytest.mark.parametrize(
    ("edits", "gate"),
    [
        pytest.param([Edit(20, 20, ("x",))], "applies", id="past the end"),
        pytest.param([Edit(7, 7, ("    return totl",))], "applies", id="nothing changes"),
        pytest.param([Edit(7, 7, ("    # ...",))], "bounded", id="elided code"),
        pytest.param([Edit(7, 7, ("    # rest of the function",))], "bounded", id="a placeholder"),
        pytest.param([Edit(7, 7, ("    return total\u202e",))], "bounded", id="an invisible character"),
        pytest.param([Edit(7, 7, ("x",) * 41)], "bounded", id="too many lines"),
        pytest.param([Edit(7, 7, ("    return totl  # noqa: F821",))], "no-suppression", id="noqa"),
        pytest.param(
            [Edit(7, 7, ("    return total  # type: ignore",))], "no-suppression", id="type: ignore"
        ),
        pytest.param([Edit(7, 7, ("    return (total",))], "parses", id="it does not parse"),
        pytest.param([Edit(7, 7, ())], "keeps-code", id="the line is deleted"),
        pytest.param([Edit(7, 7, ("    pass",))], "keeps-code", id="the line becomes pass"),
        pytest.param([Edit(5, 7, ("    return total",))], "keeps-code", id="other lines go with it"),
        pytest.param(
            [Edit(6, 7, ("    print(os.sep)", "    return total"))], "keeps-code", id="a comment goes"
        ),
        pytest.param([Edit(1, 1, ("import os, totl",)), GOOD], "no-new-import", id="an unknown module"),
        pytest.param(
            [Edit(1, 1, ("import os", "from json import lods")), GOOD], "no-new-import", id="an unknown name"
        ),
        pytest.param([Edit(7, 7, ("    return totl + 0",))], "resolved", id="the finding stays"),
    ],
)
def test_a_bad_candidate_is_stopped_by_its_gate(edits: list[Edit], gate: str) -> None:
    assert stopped_by(subject(*edits)) == gate


@pytest.mark.parametrize(
    "line", ["import json", "from json import loads", "import helpers", "import os.path"]
)
def test_what_is_there_may_be_imported(line: str) -> None:
    assert stopped_by(subject(Edit(1, 1, ("import os", line)), GOOD)) == ""


def test_lines_that_were_not_shown_are_out_of_reach() -> None:
    shown = Region("a.py", Span(6, tuple(line_texts(CODE)[5:])))
    candidate = replace(subject(Edit(1, 1, ("import sys",)), GOOD), region=shown)
    assert stopped_by(candidate) == "in-region"


def test_an_unused_import_may_be_removed() -> None:
    unused = Diagnostic("ruff", "F401", "`os` imported but unused", "a.py", line=1)
    candidate = subject(Edit(1, 1, ()), code="import os\n", finding=unused)
    assert stopped_by(candidate) == ""


@pytest.mark.parametrize(
    ("edits", "outcome"),
    [
        pytest.param([Edit(5, 7, ("    return count + 1",))], "not-applicable", id="shorter"),
        pytest.param(
            [Edit(5, 7, ("    total = count + 1", "    return total"))], "not-applicable", id="less"
        ),
        pytest.param([Edit(6, 6, ())], "failed", id="merely deleted"),
        pytest.param([Edit(6, 6, ()), Edit(7, 7, ())], "failed", id="two deletions"),
        pytest.param([Edit(7, 7, ("    return total",))], "passed", id="nothing is lost"),
    ],
)
def test_words_may_ask_for_less_code_but_not_for_none(edits: list[Edit], outcome: str) -> None:
    """Whether "simplify" still does the same no gate can tell; that lines merely went one can."""
    candidate = replace(subject(*edits, finding=None), diagnose=lambda _: ())
    outcomes = {gate.name: gate.outcome for gate in judge(candidate).gates}
    assert outcomes["keeps-code"] == outcome


@pytest.mark.parametrize(
    ("code", "edit", "gate"),
    [
        pytest.param("import os\nx = 1\n", Edit(1, 2, ()), "keeps-code", id="another statement goes too"),
        pytest.param("import os\nx = 1\n", Edit(1, 1, ("import sys",)), "keeps-code", id="another one comes"),
        pytest.param(
            "try:\n    import os\nexcept ImportError:\n    os = None\n",
            Edit(2, 2, ("    pass",)),
            "keeps-names",
        ),
        pytest.param("import os\nimport helper\n", Edit(2, 2, ()), "keeps-names", id="another file takes it"),
        pytest.param("import os\nimport used\n", Edit(1, 1, ()), "", id="nobody takes it"),
    ],
)
def test_an_unused_import_goes_alone_and_only_if_nobody_needs_it(code: str, edit: Edit, gate: str) -> None:
    line = edit.start_line
    unused = Diagnostic("ruff", "F401", "imported but unused", "a.py", line=line)
    files = TextTree({"a.py": code, "b.py": "from a import helper\n"})
    assert stopped_by(replace(subject(edit, code=code, finding=unused), files=files)) == gate


def test_a_tools_own_fix_may_not_take_what_another_file_needs() -> None:
    unused = Diagnostic("ruff", "F401", "imported but unused", "a.py", line=1)
    candidate = replace(
        subject(Edit(1, 1, ()), code="import os\n", finding=unused), origin="ruff", region=None
    )
    taken = TextTree({"a.py": "import os\n", "b.py": "import a\n\na.os\n"})
    assert stopped_by(candidate) == ""
    assert stopped_by(replace(candidate, files=taken)) == "keeps-names"


def test_a_definition_goes_only_if_it_is_there_twice() -> None:
    again = Diagnostic("ruff", "F811", "Redefinition of unused `f` from line 1", "a.py", line=3)
    for second, gate in (("    return 1", ""), ("    return 2", "keeps-code")):
        code = f"def f():\n    return 1\ndef f():\n{second}\n"
        assert stopped_by(subject(Edit(1, 2, ()), code=code, finding=again)) == gate


TWICE = "def first(x):\n    return x\n\n\ndef first(y):\n    z = y + 1\n    return z\n"
REDEFINED = Diagnostic("ruff", "F811", "Redefinition of unused `first` from line 1", "a.py", line=5)


@pytest.mark.parametrize(
    ("edits", "gate"),
    [
        pytest.param([Edit(5, 5, ("def second(y):",))], "", id="another name"),
        pytest.param([Edit(5, 7, ())], "keeps-code", id="removed"),
        pytest.param([Edit(5, 7, ("def second(y):", "    return y"))], "keeps-code", id="another function"),
    ],
)
def test_of_two_different_definitions_one_may_take_another_name(edits: list[Edit], gate: str) -> None:
    candidate = subject(*edits, code=TWICE, finding=REDEFINED)
    assert stopped_by(replace(candidate, diagnose=lambda _: ())) == gate


def test_what_is_unused_makes_room_for_nothing_else() -> None:
    unused = Diagnostic("ruff", "F841", "Local variable `z` is assigned to but never used", "a.py", line=2)
    code = "def first(x):\n    z = x + 1\n    return x\n"
    candidate = subject(Edit(2, 2, ("    y = x + 1",)), code=code, finding=unused)
    assert stopped_by(replace(candidate, diagnose=lambda _: ())) == "keeps-code"


def test_a_new_finding_stops_a_candidate() -> None:
    other = Diagnostic("ruff", "F811", "redefined", "a.py", line=7)
    candidate = replace(subject(GOOD), diagnose=lambda _: (other,))
    assert stopped_by(candidate) == "no-new-diagnostics"


def test_a_foreign_tools_finding_is_undecided_not_passed() -> None:
    foreign = Diagnostic("pyright", "reportX", "odd", "a.py", line=7)
    candidate = replace(subject(GOOD), diagnostic=foreign, known=())
    outcomes = {gate.name: gate.outcome for gate in judge(candidate).gates}
    assert outcomes["resolved"] == "not-applicable"


BROKEN = "def f(x:\n    return x\n\n\ndef g(y:\n    return y\n"
OPEN = Diagnostic("parser", "invalid-syntax", "'(' was never closed", "a.py", line=1)


@pytest.mark.parametrize(
    ("edits", "gate"),
    [
        pytest.param([Edit(1, 1, ("def f(x):",))], "", id="the next error is further down"),
        pytest.param([Edit(1, 1, ("def f(x",))], "parses", id="the same place still fails"),
        pytest.param([Edit(1, 2, ())], "keeps-code", id="the broken function is deleted"),
    ],
)
def test_one_of_two_syntax_errors(edits: list[Edit], gate: str) -> None:
    candidate = subject(*edits, code=BROKEN, finding=OPEN)
    assert stopped_by(replace(candidate, diagnose=lambda _: ())) == gate


@pytest.mark.parametrize(
    ("edit", "gate"),
    [
        pytest.param(Edit(1, 0, ("",)), "parses", id="it moves down"),
        pytest.param(Edit(1, 2, ("import os", "", "import re", "")), "parses", id="it moves down further"),
        pytest.param(Edit(4, 4, ("", "", "def f(x):")), "", id="the next one moves down"),
    ],
)
def test_a_syntax_error_that_only_moves_is_still_there(edit: Edit, gate: str) -> None:
    code = "import os\nimport re\n\ndef f(x)\n    return x\n\ndef g(x)\n    return x\n"
    finding = Diagnostic("parser", "invalid-syntax", "expected ':'", "a.py", line=4)
    candidate = subject(edit, code=code, finding=finding)
    assert stopped_by(replace(candidate, diagnose=lambda _: ())) == gate
