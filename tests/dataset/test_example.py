"""Records survive the trip to disk; broken ones are named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.example import dump, read_examples
from novaedit.edits import Edit
from novaedit.errors import DataError
from tests.dataset.records import example


def test_round_trip(tmp_path: Path) -> None:
    """What is read is what was written, in order."""
    path = tmp_path / "a.jsonl"
    records = [example(), example(repo="other/one"), example(patch="<NO_EDIT>")]
    path.write_text("".join(map(dump, records)), encoding="utf-8")
    assert list(read_examples(path)) == records


def test_edits_are_read_against_the_region() -> None:
    """The patch has the file's own line numbers."""
    assert example().edits() == (Edit(7, 7, ("def f(x):",)),)


def test_id_depends_on_what_the_model_sees_only() -> None:
    """Provenance does not make another record of it; another patch does."""
    assert example().id == example(repo="other/one").id
    assert example().id != example(patch="<NO_EDIT>").id


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{", id="not JSON"),
        pytest.param("{}", id="no field at all"),
        pytest.param(
            dump(example()).replace('"start_line":7', '"start_line":"7"'), id="a line number as text"
        ),
    ],
)
def test_bad_record_is_named(tmp_path: Path, line: str) -> None:
    """The message says which file and line."""
    path = tmp_path / "a.jsonl"
    path.write_text(dump(example()) + line.rstrip("\n") + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.jsonl:2: "):
        list(read_examples(path))
