"""Flags go over settings."""

from __future__ import annotations

from pathlib import Path

from novaedit.cli.arguments import Arguments
from novaedit.cli.config import Settings
from novaedit.cli.merging import codes, effective_settings, pipeline_options
from novaedit.fixer.options import LEAST_TESTED


def test_flags_win_and_silence_says_nothing() -> None:
    settings = Settings(model="base", select=("F",), min_confidence=0.4)
    merged = effective_settings(Arguments(select=("E",), min_confidence=0.0, tests="pytest -q"), settings)
    assert merged == Settings(model="base", select=("E",), min_confidence=0.0, tests=("pytest", "-q"))


def test_lines_become_root_relative(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "sub").mkdir()
    options = pipeline_options(Arguments(lines=("a.py:2-3",)), Settings(), root, root / "sub", 0.3)
    assert (options.min_confidence, options.min_confidence_tested) == (0.3, LEAST_TESTED)
    assert options.lines == (("sub/a.py", 2, 3),)


def test_a_confidence_that_is_asked_for_holds_for_all(tmp_path: Path) -> None:
    wanted = pipeline_options(Arguments(), Settings(min_confidence=0.9), tmp_path, tmp_path, 0.3)
    assert (wanted.min_confidence, wanted.min_confidence_tested) == (0.9, 0.9)
    sure = pipeline_options(Arguments(), Settings(), tmp_path, tmp_path, 0.0)
    assert (sure.min_confidence, sure.min_confidence_tested) == (0.0, 0.0)


def test_who_wants_any_answer_waits_for_more_proofs(tmp_path: Path) -> None:
    """Not so a model that is offered whatever its confidence."""
    root = tmp_path
    any_, some = (
        pipeline_options(Arguments(), Settings(min_confidence=c), root, root, 0.3) for c in (0.0, 0.1)
    )
    usual = pipeline_options(Arguments(), Settings(), root, root, 0.0)
    assert any_.slow_runs > 4 * some.slow_runs == 4 * usual.slow_runs


def test_codes() -> None:
    assert codes(("F,E1", " W ")) == ("F", "E1", "W")
