"""Files of records: each bad one is told by file and line, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from novaedit.dataset.checking import Finding, Summary, check_files
from novaedit.dataset.example import Example, dump
from novaedit.dataset.proof import TestResult
from novaedit.errors import DataError
from tests.dataset.records import example


def _write(path: Path, *lines: str) -> Path:
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_findings_in_order(tmp_path: Path, workers: int) -> None:
    """The line that is cut off is the last one; all others are looked at."""
    stays = example(patch="@@ 8-8\n-     return x\n+     return y")
    path = _write(
        tmp_path / "a.jsonl",
        dump(example()),
        "\n",
        dump(example(repo="scrapy/scrapy", patch="<NO_EDIT>")),
        dump(stays),
        dump(example(repo="other/one")),
        dump(example())[:50],
    )
    summary = Summary()
    found = list(check_files([path], summary, workers=workers))
    assert [(finding.line, finding.what.split(":")[0]) for finding in found] == [
        (2, "empty line"),
        (3, "repository on the never list"),
        (4, "diagnostic stays"),
        (5, "duplicate of " + str(path)),
        (6, "not JSON"),
    ]
    assert str(found[2]) == f"{path}:4: diagnostic stays"
    assert found[2].id == stays.id
    assert summary.records == 6
    assert summary.bad["duplicate"] == summary.bad["not JSON"] == 1
    assert summary.resolved[True] == 2


def test_a_repository_on_both_sides(tmp_path: Path) -> None:
    """A fork counts as the repository itself."""
    train = _write(tmp_path / "train.jsonl", dump(example()))
    dev = _write(tmp_path / "dev.jsonl", dump(example(repo="fork/Something", patch="<NO_EDIT>")))
    (found,) = check_files([train, dev], Summary(), tools=False)
    assert found == Finding(
        dev,
        1,
        f"repository fork/Something is also in train, at {train}:1",
        example(patch="<NO_EDIT>").id,
    )


def test_no_tools(tmp_path: Path) -> None:
    """Then nothing is disproved."""
    path = _write(tmp_path / "a.jsonl", dump(example(patch="@@ 8-8\n-     return x\n+     return y")))
    assert list(check_files([path], Summary(), tools=False)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_tests_that_fail(tmp_path: Path, workers: int) -> None:
    """What tries tests is handed in, for it is made of what stands above; what it says is counted."""
    repos = ("one/fails", "two/passes", "three/undecided", "four/none")
    records = [replace(example(repo=repo), instruction=repo) for repo in repos]
    path = _write(tmp_path / "a.jsonl", *map(dump, records))
    summary = Summary()
    (found,) = check_files([path], summary, try_tests=_try, workers=workers)
    assert (found.line, found.what) == (1, "test fails")
    assert summary.tests == {"fails": 1, "passes": 1, "undecided": 1}
    assert summary.bad == {"test fails": 1}


def _try(examples: Sequence[Example]) -> list[TestResult | None]:
    results: dict[str, TestResult | None] = {
        "one/fails": "fails",
        "two/passes": "passes",
        "three/undecided": "undecided",
    }
    return [results.get(one.provenance.repo) for one in examples]


def test_not_utf8(tmp_path: Path) -> None:
    """One line is lost, not the file."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"\xff": 1}\n' + dump(example()).encode())
    assert [str(f) for f in check_files([path], Summary())] == [f"{path}:1: not UTF-8"]


def test_more_records_than_a_batch(tmp_path: Path) -> None:
    """Line numbers go on."""
    path = _write(tmp_path / "a.jsonl", "{}\n" * 4100)
    found = list(check_files([path], Summary(), tools=False, workers=2))
    assert [finding.line for finding in found] == list(range(1, 4101))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """What the system says, with the name."""
    with pytest.raises(DataError, match=str(tmp_path)):
        list(check_files([tmp_path], Summary()))
