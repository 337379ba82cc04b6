"""`novaedit data show`: records as diffs."""

from __future__ import annotations

from pathlib import Path

from novaedit.cli.data.show import describe
from novaedit.dataset.example import dump
from tests.cli.data.command import data
from tests.dataset.records import example


def test_a_record_as_a_diff(tmp_path: Path) -> None:
    """Where it is from, what the tool said, and both sides of the patch; no colour in a pipe."""
    path = tmp_path / "a.jsonl"
    path.write_text(dump(example()), encoding="utf-8")
    done = data(tmp_path, "show", path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{example().id}  synthetic missing-colon  someone/something abc  MIT",
        "src/a.py:7:9: invalid-syntax expected ':' [parser]",
        "@@ 1-1 @@",
        " import os",
        "@@ 7-8 @@",
        "-def f(x)",
        "+def f(x):",
        "     return x",
        "",
    ]


def test_insertion_and_deletion() -> None:
    """In their places."""
    rows = list(describe(example(patch="@@ 7-6\n+ # new\n@@ 8-8\n-     return x"), colour=False))
    assert rows[4:] == ["@@ 7-8 @@", "+# new", " def f(x)", "-    return x"]
    assert list(describe(example(patch="<NO_EDIT>"), colour=False))[-1] == "no edit"


def test_colour_and_control_characters() -> None:
    """Colour is ours alone: what a record holds cannot steer the terminal."""
    rows = list(describe(example(lines=("def f(x)", "    \x1b[2J")), colour=True))
    assert "\x1b[31m-def f(x)\x1b[0m" in rows
    assert rows[-1] == "     ^[[2J"


def test_none_of_those_wanted(tmp_path: Path) -> None:
    """Exit code 1, as grep has it."""
    path = tmp_path / "a.jsonl"
    path.write_text(dump(example()), encoding="utf-8")
    assert data(tmp_path, "show", path, "--injector", "other").returncode == 1
    assert data(tmp_path, "show", path, "--injector", "missing-colon", "--rule", "parser").returncode == 0
