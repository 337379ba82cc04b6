"""`novaedit data stats` in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.dataset.example import dump
from tests.cli.data.command import data
from tests.dataset.records import example


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Two of them."""
    path = tmp_path / "a.jsonl"
    path.write_text(dump(example()) + dump(example(repo="a/b", patch="<NO_EDIT>")), encoding="utf-8")
    return path


def test_tables_and_plot(tmp_path: Path, records: Path) -> None:
    """What a person reads, and the picture beside it."""
    done = data(tmp_path, "stats", records, "--plot", tmp_path / "a.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 records\n\nby kind (1)\n          2  100.0%  synthetic\n")
    assert "  window lines        p10 2  p50 2  p90 2  p99 2  max 2\n" in done.stdout
    assert (tmp_path / "a.png").stat().st_size > 1000


def test_json(tmp_path: Path, records: Path) -> None:
    """What a program reads."""
    done = data(tmp_path, "stats", records, "--json")
    assert json.loads(done.stdout)["by licence"] == {"MIT": 2}


def test_a_line_cut_off(tmp_path: Path, records: Path) -> None:
    """FILE:LINE and exit code 2."""
    records.write_text(dump(example())[:-30], encoding="utf-8")
    done = data(tmp_path, "stats", records)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"novaedit: {records}:1: ")
