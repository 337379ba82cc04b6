"""The questions of `-i`; the real terminal is tested in test_fix_terminal.py."""

from __future__ import annotations

import io

import pytest

from novaedit.cli.interactive import ask, review
from novaedit.cli.output.view import each_answer
from tests.cli.output.reports import sample


@pytest.mark.parametrize(
    ("answers", "origins"),
    [
        ("y\ny\n", ["ruff", "model"]),
        ("y\nn\n", ["ruff"]),
        ("n\nYes\n", ["model"]),
        ("a\n", ["ruff", "model"]),
        ("n\na\n", ["model"]),
        ("q\n", []),
        ("y\nq\n", ["ruff"]),
        ("", []),
        ("?\nwhat\ny\nn\n", ["ruff"]),
    ],
)
def test_answers(answers: str, origins: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    report = review(sample(), colour=False)
    assert [answer.fix.candidate.origin for _, answer in each_answer(report)] == origins


def test_questions_go_to_stderr(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nn\n"))
    review(sample(), colour=False)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "(2/2) Take this fix [y,n,a,q,?]? " in shown.err
    assert "-import os" in shown.err


def test_the_end_of_the_input_means_quit() -> None:
    assert ask("?", lambda: "") == "q"
