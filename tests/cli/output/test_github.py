"""The github format: one command a line, whatever the text holds."""

from __future__ import annotations

from dataclasses import replace

from novaedit.cli.output import github
from novaedit.cli.output.view import View
from novaedit.fixer.report import Report, Unfixed
from tests.cli.output.reports import LEFT, make_file, view


def test_levels_places_and_the_offered_hunk() -> None:
    rows = github.render(view()).decode().splitlines()
    assert rows[0].startswith(
        "::warning title=NovaEdit (F401),file=src/app.py,line=1,endLine=1,col=8,endColumn=10::"
    )
    assert "%0A-import os%0A" in rows[0]
    assert rows[3].startswith("::error title=NovaEdit (syntax),file=src/é b.py,line=1,col=6::")
    assert len(rows) == 4


def test_escapes_what_would_end_or_forge_a_command() -> None:
    nasty = replace(LEFT, message="50% of::error::this\r\n::warning::that", code="A,B:C", end_line=12)
    report = Report((make_file("a,b:c.py", b"x\n", (), (Unfixed(nasty, "gates"),)),))
    rows = github.render(View(report)).decode().split("\n")
    assert rows[1:] == [""]
    assert rows[0].startswith(
        "::warning title=NovaEdit (A%2CB%3AC),file=a%2Cb%3Ac.py,line=9,endLine=12::50%25 of"
    )
    assert "%0D%0A::warning::that%0ANot fixed" in rows[0]
