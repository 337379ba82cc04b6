"""Every way to break the schema is told by field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from novaedit.dataset.example import dump
from novaedit.dataset.schema import read_record
from tests.dataset.records import example


def _changed(path: str, value: object) -> str:
    record: Any = json.loads(dump(example()))
    *parents, last = path.split(".")
    place = record
    for name in parents:
        place = place[int(name) if name.isdigit() else name]
    if value is None:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        pytest.param("code", None, "code is missing", id="missing"),
        pytest.param("colour", "red", "colour is not a field", id="surplus"),
        pytest.param("code", "x = 1", "code is of type str", id="text for lines"),
        pytest.param("code.0", 5, "region has a line that is no text", id="number for a line"),
        pytest.param("code.0", "a\nb", "region has a line with a line ending or NUL in it", id="two lines"),
        pytest.param("region.end_line", 9, "region says lines 7-9 and has 2", id="a line too many"),
        pytest.param("region.start_line", True, "region.start_line is of type bool", id="true is no number"),
        pytest.param("imports.end_line", 0, "imports says lines 1-0 and has 1", id="imports too"),
        pytest.param("imports.start_line", 0, "imports begins at line 0", id="line zero"),
        pytest.param("diagnostics.0.line", 0, "diagnostics[0].line is 0", id="a finding on line zero"),
        pytest.param("diagnostics.0", "F821", "diagnostics[0] is not an object", id="a text for a finding"),
        pytest.param("diagnostics.0.path", "a.py", "diagnostics[0].path is not a field", id="path twice"),
        pytest.param("provenance.licence", None, "provenance.licence is missing", id="no licence"),
        pytest.param("schema", 2, "schema is 2, not 1", id="another schema"),
        pytest.param("kind", "guess", "kind is 'guess'", id="another kind"),
        pytest.param("id", "0" * 16, "id is not the hash of the record", id="another id"),
        pytest.param("related", [1], "related has a line that is no text", id="related names"),
        pytest.param("instruction", "\ud800", "a text holds half a surrogate pair", id="no Unicode"),
    ],
)
def test_problem(path: str, value: object, problem: str) -> None:
    """The message names the field."""
    assert read_record(_changed(path, value)) == (None, problem)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param(dump(example())[:80], "not JSON: ", id="cut off"),
        pytest.param("[]", "not an object", id="a list"),
        pytest.param("NaN", "not an object", id="a number"),
    ],
)
def test_no_record_at_all(line: str, problem: str) -> None:
    """What is no object is told, not raised."""
    found, what = read_record(line)
    assert found is None
    assert what is not None
    assert what.startswith(problem)


def test_a_sound_record_is_read() -> None:
    """As it was written."""
    assert read_record(dump(example())) == (example(), None)
