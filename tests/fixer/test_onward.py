"""Two mistakes in one place: the second answer goes on from the first."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from novaedit.fixer.options import Options
from novaedit.fixer.pipeline import fix
from novaedit.model.runtime import Completion
from novaedit.synth.neighbours import neighbours
from tests.fixer.scripted import Scripted, fixed, snapshot

_NO_COLON = "def f(x):\n    if x\n    return 1\n"
_COLON = "@@ 2-2\n+     if x:"
_BLOCK = "@@ 3-3\n+         return 1"
_MENDED = b"def f(x):\n    if x:\n        return 1\n"


def test_what_mends_one_of_two_mistakes_is_led_on(tmp_path: Path) -> None:
    report = fixed(tmp_path, _NO_COLON, {"expected ':'": [_COLON], "indented block": [_BLOCK]})
    assert report.change.after == _MENDED
    (resolved,) = report.resolved
    assert resolved.fix.candidate.confidence == pytest.approx(math.exp(-0.2))
    assert {gate.name: gate.outcome for gate in resolved.fix.gates}["parses"] == "passed"


def test_all_steps_together_need_the_confidence(tmp_path: Path) -> None:
    answers = {"expected ':'": [_COLON], "indented block": [_BLOCK]}
    assert not fixed(tmp_path, _NO_COLON, answers, min_confidence=0.85).resolved
    assert fixed(tmp_path, _NO_COLON, answers, min_confidence=0.8).resolved


def test_an_unlikely_answer_is_led_on_once_the_others_are_refused(tmp_path: Path) -> None:
    colon = ["@@ 2-2\n+     if x(", "@@ 2-2\n+     if (x", _COLON]
    report = fixed(tmp_path, _NO_COLON, {"expected ':'": colon, "indented block": [_BLOCK]})
    assert report.change.after == _MENDED
    assert report.resolved[0].fix.candidate.confidence < 0.2


@pytest.mark.parametrize(("second", "asked"), [(-2.0, 1), (-4.0, 2)])
def test_an_error_in_what_was_written_waits_for_a_likely_answer(
    tmp_path: Path, second: float, asked: int
) -> None:
    """Of the 0.26 that the first answer leaves, the second has half, or hardly anything."""

    class Sure(Scripted):
        def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:
            rest = super().alternatives(prompt, n, max_tokens=max_tokens)
            return [replace(completion, log_probability=second) for completion in rest]

    answers = {
        "never closed": ["@@ 1-1\n+ x = f(1) 2", "@@ 1-1\n+ x = f(1 + 2)"],
        "invalid syntax": ["@@ 1-1\n+ x = f(1), 2"],
    }
    runtime = Sure(answers, -0.3)
    (file,) = fix(snapshot(tmp_path, {"a.py": "x = f(1 + 2\n"}), Options(tools=()), lambda: runtime).files
    assert len(set(runtime.prompts)) == asked
    assert file.change.after == (b"x = f(1 + 2)\n" if asked == 1 else b"x = f(1), 2\n")


def test_an_answer_that_leaves_the_error_is_not_led_on(tmp_path: Path) -> None:
    runtime = Scripted({"expected ':'": ["@@ 3-3\n+     return 2"]})
    (file,) = fix(snapshot(tmp_path, {"a.py": _NO_COLON}), Options(tools=()), lambda: runtime).files
    assert [unfixed.reason for unfixed in file.unfixed] == ["gates"]
    assert len(runtime.prompts) == 1


def test_it_does_not_go_on_for_ever(tmp_path: Path) -> None:
    # Every answer adds a bracket, and every bracket is another error further right.
    answers = {f"column {n}": [f"@@ 1-1\n+ x = {'(' * (n + 1)}1"] for n in range(50)}
    runtime = Scripted({**answers, "never closed": [f"@@ 1-1\n+ x ={' ' * n}(1" for n in range(2, 9)]})
    (file,) = fix(snapshot(tmp_path, {"a.py": "x = (1\n"}), Options(tools=()), lambda: runtime).files
    assert not file.resolved
    assert 1 < len(runtime.prompts) < 20


def test_a_mistake_further_down_is_another_fix(tmp_path: Path) -> None:
    code = _NO_COLON + "\n\ny = 1\n\n\nz = [2\n"
    answers = {"expected ':'": [_COLON], "indented block": [_BLOCK], "never closed": ["@@ 9-9\n+ z = [2]"]}
    report = fixed(tmp_path, code, answers)
    assert report.change.after == _MENDED + b"\n\ny = 1\n\n\nz = [2]\n"
    assert len(report.resolved) == 2


def test_a_header_that_ends_the_file_gets_a_body(tmp_path: Path) -> None:
    answers = {"expected ':'": ["@@ 1-1\n+ def f(x):"], "indented block": ["@@ 1-1\n+     def f(x):"]}
    report = fixed(tmp_path, "def f(x)\n", answers, neighbours=neighbours)
    assert report.change.after == b"def f(x):\n    pass\n"
    assert not fixed(tmp_path, "def f(x)\n", answers, neighbours=neighbours, min_confidence=0.5).resolved
