"""A fix of the code leaves its comments alone."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.languages import languages
from novaedit.languages.python.comments import lost_comment


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        pytest.param("x = f(a)  # metres\n", "x = f(b)\n", "'metres'", id="trailing"),
        pytest.param("# metres\nx = f(a)\n", "x = f(b)\n", "'metres'", id="above"),
        pytest.param("# metres\nx = f(a)\n", "x = f(a)\n", "'metres'", id="only the comment"),
        pytest.param("x = 1  # pylint: disable=C\n", "x = 2\n", "'pylint: disable=C'", id="a linter"),
        pytest.param("x = f(  # metres\n", "x = f()\n", "'metres'", id="code that does not parse"),
        pytest.param(
            "s = '''\n#'''  # two\nx = 1  # one\n",
            "s = '''\n#'''  # two\nx = 2\n",
            "'one'",
            id="behind a string of two lines",
        ),
    ],
)
def test_lost(before: str, after: str, lost: str) -> None:
    """What a reader or a linter was told is missed."""
    assert lost_comment(before, after) == f"drops the comment {lost}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = f(a)  # metres\n", "x = f(b)  # metres\n", id="kept"),
        pytest.param("x = f(a)  # metres\n", "# metres\nx = f(b)\n", id="elsewhere"),
        pytest.param("x = f(a)  # metres\n", "x = f(a)  # feet\n", id="worded otherwise"),
        pytest.param("# x = 1\ny = x\n", "x = 1\ny = x\n", id="made code"),
        pytest.param("import os  # paths\nx = 1\n", "x = 1\n", id="gone with its code"),
        pytest.param("x = None  # type: str\n", "x: str | None = None\n", id="a type"),
        pytest.param("x = f(a)  # type: ignore[arg-type]\n", "x = f(b)\n", id="what silences a type checker"),
        pytest.param("x = f(a)  # noqa: F821\n", "x = f(b)\n", id="noqa"),
        pytest.param("x = '# metres'\n", "x = ''\n", id="in a string"),
        pytest.param('x = "\\"# metres"\n', "x = 1\n", id="behind a quote in a string"),
        pytest.param("x = 1\n#\n#---\n", "x = 2\n", id="without words"),
        pytest.param(
            "<<<<<<<\nx = 1  # one\n=======\nx = 2  # one\n>>>>>>>\n", "x = 2  # one\n", id="there twice"
        ),
    ],
)
def test_kept(before: str, after: str) -> None:
    """Nothing that anybody would miss is gone."""
    assert lost_comment(before, after) == ""


def test_a_finding_about_a_comment() -> None:
    """Where the comment is what is wrong it may go."""
    python = languages["python"]
    before, after = "# x = 1\n# y\nz = f(a)\n", "# y\nz = f(a)\n"
    stale = Diagnostic("ruff", "FIX002", "Line contains TODO", "a.py", line=1)
    undefined = Diagnostic("ruff", "F821", "Undefined name `a`", "a.py", line=3)
    assert python.lost_comment(before, after, stale) == ""
    assert python.lost_comment(before, after, undefined) == "drops the comment 'x = 1'"
