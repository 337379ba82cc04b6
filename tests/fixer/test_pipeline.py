"""The pipeline with real tools and a scripted model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novaedit.edits import Edit
from novaedit.errors import ModelMissingError
from novaedit.fixer.options import Options
from novaedit.fixer.pipeline import fix
from novaedit.fixer.report import FileReport
from novaedit.model.runtime import Completion
from novaedit.patch.apply import apply_edits
from novaedit.synth.neighbours import neighbours
from tests.fixer.scripted import Scripted, fixed, run, snapshot

MISSPELT = "def double(count):\n    return coutn * 2\n"
#: A bug that only its test shows.
_CALC = {
    "calc.py": "def add(a, b):\n    return a - b\n",
    "test_calc.py": "import calc\n\n\ndef test_add():\n    assert calc.add(2, 3) == 5\n",
}
_PYTEST = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")


def after(report: FileReport) -> str:
    return report.change.after.decode()


def gates(report: FileReport) -> dict[str, str]:
    return {gate.name: gate.outcome for gate in report.resolved[0].fix.gates}


def test_a_misspelt_name_is_fixed_and_every_gate_is_named(tmp_path: Path) -> None:
    report = fixed(tmp_path, MISSPELT, {"coutn": ["@@ 2-2\n+     return count * 2"]})
    assert after(report) == "def double(count):\n    return count * 2\n"
    assert gates(report) == {
        "applies": "passed",
        "in-region": "passed",
        "bounded": "passed",
        "no-suppression": "passed",
        "parses": "passed",
        "keeps-code": "passed",
        "keeps-names": "passed",
        "no-new-import": "passed",
        "resolved": "passed",
        "no-new-diagnostics": "passed",
        "tests": "not-applicable",
    }


def test_the_tools_own_safe_fix_needs_no_model(tmp_path: Path) -> None:
    code = "import os\nimport sys\n\nprint(sys.argv)\n"
    shot = snapshot(tmp_path, {"a.py": code})

    def no_model() -> Scripted:
        raise AssertionError("the model was loaded")

    report = fix(shot, Options(tools=("ruff",)), no_model)
    assert after(report.files[0]) == "import sys\n\nprint(sys.argv)\n"
    assert report.files[0].resolved[0].fix.candidate.origin == "ruff"


_SORTED = {"pyproject.toml": '[tool.ruff.lint]\nextend-select = ["I", "UP"]\n'}


@pytest.mark.parametrize(
    ("code", "answer", "right"),
    [
        pytest.param(
            "import json\nimport sys\n\nprint(sys.argv, json.dumps(re.escape('')))\n",
            "@@ 3-2\n+ import re",
            "import json\nimport re\nimport sys\n\nprint(sys.argv, json.dumps(re.escape('')))\n",
            id="an import in the wrong place",
        ),
        pytest.param(
            "import json\n\n\ndef f(x: Optional[int]) -> str:\n    return json.dumps(x)\n",
            "@@ 1-0\n+ from typing import Optional",
            None,
            id="what the tool would write otherwise altogether",
        ),
        pytest.param(
            "import json\n\n\ndef f(x: int) -> str:\n    return json.dumps(y)\n",
            "@@ 5-5\n+     return str(x)",
            None,
            id="what is unused since",
        ),
    ],
)
def test_what_the_tool_mends_of_an_answer_goes_along(
    tmp_path: Path, code: str, answer: str, right: str | None
) -> None:
    files = {**_SORTED, "a.py": code}
    (report,) = run(tmp_path, files, {"": [answer]}).files
    assert after(report) == (right or code)
    if right is not None:
        assert report.resolved[0].fix.candidate.origin == "model"
        assert gates(report)["no-new-diagnostics"] == "passed"


def test_what_another_file_imports_from_here_is_used(tmp_path: Path) -> None:
    """Neither ruff, which sees one file, nor the model may take it away; what nobody imports goes."""
    files = {
        "p/__init__.py": "",
        "p/a.py": "import os\nfrom json import loads\n\nx = 1\n",
        "p/b.py": "from .a import loads\n\nloads('')\n",
    }
    report = run(tmp_path, files, {"loads": ["@@ 1-1"]})
    texts = {file.path: after(file) for file in report.files if file.diff}
    assert texts == {"p/a.py": "from json import loads\n\nx = 1\n"}
    (left,) = [left for file in report.files for left in file.unfixed]
    assert (left.reason, left.attempts[0].gates[-1].name) == ("gates", "keeps-names")


def test_nothing_to_fix_loads_no_model(tmp_path: Path) -> None:
    def no_model() -> Scripted:
        raise ModelMissingError("no model")

    report = fix(snapshot(tmp_path, {"a.py": "x = 1\n"}), Options(), no_model)
    assert report.is_clean


def test_the_second_candidate_is_taken_when_the_first_fails_a_gate(tmp_path: Path) -> None:
    answers = {"coutn": ["@@ 2-2\n+     return cuont * 2", "@@ 2-2\n+     return count * 2"]}
    report = fixed(tmp_path, MISSPELT, answers)
    assert "return count * 2" in after(report)


def test_a_failed_candidate_is_reported_with_the_gate_that_stopped_it(tmp_path: Path) -> None:
    report = fixed(tmp_path, MISSPELT, {"coutn": ["@@ 2-2\n+     return coutn * 2  # noqa"]})
    assert after(report) == MISSPELT
    (left,) = report.unfixed
    assert (left.reason, left.attempts[0].gates[-1].name) == ("gates", "no-suppression")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param("<NO_EDIT>", "abstained", id="the model abstains"),
        pytest.param("well, let me think", "no-candidate", id="not a patch"),
        pytest.param("@@ 2-2\n+     return coutn * 2", "no-candidate", id="a patch that changes nothing"),
        pytest.param("@@ 2-2", "gates", id="deleting the line"),
    ],
)
def test_what_is_not_fixed_says_why(tmp_path: Path, answer: str, reason: str) -> None:
    report = fixed(tmp_path, MISSPELT, {"coutn": [answer]})
    assert [left.reason for left in report.unfixed] == [reason]
    assert after(report) == MISSPELT


def test_low_confidence_is_not_handed_over(tmp_path: Path) -> None:
    answers = {"coutn": ["@@ 2-2\n+     return count * 2"]}
    report = fixed(tmp_path, MISSPELT, answers, min_confidence=0.95)
    assert [left.reason for left in report.unfixed] == ["low-confidence"]


@pytest.mark.parametrize(("least", "offered"), [(0.3, True), (0.4, False)])
def test_an_answer_is_likelier_once_another_is_refused(tmp_path: Path, least: float, offered: bool) -> None:
    """0.18 of the 0.55 that the first answer, which names nothing, has left."""
    answers = ["@@ 2-2\n+     return number * 2", "@@ 2-2\n+     return count * 2"]
    runtime = Scripted({"coutn": answers}, log_probability=-0.7)
    options = Options(tools=("ruff",), min_confidence=least)
    (file,) = fix(snapshot(tmp_path, {"a.py": MISSPELT}), options, lambda: runtime).files
    if not offered:
        assert [left.reason for left in file.unfixed] == ["low-confidence"]
        return
    (item,) = file.resolved
    assert after(file).endswith("count * 2\n")
    assert item.fix.candidate.confidence == pytest.approx(0.1827 / 0.5531, abs=0.001)


def test_several_fixes_of_one_file_are_composed_in_lines_of_the_original(tmp_path: Path) -> None:
    code = "def f(count):\n    return coutn\n\n\ndef g(total):\n    return totla\n\n\nprint(sys.argv)\n"
    answers = {
        "coutn": ["@@ 2-2\n+     return count"],
        "sys": ["@@ 1-0\n+ import sys\n+ \n+ "],
        "totla": ["@@ 6-6\n+     return total"],
    }
    report = fixed(tmp_path, code, answers)
    assert [r.diagnostic.line for r in report.resolved if r.diagnostic] == [2, 6, 9]
    edits = [edit for r in report.resolved for edit in r.fix.candidate.patch.edits]
    assert sorted(edits) == [
        Edit(1, 0, ("import sys", "", "")),
        Edit(2, 2, ("    return count",)),
        Edit(6, 6, ("    return total",)),
    ]
    assert apply_edits(code, sorted(edits)) == after(report)


def test_two_syntax_errors_are_fixed_one_after_the_other(tmp_path: Path) -> None:
    code = "def f(x)\n    return x\n\n\ndef g(y:\n    return y\n"
    answers = {
        "expected ':'": ["@@ 1-1\n+ def f(x):"],
        "invalid-syntax 5": ["@@ 5-5\n+ def g(y):"],
    }
    report = fixed(tmp_path, code, answers)
    assert after(report) == "def f(x):\n    return x\n\n\ndef g(y):\n    return y\n"


def test_half_a_repair_is_not_handed_over(tmp_path: Path) -> None:
    code = "def f(x)\n    return x\n\n\ndef g(y:\n    return y\n"
    report = run(tmp_path, {"a.py": code}, {"expected ':'": ["@@ 1-1\n+ def f(x):"]})
    assert after(report.files[0]) == code
    assert report.files[0].unfixed
    assert "another syntax error remains" in report.notes[0]


def test_what_a_syntax_error_hid_is_fixed_too(tmp_path: Path) -> None:
    code = "def f(count)\n    return coutn\n"
    answers = {"expected ':'": ["@@ 1-1\n+ def f(count):"], "coutn": ["@@ 2-2\n+     return count"]}
    assert after(fixed(tmp_path, code, answers)) == "def f(count):\n    return count\n"


def test_only_the_change_is_in_scope(tmp_path: Path) -> None:
    code = "print(old_mistake)\nprint(new_mistake)\n"
    shot = snapshot(
        tmp_path,
        {"a.py": code},
        changed={"a.py": ((2, 2),)},
        base={"a.py": "print(old_mistake)\n"},
    )
    report = fix(shot, Options(tools=("ruff",)), None)
    assert [left.diagnostic.line for left in report.files[0].unfixed] == [2]


def test_a_finding_that_the_change_caused_elsewhere_is_in_scope(tmp_path: Path) -> None:
    before = "import os\n\nx = 1\n\nprint(os.sep, x)\n"
    code = "\nx = 1\n\nprint(os.sep, x)\n"
    shot = snapshot(tmp_path, {"a.py": code}, changed={"a.py": ()}, base={"a.py": before})
    report = fix(shot, Options(tools=("ruff",)), None)
    assert [left.diagnostic.code for left in report.files[0].unfixed] == ["F821"]


def test_crlf_bom_and_an_open_end_survive(tmp_path: Path) -> None:
    code = "\ufeffdef double(count):\r\n    return coutn * 2"
    report = fixed(tmp_path, code, {"coutn": ["@@ 2-2\n+     return count * 2"]})
    assert report.change.after == b"\xef\xbb\xbfdef double(count):\r\n    return count * 2"


def test_mypy_judges_its_own_findings(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.mypy]\nstrict = true\n",
        "a.py": "class A:\n    size: int = 1\n\n\ndef f(a: A) -> int:\n    return a.sise\n",
    }
    answers = {"sise": ["@@ 6-6\n+     return a.length", "@@ 6-6\n+     return a.size"]}
    report = run(tmp_path, files, answers, tools=("ruff", "mypy")).files[0]
    assert after(report).endswith("return a.size\n")
    assert report.resolved[0].diagnostic is not None
    assert report.resolved[0].diagnostic.source == "mypy"


def test_a_missing_stub_is_reported_and_never_sent_to_the_model(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.mypy]\n",
        "a.py": "import no_such_module_here\n\nno_such_module_here.x()\n",
    }
    report = run(tmp_path, files, {}, tools=("ruff", "mypy"))
    assert [left.reason for left in report.files[0].unfixed] == ["environment"]


def test_a_failing_test_is_answered_and_proven(tmp_path: Path) -> None:
    answers = {"-1 == 5": ["@@ 2-2\n+     return a * b", "@@ 2-2\n+     return a + b"]}
    report = run(tmp_path, _CALC, answers, tests=_PYTEST)
    changed = {file.path: after(file) for file in report.files if file.diff}
    assert changed == {"calc.py": "def add(a, b):\n    return a + b\n"}


@pytest.mark.parametrize(
    ("least", "fixed_body", "reasons"), [(0.3, "a + b", []), (0.99, "a - b", ["low-confidence"])]
)
def test_what_a_test_proves_needs_its_own_confidence(
    tmp_path: Path, least: float, fixed_body: str, reasons: list[str]
) -> None:
    """More than the model is ever sure of is asked for, but where a failing test passes with the fix."""
    answers = {"": ["@@ 2-2\n+     return a + b"]}
    report = run(tmp_path, _CALC, answers, tests=_PYTEST, min_confidence=1.0, min_confidence_tested=least)
    (file,) = [file for file in report.files if file.path == "calc.py"]
    assert after(file) == f"def add(a, b):\n    return {fixed_body}\n"
    assert [left.reason for left in file.unfixed] == reasons


@pytest.mark.parametrize(("least", "body"), [(0.0, "a + b"), (0.1, "a - b")])
def test_where_the_model_has_no_idea_its_neighbours_are_tried(
    tmp_path: Path, least: float, body: str
) -> None:
    """The tests decide among them; none is likely enough for who asks for a confidence."""
    answers = {"": ["@@ 2-2\n+     return a * b"]}
    report = run(tmp_path, _CALC, answers, tests=_PYTEST, neighbours=neighbours, min_confidence_tested=least)
    (file,) = [file for file in report.files if file.path == "calc.py"]
    assert after(file) == f"def add(a, b):\n    return {body}\n"
    if least == 0.0:
        (fixed,) = file.resolved
        assert fixed.fix.candidate.origin == "model"
        assert fixed.fix.candidate.log_probability is not None
        assert fixed.fix.candidate.log_probability <= -5


@pytest.mark.parametrize(
    ("least", "answer", "passed"), [(0.0, "g(a)", "[b]"), (0.1, "g(a)", "b"), (0.0, "", "b")]
)
def test_what_a_type_checker_says_is_answered_by_what_it_accepts(
    tmp_path: Path, least: float, answer: str, passed: str
) -> None:
    """Where what the model wrote does not help, unless a confidence is asked for; never where it abstains."""
    code = "def g(a: list[str]) -> None: ...\n\n\ndef f(b: str) -> None:\n    g({})\n"
    files = {"pyproject.toml": "[tool.mypy]\n", "a.py": code.format("b")}
    answers = {"": [f"@@ 5-5\n+     {answer}"]} if answer else {}
    report = run(tmp_path, files, answers, tools=("mypy",), neighbours=neighbours, min_confidence=least)
    assert after(report.files[0]) == code.format(passed)


def test_what_the_model_wrote_is_not_tried_again(tmp_path: Path) -> None:
    """It is refused already, and would count twice."""
    code = "def g(a: int) -> None: ...\n\n\ng('x')\n"
    written = ["g(a)", "g(b)"]
    near = [(Edit(4, 4, (text,)),) for text in (*written, "g(c)")]
    files = {"pyproject.toml": "[tool.mypy]\n", "a.py": code}
    answers = {"": [f"@@ 4-4\n+ {text}" for text in written]}
    report = run(tmp_path, files, answers, tools=("mypy",), neighbours=lambda *_: near).files[0]
    (unfixed,) = report.unfixed
    assert [attempt.edits[0].replacement[0] for attempt in unfixed.attempts] == ["g(a)", "g(b)", "g(c)"]


def test_what_a_syntax_error_hid_is_old_where_it_was_there_before(tmp_path: Path) -> None:
    """The bracket is reported where it opens, off the changed lines; mypy speaks once it is closed."""
    before = "x: int = 'a'\n\n\ndef f(a: int) -> int:\n    return max(\n        a,\n        1)\n"
    code = before.replace("1)", "1")
    files = {"pyproject.toml": "[tool.mypy]\n", "a.py": code}
    answers = {"never closed": ["@@ 7-7\n+         1)"], "ncompatible": ["@@ 1-1\n+ x: str = 'a'"]}
    shot = snapshot(tmp_path, files, changed={"a.py": ((7, 7),)}, base={"a.py": before})
    (file,) = fix(shot, Options(tools=("mypy",)), lambda: Scripted(answers)).files
    assert after(file) == before


def test_findings_of_linters_have_no_neighbours(tmp_path: Path) -> None:
    """Nothing can tell which of them is right."""
    report = fixed(
        tmp_path, "def f(a):\n    return b - 1\n", {"": ["@@ 2-2\n+     return c"]}, neighbours=neighbours
    )
    assert not report.diff


def test_one_fix_for_two_failing_tests_is_asked_for_and_tested_once(tmp_path: Path) -> None:
    """What passes after the first fix needs no second one; the same contents are not tested again."""
    runs = tmp_path / "runs"
    tests = "import calc\n\n\ndef test_add():\n    assert calc.add(2, 3) == 5\n\n\n"
    files = {
        "calc.py": "def add(a, b):\n    return a - b\n",
        "conftest.py": f"with open({str(runs)!r}, 'a') as file:\n    file.write('x')\n",
        "test_calc.py": tests + "def test_more():\n    assert calc.add(4, 3) == 7\n",
    }
    answers = {"": ["@@ 2-2\n+     return a * b", "@@ 2-2\n+     return a + b", "@@ 2-2\n+     return b + a"]}
    (tmp_path / "project").mkdir()
    report = run(tmp_path / "project", files, answers, tests=_PYTEST)
    (file,) = [file for file in report.files if file.diff]
    assert after(file) == "def add(a, b):\n    return a + b\n"
    assert len(file.resolved) == 1
    assert not [left for file in report.files for left in file.unfixed]
    assert runs.read_text() == "xxx"  # as it was, and two candidates: the end is the second of them


def test_fixes_that_break_the_tests_are_dropped(tmp_path: Path) -> None:
    files = {
        "calc.py": "def add(a, b):\n    return a + bb\n",
        "other.py": "import os\n",
        "test_calc.py": "def test_nothing():\n    assert 'bb' in open('calc.py').read()\n",
    }
    report = run(tmp_path, files, {"bb": ["@@ 2-2\n+     return a + b"]}, tests=_PYTEST)
    assert [file.path for file in report.files if file.diff] == ["other.py"]
    assert report.notes == ("calc.py: its fixes were dropped: the tests fail with them",)


def test_a_fix_that_another_file_suffers_from_costs_no_other(tmp_path: Path) -> None:
    """What mypy finds shows in `use.py`, whose own fix is as good as that of `other.py`."""
    files = {
        "pyproject.toml": "[tool.mypy]\n",
        "lib.py": "limit = 3\nLIMIT = limti\n",
        "other.py": "import os\n",
        "use.py": "import os\n\nfrom lib import LIMIT\n\nmost: int = LIMIT\n",
    }
    answers = {"limti": ["@@ 2-2\n+ LIMIT = str(limit)"]}
    report = run(tmp_path, files, answers, tools=("ruff", "mypy"))
    assert [file.path for file in report.files if file.diff] == ["other.py", "use.py"]
    (note,) = report.notes
    assert note.startswith("lib.py: its fixes were dropped: ")


def test_an_instruction_for_selected_lines_needs_no_finding(tmp_path: Path) -> None:
    runtime = Scripted({"": ["@@ 1-1\n+ x = 2"]})
    options = Options(tools=("ruff",), lines=(("a.py", 1, 1),), instruction="make it two")
    report = fix(snapshot(tmp_path, {"a.py": "x = 1\n"}), options, lambda: runtime)
    assert after(report.files[0]) == "x = 2\n"
    assert "<INSTR_START>make it two<INSTR_END>" in runtime.prompts[0]


def test_time_that_ran_out_is_said(tmp_path: Path) -> None:
    report = fixed(tmp_path, MISSPELT, {"coutn": ["@@ 2-2\n+     return count * 2"]}, max_time=0.0)
    assert [left.reason for left in report.unfixed] == ["time"]


def test_what_a_later_fix_answered_is_not_left(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.mypy]\nstrict = true\n",
        "a.py": "def f(count: int) -> int:\n    return coutn\n",
    }
    answers = {"F821": ["<NO_EDIT>"], "no-any-return": ["@@ 2-2\n+     return count"]}
    report = run(tmp_path, files, answers, tools=("ruff", "mypy")).files[0]
    assert (len(report.resolved), report.unfixed) == (1, ())


def test_a_name_that_both_tools_miss_is_one_finding(tmp_path: Path) -> None:
    files = {"pyproject.toml": "[tool.mypy]\n", "a.py": "print(missing)\n"}
    report = run(tmp_path, files, {}, tools=("ruff", "mypy")).files[0]
    assert [left.diagnostic.source for left in report.unfixed] == ["ruff"]


def test_what_a_broken_file_hid_in_another_is_answered(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.mypy]\nstrict = true\nfiles = ['.']\n",
        "a.py": "def area(side: int) -> int:\n    return (side * side\n",
        "b.py": "class B:\n    size: int = 1\n\n\ndef f(b: B) -> int:\n    return b.sise\n",
    }
    answers = {
        "was never closed": ["@@ 2-2\n+     return (side * side)"],
        "sise": ["@@ 6-6\n+     return b.size"],
    }
    report = run(tmp_path, files, answers, tools=("ruff", "mypy"))
    assert [len(file.resolved) for file in report.files] == [1, 1]
    assert not report.notes


def test_an_unsure_greedy_answer_is_compared_with_likelier_ones(tmp_path: Path) -> None:
    wrong, right = "@@ 2-2\n+     return len(count)", "@@ 2-2\n+     return count * 2"
    runtime = Scripted({"coutn": [wrong, right]}, log_probability=-0.2)
    assert "len(count)" in _after(tmp_path / "sure", runtime)

    class Unsure(Scripted):
        """The greedy way turns out less likely than another."""

        def greedy(self, prompt: str, *, max_tokens: int) -> Completion:
            return replace(super().greedy(prompt, max_tokens=max_tokens), log_probability=-3.0)

    assert "count * 2" in _after(tmp_path / "unsure", Unsure({"coutn": [wrong, right]}))


def test_what_the_model_likes_less_than_leaving_it_is_not_offered(tmp_path: Path) -> None:
    answers = {"coutn": ["nonsense", "<NO_EDIT>", "@@ 2-2\n+     return count * 2"]}
    assert [left.reason for left in fixed(tmp_path, MISSPELT, answers).unfixed] == ["abstained"]


def _after(root: Path, runtime: Scripted) -> str:
    root.mkdir()
    report = fix(snapshot(root, {"a.py": MISSPELT}), Options(tools=("ruff",)), lambda: runtime)
    return after(report.files[0])


UNUSED = "import json\n\nprint(jsno.dumps({}))\n"


def test_an_import_is_not_removed_while_its_use_is_misspelt(tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    report = fixed(tmp_path / "left", UNUSED, {})
    assert sorted(left.reason for left in report.unfixed) == ["abstained", "symptom"]
    (tmp_path / "mended").mkdir()
    answers = {"jsno": ["@@ 3-3\n+ print(json.dumps({}))"]}
    mended = fixed(tmp_path / "mended", UNUSED, answers)
    assert (after(mended), mended.unfixed) == ("import json\n\nprint(json.dumps({}))\n", ())


def test_what_is_unused_is_not_replaced_by_something_else(tmp_path: Path) -> None:
    code = "def f(x):\n    y = x\n    return x\n"
    answers = {"F841": ["@@ 2-2\n+     return sum(x)", "@@ 2-2"]}
    assert after(fixed(tmp_path, code, answers)) == "def f(x):\n    return x\n"


def test_what_was_proposed_before_is_not_proposed_again(tmp_path: Path) -> None:
    answers = {"coutn": ["@@ 2-2\n+     return count * 2", "@@ 2-2\n+     return 2 * count"]}
    seen: list[str] = []
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        seen.append(after(fixed(tmp_path / str(number), MISSPELT, answers, avoid=frozenset(seen))))
    assert seen == [MISSPELT.replace("coutn", "count"), MISSPELT.replace("coutn * 2", "2 * count"), MISSPELT]


def test_only_what_is_asked_about_is_answered(tmp_path: Path) -> None:
    code = "import os\nimport sys\n"
    only = frozenset({("ruff", "F401", "`sys` imported but unused", "import sys")})
    assert after(fixed(tmp_path, code, {}, only=only)) == "import os\n"


def test_fixes_that_leave_a_syntax_error_are_dropped_and_can_be_seen(tmp_path: Path) -> None:
    code = "def f(x)\n    return x\n\n\ndef g(x)\n    return x\n"
    report = fixed(tmp_path, code, {"": ["@@ 1-1\n+ def f(x):"]})
    assert after(report) == code
    assert report.dropped == code.replace("f(x)", "f(x):").encode()
