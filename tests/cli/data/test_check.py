"""`novaedit data check`: findings on stdout, the sums on stderr, the documented exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.dataset.example import Example, Provenance, dump
from novaedit.edits import Edit, Region, Span
from novaedit.patch.dsl import format_dsl
from tests.cli.data.command import data
from tests.dataset.records import LINES, example


def test_good_records(tmp_path: Path) -> None:
    """Exit code 0, nothing on stdout; a folder stands for its files."""
    (tmp_path / "train.jsonl").write_text(dump(example()), encoding="utf-8")
    (tmp_path / "dev.jsonl").write_text("", encoding="utf-8")
    done = data(tmp_path, "check", tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "1 records, 0 bad",
        "result parses: shown for 1, cannot be decided for 0",
        "diagnostic gone: shown for 1, cannot be decided for 0",
    ]


def test_bad_records(tmp_path: Path) -> None:
    """Exit code 1, one line each; a line cut off in the middle is one of them."""
    path = tmp_path / "a.jsonl"
    path.write_text(dump(example()) * 2 + dump(example())[:99], encoding="utf-8")
    done = data(tmp_path, "check", path, "--workers", "1")
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [f"{path}:2", f"{path}:3"]
    assert "3 records, 2 bad" in done.stderr


def test_tests_are_run(tmp_path: Path) -> None:
    """Those that records add: one that passes, one that does not, one of which too little is shown."""
    code = ("def up(n):", "    return n + 1")
    records = [
        _adds_test(code, "    assert up(1) == 2"),
        _adds_test(code, "    assert up(1) == 3"),
        _adds_test(("def up(n):", "    return n + STEP"), "    assert up(1) == 2"),
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(map(dump, records)), encoding="utf-8")
    done = data(tmp_path, "check", path)
    assert (done.returncode, done.stdout) == (1, f"{path}:2: test fails\n")
    assert done.stderr.splitlines()[-1] == "test passes: shown for 1, cannot be decided for 1"
    assert data(tmp_path, "check", path, "--no-tools").returncode == 0


def _adds_test(code: tuple[str, ...], line: str) -> Example:
    edit = Edit(len(code) + 1, len(code), ("", "", "def test_up():", line))
    region = Region("up.py", Span(1, code))
    origin = Provenance("someone/up", "", "up.py", "MIT")
    return Example("tests", "python", region, (), format_dsl([edit], code), origin, "Test up.")


def test_contents_that_are_refused(tmp_path: Path) -> None:
    """`--never` takes the cases of an evaluation."""
    cases, records = tmp_path / "cases.jsonl", tmp_path / "a.jsonl"
    lines = (
        LINES[0],
        "    first = x + x * 2",
        "    second = first - x % 3",
        "    third = [x, first, second, first + second]",
        "    return third",
    )
    cases.write_text(json.dumps({"code": "\n".join(lines)}) + "\n", encoding="utf-8")
    records.write_text(dump(example(lines=lines)), encoding="utf-8")
    assert data(tmp_path, "check", records).returncode == 0
    done = data(tmp_path, "check", records, "--never", cases)
    assert (done.returncode, done.stdout) == (1, f"{records}:1: content on the never list\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("none.jsonl", "does not exist", id="no such file"),
        pytest.param("empty", "holds no .jsonl file", id="a folder without records"),
        pytest.param("empty.jsonl", "no record", id="an empty file"),
    ],
)
def test_nothing_to_check(tmp_path: Path, name: str, said: str) -> None:
    """Exit code 2 and one sentence."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.jsonl").touch()
    done = data(tmp_path, "check", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("novaedit: ")
    assert said in done.stderr
