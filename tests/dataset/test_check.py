"""Each thing that can be wrong with a record is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novaedit.dataset.check import check_file, problem_of
from novaedit.dataset.example import Example, dump
from novaedit.edits import Region, Span
from tests.dataset.records import LINES, example


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        pytest.param(example(), None, id="nothing is wrong"),
        pytest.param(example(patch="<NO_EDIT>"), None, id="no edit is an answer"),
        pytest.param(example(patch="@@ 1-1\n- import os\n+ import sys"), None, id="imports are editable"),
        pytest.param(
            example(patch="@@ 7-7\n- def g(x)\n+ def f(x):"), "patch does not fit", id="another line"
        ),
        pytest.param(example(patch="@@ 9-8\n+ x = 1"), None, id="just after the window"),
        pytest.param(example(patch="@@ 3-2\n+ x = 1"), "patch outside the region", id="between the spans"),
        pytest.param(example(patch="hello"), "patch does not fit", id="no DSL"),
        pytest.param(
            example(patch="@@ 7-7\n- def f(x)\n+ def f(x)"), "patch changes nothing", id="the same line again"
        ),
        pytest.param(example(repo="scrapy/scrapy"), "repository on the never list", id="never list"),
        pytest.param(example(licence="GPL-3.0"), "licence not permissive or unknown", id="copyleft"),
        pytest.param(
            replace(example(), diagnostics=()),
            "nothing asks for the patch",
            id="no diagnostic, no instruction",
        ),
        pytest.param(
            replace(example(), region=Region("a.py", Span(7, LINES), Span(6, ("", "def f(x)")))),
            "overlapping spans",
            id="imports reach into the window",
        ),
        pytest.param(replace(example(), region=Region("a.py", Span(7, ()))), "empty window", id="no lines"),
    ],
)
def test_problem_of(record: Example, problem: str | None) -> None:
    """The reason is the one that the manifest counts."""
    assert problem_of(record) == problem


def test_duplicates_are_found(tmp_path: Path) -> None:
    """The second of two equal records is bad, by its line number."""
    path = tmp_path / "a.jsonl"
    path.write_text(dump(example()) + dump(example(repo="other/one")), encoding="utf-8")
    assert list(check_file(path)) == [(2, "duplicate id")]
