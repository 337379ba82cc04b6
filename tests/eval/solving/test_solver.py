"""From a case to candidates, with a scripted model and the real tools: every way a case can be put."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from novaedit.eval.case import Case
from novaedit.eval.prediction import Prediction
from novaedit.eval.sandbox.child import ChildSandbox
from novaedit.eval.solving.search import Effort
from novaedit.eval.solving.solver import NovaEditSolver
from novaedit.fixer.options import Options
from novaedit.fixer.pipeline import fix
from novaedit.fixer.report import Report
from novaedit.repository.snapshot import Snapshot
from tests.eval.solving.scripted import Script, case

_PYRE = {"source": "pyre", "code": "16", "message": "Undefined attribute [16]: `str` has no attribute `pop`."}


def _solve(given: Case, answers: Sequence[str], wanted: int = 5) -> tuple[Prediction, Script]:
    script = Script(answers)
    solver = NovaEditSolver(script, ChildSandbox(), Effort(wanted=wanted, max_time=300, extra_time=300))
    try:
        return solver.solve(given), script
    finally:
        solver.close()


def _outcomes(prediction: Prediction) -> dict[str, str]:
    return {gate.name: gate.outcome for gate in prediction.candidates[0].gates}


def test_a_syntax_error_needs_no_diagnostic() -> None:
    answer, _ = _solve(case("def f(x)\n    return x\n", "parse"), ["@@ 1-1\n+ def f(x):"])
    assert answer.code == "def f(x):\n    return x\n"
    assert answer.confidence == pytest.approx(0.3679, abs=1e-4)


def test_all_syntax_errors_are_answered_or_none() -> None:
    code = "def f(x)\n    return x\n\n\ndef g(x)\n    return x\n"
    both = "@@ 1-1\n+ def f(x):", "@@ 5-5\n+ def g(x):"
    answer, script = _solve(case(code, "parse"), both)
    assert answer.code == code.replace("(x)\n", "(x):\n")
    assert len(script.prompts) >= 2
    # The other one is more than a token away from a text that parses.
    partial, _ = _solve(case(code.replace("def g(x)", "def g x"), "parse"), both[:1])
    assert partial.code is None


def test_several_candidates_are_whole_files_likeliest_first() -> None:
    answers = ["@@ 1-1\n+ def f(x):", "@@ 1-1\n+ def f(x, y):", "@@ 1-1\n+ def f(x) -> int:", "nonsense"]
    answer, _ = _solve(case("def f(x)\n    return x\n", "parse"), answers)
    heads = [candidate.code.split("\n")[0] for candidate in answer.candidates]
    assert heads == ["def f(x):", "def f(x, y):", "def f(x) -> int:"]
    sure = [candidate.confidence for candidate in answer.candidates]
    assert sure == sorted(sure, reverse=True)
    assert answer.code == answer.candidates[0].code


def test_a_model_that_abstains_is_asked_for_its_next_best() -> None:
    answer, _ = _solve(case("def f(x)\n    return x\n", "parse"), ["<NO_EDIT>", "@@ 1-1\n+ def f(x):"])
    assert answer.code == "def f(x):\n    return x\n"
    assert answer.confidence < 0.3


@pytest.mark.parametrize(("kind", "answers"), [("exact", 0), ("diagnostics", 1)])
def test_a_model_that_is_sure_of_doing_nothing_is_believed_where_that_may_be_right(
    kind: str, answers: int
) -> None:
    given = case("def f(x):\n    return y\n", kind, fixed="")
    script = Script(["<NO_EDIT>", "@@ 2-2\n+     return x"], sure=-0.1)
    solver = NovaEditSolver(script, ChildSandbox(), Effort(max_time=300))
    assert len(solver.solve(given).candidates) == answers
    solver.close()


def test_only_what_the_case_names_is_answered() -> None:
    code = "import os\nimport sys\n\nprint(1)\n"
    given = [{"source": "ruff", "code": "F401", "message": "`sys` imported but unused", "line": 2}]
    answer, _ = _solve(case(code, diagnostics=given), ["<NO_EDIT>"])
    assert answer.code == "import os\n\nprint(1)\n"


def test_a_rule_that_is_off_by_default_is_looked_for_when_a_case_names_it() -> None:
    code = "def f(x):\n    if x == None:\n        return 1\n    return None\n"
    given = [{"source": "ruff", "code": "UP", "message": "no rule", "line": 1}]
    assert _solve(case(code, diagnostics=given), ["<NO_EDIT>"])[0].code is None
    code = "x = dict()\n"
    given = [{"source": "ruff", "code": "C408", "message": "Unnecessary `dict()` call", "line": 1}]
    answer, _ = _solve(case(code, diagnostics=given), ["@@ 1-1\n+ x = {}"])
    assert answer.code == "x = {}\n"
    assert _outcomes(answer)["resolved"] == "passed"


def test_a_finding_of_a_tool_that_is_not_run_cannot_be_checked() -> None:
    code = "def f(names):\n    last = names.pop()\n    return last\n"
    answer, script = _solve(
        case(code, diagnostics=[{**_PYRE, "line": 2}]), ["@@ 2-2\n+     last = list(names).pop()"]
    )
    assert answer.code == code.replace("names.pop", "list(names).pop")
    assert _outcomes(answer)["resolved"] == "not-applicable"
    assert "has no attribute" in script.prompts[0]


def test_a_finding_without_a_line_is_looked_for_in_the_function_that_is_named() -> None:
    code = (
        "def a():\n    return 1\n"
        + "\n" * 10
        + "def shorten(names):\n    last = names.pop()\n    return last\n"
    )
    given = case(code, diagnostics=[_PYRE], instruction="shorten gets a str")
    answer, script = _solve(given, ["@@ 14-14\n+     last = list(names).pop()"], wanted=1)
    assert answer.code == code.replace("names.pop", "list(names).pop")
    assert "14     last = names.pop()" in script.prompts[0]


def test_an_instruction_is_no_second_question_once_a_finding_is_answered() -> None:
    given = case("def f(x)\n    return x\n", "tests", tests="f(1)", instruction="Fix f")
    answer, script = _solve(given, ["@@ 1-1\n+ def f(x):"])
    assert answer.code == "def f(x):\n    return x\n"
    assert all("<DIAG_START>" in prompt for prompt in script.prompts)


def test_a_foreign_name_error_is_our_own() -> None:
    code = "def f(names):\n    return nmaes\n"
    given = [
        {"source": "pyre", "code": "10", "message": "Unbound name [10]: Name `nmaes` is used", "line": 2}
    ]
    answer, script = _solve(case(code, diagnostics=given), ["@@ 2-2\n+     return names"])
    assert answer.code == code.replace("nmaes", "names")
    assert _outcomes(answer)["resolved"] == "passed"
    assert "F821" in script.prompts[0]


def test_a_failing_visible_test_becomes_the_diagnostic() -> None:
    code = "def add(a, b):\n    return a - b\n"
    given = case(code, "tests", tests="assert add(1, 2) == 3", visible_tests="assert add(2, 2) == 4")
    answers = ["@@ 2-2\n+     return a * b + 1", "@@ 2-2\n+     return b - a", "@@ 2-2\n+     return a + b"]
    answer, script = _solve(given, answers)
    assert answer.code == "def add(a, b):\n    return a + b\n"
    assert _outcomes(answer)["tests"] == "passed"
    assert "AssertionError 1 assert 0 == 4 + where 0 = add(2, 2)" in script.prompts[0]


def test_the_line_that_raised_is_shown() -> None:
    code = "def first(xs):\n    n = 1\n    return xs[n]\n"
    given = case(code, "tests", tests="assert first([7]) == 7", visible_tests="assert first([5]) == 5")
    answer, script = _solve(given, ["@@ 2-2\n+     n = 0"])
    assert answer.code == code.replace("n = 1", "n = 0")
    assert "IndexError 3 list index out of range" in script.prompts[0]


@pytest.mark.parametrize(
    "code",
    [
        "def half(x):\n    return x * 2\n\n\ndef quarter(x):\n    return half(half(x))\n",
        "class A:\n    def quarter(self, x):\n        return x\n\n\nclass B(A):\n"
        "    def quarter(self, x):\n        return x * 2\n\n\nquarter = B().quarter\n",
    ],
    ids=["a function that is called", "another of that name"],
)
def test_the_fault_may_lie_elsewhere_than_where_it_shows(code: str) -> None:
    """Every function is looked at, for the tests tell what is right."""
    line = code[: code.index("x * 2")].count("\n") + 1
    right = code.split("\n")[line - 1].replace("x * 2", "x / 4" if "class" in code else "x / 2")
    given = case(code, "tests", tests="assert quarter(8) == 2", visible_tests="assert quarter(4) == 1")
    answer, _ = _solve(given, [f"@@ {line}-{line}\n+ {right}"])
    assert answer.code is not None
    assert answer.code.split("\n")[line - 1] == right


def test_hidden_tests_are_never_run_while_solving() -> None:
    code = "def add(a, b):\n    return a - b\n"
    given = case(code, "tests", tests="assert add(1, 2) == 3", instruction="add adds")
    answer, _ = _solve(given, ["@@ 2-2\n+     return b - a", "@@ 2-2\n+     return a + b"])
    assert answer.code == "def add(a, b):\n    return b - a\n"


def test_what_fails_the_visible_tests_is_no_answer() -> None:
    code = "def add(a, b):\n    return a - b\n"
    given = case(
        code, "tests", tests="assert add(1, 2) == 6", visible_tests="assert add(2, 2) == 8", instruction="add"
    )
    answer, _ = _solve(given, ["@@ 2-2\n+     return b - a"])
    assert answer.code is None
    assert [gate.outcome for gate in answer.candidates[0].gates if gate.name == "tests"] == ["failed"]


def test_what_the_model_did_not_write_is_tried_last() -> None:
    """A slip away from the code, and the only one of them that passes."""
    code = "def add(a, b):\n    return a - b\n"
    given = case(code, "tests", tests="assert add(1, 2) == 3", visible_tests="assert add(2, 2) == 4")
    answer, _ = _solve(given, ["@@ 2-2\n+     return b - a"])
    assert answer.code == "def add(a, b):\n    return a + b\n"
    assert answer.confidence < 0.02
    written, _ = _solve(given, ["@@ 2-2\n+     return b - a", "@@ 2-2\n+     return b + a"])
    assert written.code == "def add(a, b):\n    return b + a\n"


def test_visible_tests_that_cannot_run_decide_nothing() -> None:
    code = "def add(a, b)\n    return a + b\n"
    given = case(
        code, "tests", tests="assert add(1, 2) == 3", visible_tests="import novaedit_no_such\nassert add"
    )
    answer, _ = _solve(given, ["@@ 1-1\n+ def add(a, b):"])
    assert answer.code == "def add(a, b):\n    return a + b\n"


def test_a_piece_of_a_body_is_a_fragment_and_comes_back_as_one() -> None:
    code = "    names = sorted(values)\n    return nmaes\n"
    given = [{"source": "ruff", "code": "F821", "message": "Undefined name `nmaes`", "line": 2}]
    answer, script = _solve(case(code, "exact", fixed="", diagnostics=given), ["@@ 2-2\n+     return names"])
    assert answer.code == "    names = sorted(values)\n    return names\n"
    assert "<CODE_START>\n1     names = sorted(values)\n2     return nmaes\n<CODE_END>" in script.prompts[0]


def test_in_a_piece_of_a_body_names_of_the_rest_of_the_file_may_be_used() -> None:
    """Nobody knows what the file imports: a foreign finding is answered, its name is not looked for."""
    code = "    def find(self, key: str = None) -> str:\n        return self.names[key]\n"
    message = "Incompatible variable type [9]: key is declared to have type `str` but is used as type `None`."
    given = [{"source": "pyre", "code": "9", "message": message, "line": 1}]
    answers = ["@@ 1-1\n+     def find(self, key: Optional[str] = None) -> str:"]
    answer, script = _solve(case(code, "exact", fixed="", diagnostics=given), answers)
    assert answer.code == code.replace("key: str", "key: Optional[str]")
    outcomes = _outcomes(answer)
    assert (outcomes["parses"], outcomes["resolved"]) == ("passed", "not-applicable")
    assert "failed" not in outcomes.values()
    assert "\n1     def find(self, key: str = None) -> str:\n" in script.prompts[0]


def test_in_a_whole_file_an_unknown_name_is_a_new_finding() -> None:
    """The same answer where all that is defined can be seen."""
    code = "def find(key: str = None) -> str:\n    return key\n"
    given = [{**_PYRE, "line": 1}]
    answer, _ = _solve(
        case(code, diagnostics=given), ["@@ 1-1\n+ def find(key: Optional[str] = None) -> str:"]
    )
    assert answer.code is None


def test_a_reference_decides_where_names_of_the_rest_are_used() -> None:
    """Also where the piece parses by itself."""
    code = "def find(key: str = None) -> str:\n    return key\n"
    given = case(code, "exact", fixed="", diagnostics=[{**_PYRE, "line": 1}])
    answer, _ = _solve(given, ["@@ 1-1\n+ def find(key: Optional[str] = None) -> str:"])
    assert answer.code == code.replace("key: str", "key: Optional[str]")


def test_a_type_that_the_message_names_is_not_what_it_is_about() -> None:
    """ruff misses the name of the class, the checker's message is of its default."""
    code = "def find(key: Key = None):\n    return key\n"
    message = "Incompatible variable type [9]: key is declared to have type `Key` but is used as type `None`."
    given = case(
        code,
        "exact",
        fixed="",
        diagnostics=[{"source": "pyre", "code": "9", "message": message, "line": 1}],
    )
    answer, script = _solve(given, ["@@ 1-1\n+ def find(key: Optional[Key] = None):"])
    assert answer.code == code.replace("key: Key", "key: Optional[Key]")
    assert "F821" not in script.prompts[0]


def test_a_line_beyond_the_end_is_none() -> None:
    """It is that of the file which the piece was cut from."""
    code = "    def find(self, key: str = None):\n        return key\n"
    given = case(code, "exact", fixed="", diagnostics=[{**_PYRE, "line": 419}])
    answer, script = _solve(given, ["@@ 1-1\n+     def find(self, key: Optional[str] = None):"])
    assert answer.code == code.replace("key: str", "key: Optional[str]")
    assert "<DIAG_START>16 Undefined" in script.prompts[0]


def test_a_piece_may_go_on_after_the_block_that_it_began_in() -> None:
    """What is added at its end stands one block farther out."""
    code = "            return found\n\n"
    message = "Incompatible return type [7]: Expected `str` but got implicit return value of `None`."
    given = case(code, "exact", fixed="", diagnostics=[{"source": "pyre", "code": "7", "message": message}])
    answer, _ = _solve(given, ["@@ 2-1\n+         raise KeyError(name)"])
    assert answer.code == "            return found\n        raise KeyError(name)\n\n"
    assert _outcomes(answer)["parses"] == "passed"


def test_of_a_piece_that_parses_nowhere_nobody_can_tell_what_is_lost() -> None:
    """Python 2, say: taking some words away may be no loss of code."""
    code = '    print "found", first, second, third, self.fourth\n'
    given = case(code, "exact", fixed="", diagnostics=[{**_PYRE, "line": 1}])
    answer, _ = _solve(given, ['@@ 1-1\n+     print "found", first'])
    assert answer.code == '    print "found", first\n'
    assert _outcomes(answer)["keeps-code"] == "not-applicable"


def test_a_piece_that_begins_among_parameters_keeps_its_code() -> None:
    """It parses once what was cut off is made up for."""
    code = (
        "        self, first: str, second: int, third: bytes = None\n    ) -> str:\n        return a.b(c.d)\n"
    )
    given = case(code, "exact", fixed="", diagnostics=[{**_PYRE, "line": 1}])
    answer, _ = _solve(
        given,
        [
            "@@ 3-3\n+         return None",
            "@@ 1-1\n+         self, first: str, second: int, third: bytes | None = None,,",
            "@@ 1-1\n+         self, first: str, second: int, third: bytes | None = None",
        ],
    )
    assert answer.code == code.replace("bytes", "bytes | None")


def test_the_same_code_in_another_layout_is_no_other_candidate() -> None:
    """Nor is a comment."""
    answers = [
        "@@ 1-1\n+ def f(x):",
        "@@ 1-1\n+ def f( x ):",
        "@@ 1-1\n+ def f(x):  # x",
        "@@ 1-1\n+ def g(x):",
    ]
    answer, _ = _solve(case("def f(x)\n    return x\n", "parse"), answers)
    heads = [candidate.code.split("\n")[0] for candidate in answer.candidates]
    assert heads == ["def f(x):", "def g(x):"]


@pytest.mark.parametrize(
    "given",
    [
        case("", "parse"),
        case("x = 1\n", "parse"),
        case("\ud800\n", "parse"),
        case("((((" * 5000, "parse"),
        case("x = 1\n", "diagnostics"),
        case("let x = ;", "parse", language="javascript", file_path="/../a b.js"),
        case("x = [({\n", "parse", file_path="../../etc/passwd"),
        case("a\r\nb = [({\r\n", "parse", diagnostics=[{"line": 99}]),
    ],
    ids=["empty", "nothing wrong", "no text", "deep", "clean", "language", "path", "endings"],
)
def test_odd_cases_are_abstained_from(given: Case) -> None:
    answer, _ = _solve(given, ["<NO_EDIT>"])
    assert answer.code is None
    assert answer.note


def test_all_questions_about_a_case_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def noting(shot: Snapshot, options: Options, *others: object, **named: object) -> Report:
        given.append(options.max_time)
        return fix(shot, options, *others, **named)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr("novaedit.eval.solving.search.fix", noting)
    _solve(case("def f(x)\n    return x\n", "parse"), ["@@ 1-1\n+ def f(x):", "@@ 1-1\n+ def f(x, y):"])
    assert len(given) > 1
    assert given == sorted(set(given), reverse=True)
