"""What counts as fixed: and what a model cannot get away with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from novaedit.edits import GateResult
from novaedit.eval.case import Case
from novaedit.eval.prediction import CandidateFile, Prediction
from novaedit.eval.sandbox.child import ChildSandbox
from novaedit.eval.scoring import lines_apart, score, why_not
from novaedit.eval.workshop import Workshop
from tests.eval.solving.scripted import case

_UNDEFINED = "def f(values):\n    total = sum(valeus)\n    return total\n"
_F821 = [{"source": "ruff", "code": "F821", "message": "Undefined name `valeus`", "line": 2}]
_F401 = [{"source": "ruff", "code": "F401", "message": "`os` imported but unused", "line": 1}]
_F811 = [{"source": "ruff", "code": "F811", "message": "Redefinition of unused `f` from line 1", "line": 5}]
_TWICE = "def f(x):\n    return x\n\n\ndef f(y):\n    z = y + 1\n    return z\n"
_BROKEN = "def f(x):\n    if x > 1\n        return x\n    return -x\n"
_RETURN = [{"source": "mypy", "code": "return-value", "message": "Incompatible return value type", "line": 2}]


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """One folder for all."""
    with Workshop() as made:
        yield made


_RIGHT = {
    "parse": (case(_BROKEN, "parse"), _BROKEN.replace("> 1", "> 1:")),
    "undefined name": (case(_UNDEFINED, diagnostics=_F821), _UNDEFINED.replace("valeus", "values")),
    "our own finding": (case(_UNDEFINED), _UNDEFINED.replace("valeus", "values")),
    "unused import": (case("import os\nx = 1\n", diagnostics=_F401), "x = 1\n"),
    "a name given twice": (case(_TWICE, diagnostics=_F811), _TWICE.replace("f(y)", "g(y)")),
    "mypy": (
        case("def f(x: int) -> str:\n    return x\n", diagnostics=_RETURN),
        "def f(x: int) -> str:\n    return str(x)\n",
    ),
    "exact, other layout": (case("x = 1\n", "exact", fixed="x = [1, 2]\n"), "x = [1,\n     2]  # two\n"),
    "exact, other indentation of a docstring": (
        case("x", "exact", fixed='def f():\n    """A.\n\n    B.\n    """\n'),
        'def f():\n  """A.\n\n  B.\n  """\n',
    ),
    "exact, no Python": (case("x (", "exact", fixed="print  x,\ny\n"), "print x, y"),
    "tests": (case("def f():\n    return 1\n", "tests", tests="assert f() == 2"), "def f():\n    return 2\n"),
    "foreign, like the reference": (
        case("x = f(1)\n", diagnostics=[{"source": "pyre", "message": "no"}], fixed="x = f('1')\n"),
        'x = f("1")\n',
    ),
    "fragment with return": (case("x = (1\nreturn x\n", "parse"), "x = (1)\nreturn x\n"),
}

_WRONG = {
    "does nothing": (case(_BROKEN, "parse"), _BROKEN, "changes nothing"),
    "does not parse": (case(_BROKEN, "parse"), _BROKEN.replace("> 1", "> (1:"), "does not parse"),
    "deletes the broken lines": (case(_BROKEN, "parse"), "def f(x):\n    return -x\n", "removes"),
    "deletes everything": (case(_BROKEN, "parse"), "", "removes"),
    "comments the code out": (
        case(_BROKEN, "parse"),
        "def f(x):\n    # if x > 1\n    #     return x\n    return -x\n".replace("#     return x\n", "#\n"),
        "removes",
    ),
    "deletes the offending line": (
        case(_UNDEFINED, diagnostics=_F821),
        "def f(values):\n    return 0\n",
        "remo",
    ),
    "adds a suppression": (
        case(_UNDEFINED, diagnostics=_F821),
        _UNDEFINED.replace("(valeus)", "(valeus)  # noqa: F821"),
        "silences",
    ),
    "silences the type checker": (
        case("def f(x: int) -> str:\n    return x\n", diagnostics=_RETURN),
        "def f(x: int) -> str:\n    return x  # type: ignore[return-value]\n",
        "silences",
    ),
    "leaves the finding": (case(_UNDEFINED, diagnostics=_F821), f"{_UNDEFINED}x = 1\n", "still there"),
    "brings another finding": (
        case(_UNDEFINED, diagnostics=_F821),
        _UNDEFINED.replace("valeus", "vales"),
        "new: F821",
    ),
    "more than the unused goes": (
        case("import os\n" + "x = 1\ny = 2\n" * 9, diagnostics=_F401),
        "x = 1\n",
        "removes",
    ),
    "another function in place of the second": (
        case(_TWICE, diagnostics=_F811),
        "def f(x):\n    return x\n\n\ndef g(y):\n    return y\n",
        "writes new code",
    ),
    "the tests fail": (
        case("def f():\n    return 1\n", "tests", tests="assert f() == 2"),
        "def f():\n    return 3\n",
        "AssertionError",
    ),
    "rewrites the tests": (
        case("def f():\n    return 1\n", "tests", tests="def test_f():\n    assert f() == 2\n"),
        "def f():\n    return 1\n\n\ndef test_f():\n    assert f() == 1\n",
        "AssertionError",
    ),
    "ends the process": (
        case("def f():\n    return 1\n", "tests", tests="assert f() == 2"),
        "import os\n\n\ndef f():\n    os._exit(0)\n",
        "Ended",
    ),
    "other code": (case("x = 1\n", "exact", fixed="x = 2\n"), "x = 3\n", "not the reference"),
    "a docstring with other words": (
        case("x", "exact", fixed='def f():\n    """A."""\n'),
        'def f():\n    """B."""\n',
        "not the reference",
    ),
    "foreign, not like the reference": (
        case("x = f(1)\n", diagnostics=[{"source": "pyre", "message": "no"}], fixed="x = f('1')\n"),
        "x = f(2)\n",
        "cannot be checked",
    ),
    "a return outside of a function": (
        case("def f():\nreturn 1\n", "parse"),
        "def f(): pass\nreturn 1\n(",
        "does not parse",
    ),
}


@pytest.mark.parametrize(("given", "code"), _RIGHT.values(), ids=_RIGHT.keys())
def test_what_is_right_counts(given: Case, code: str, workshop: Workshop) -> None:
    assert why_not(given, code, ChildSandbox(), workshop) == ""


@pytest.mark.parametrize(("given", "code", "reason"), _WRONG.values(), ids=_WRONG.keys())
def test_what_is_wrong_does_not(given: Case, code: str, reason: str, workshop: Workshop) -> None:
    assert reason in why_not(given, code, ChildSandbox(), workshop)


def _prediction(*codes: str, confidence: float = 0.5) -> Prediction:
    candidates = tuple(CandidateFile(code, confidence) for code in codes)
    return Prediction("c", codes[0] if codes else None, confidence, 1.0, candidates)


def test_five_candidates_count_and_the_sixth_does_not(workshop: Workshop) -> None:
    given = case("x = 0\n", "exact", fixed="x = 9\n")
    wrong = [f"x = {n}\n" for n in range(1, 6)]
    fifth = score(given, _prediction(*wrong[:4], "x = 9\n"), ChildSandbox(), workshop)
    assert (fifth.fixed1, fifth.fixed5, fifth.correct) == (False, True, False)
    sixth = score(given, _prediction(*wrong, "x = 9\n"), ChildSandbox(), workshop)
    assert not sixth.fixed5


def test_a_candidate_that_failed_a_gate_does_not_count(workshop: Workshop) -> None:
    given = case("x = 0\n", "exact", fixed="x = 9\n")
    failed = CandidateFile("x = 9\n", 0.9, gates=(GateResult("tests", "failed"),))
    found = score(given, Prediction("c", None, 0.0, 1.0, (failed,)), ChildSandbox(), workshop)
    assert (found.fixed1, found.fixed5, found.abstained) == (False, False, True)


def test_a_withheld_answer_is_abstained_and_still_known_to_be_right(workshop: Workshop) -> None:
    given = case("x = 0\n", "exact", fixed="x = 9\n")
    found = score(given, _prediction("x = 9\n", confidence=0.3).at(0.5), ChildSandbox(), workshop)
    assert (found.fixed1, found.abstained, found.correct, found.confidence) == (False, True, True, 0.3)
    assert (found.changed, found.wanted) == (None, 2)


def test_it_can_be_right_to_abstain(workshop: Workshop) -> None:
    given = case("x = 0\n", "exact", fixed="x = 0\n")
    found = score(given, _prediction(), ChildSandbox(), workshop)
    assert (found.fixed1, found.fixed5, found.abstained) == (True, True, True)
    assert score(given, _prediction("x = 0\n"), ChildSandbox(), workshop).fixed1
    assert not score(given, _prediction("x = 1\n"), ChildSandbox(), workshop).fixed1


def test_changed_lines_are_removed_plus_added() -> None:
    assert lines_apart("a\nb\nc\n", "a\nB\nc\nd\n") == 3
