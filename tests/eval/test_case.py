"""Reading cases: what may be absent, what is refused, and that the schema agrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from novaedit.errors import DataError, UsageError
from novaedit.eval.case import TIMEOUT, case_of, read_cases
from novaedit.eval.validate import CASE_SCHEMA, complaints

_LEAST = {"id": "a", "language": "python", "code": "x", "check": {"kind": "parse"}}
_NULLS = {
    **_LEAST,
    "file_path": None,
    "diagnostics": None,
    "instruction": None,
    "fixed": None,
    "check": {"kind": "parse", "tests": None, "visible_tests": None, "timeout_s": None},
}
_VALID = {
    "least": _LEAST,
    "nulls": _NULLS,
    "unknown keys": {**_LEAST, "origin": "x", "check": {"kind": "parse", "more": 1}},
    "no line": {**_LEAST, "diagnostics": [{"source": "pyre", "code": 16, "message": "m"}]},
    "empty code": {**_LEAST, "code": ""},
    "tests": {**_LEAST, "check": {"kind": "tests", "tests": "assert x", "timeout_s": 2.5}},
    "exact": {**_LEAST, "check": {"kind": "exact"}, "fixed": ""},
}
_INVALID = {
    "no id": {**_LEAST, "id": None},
    "no code": {key: value for key, value in _LEAST.items() if key != "code"},
    "no check": {**_LEAST, "check": None},
    "no kind": {**_LEAST, "check": {}},
    "another kind": {**_LEAST, "check": {"kind": "magic"}},
    "no tests": {**_LEAST, "check": {"kind": "tests"}},
    "empty tests": {**_LEAST, "check": {"kind": "tests", "tests": " "}},
    "no reference": {**_LEAST, "check": {"kind": "exact"}},
    "code is no text": {**_LEAST, "code": ["x"]},
    "no time": {**_LEAST, "check": {"kind": "parse", "timeout_s": 0}},
    "diagnostics are no list": {**_LEAST, "diagnostics": {"line": 1}},
    "a diagnostic is no object": {**_LEAST, "diagnostics": ["F401"]},
    "no object": ["a"],
}


def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(CASE_SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("record", _VALID.values(), ids=_VALID.keys())
def test_a_valid_record_is_read_and_fits_the_schema(record: dict[str, Any]) -> None:
    assert case_of(record).id == "a"
    assert [error.message for error in _schema().iter_errors(record)] == []


@pytest.mark.parametrize("record", _INVALID.values(), ids=_INVALID.keys())
def test_an_invalid_record_is_refused_by_both(record: object) -> None:
    with pytest.raises(DataError):
        case_of(record)
    assert list(_schema().iter_errors(record))


def test_what_is_absent_has_a_default() -> None:
    case = case_of(_LEAST)
    assert (case.file_path, case.check.timeout_s, case.diagnostics) == ("solution.py", TIMEOUT, ())


def test_diagnostics_of_any_tool_are_read() -> None:
    given = [{"source": "Pyre", "code": 16, "message": "m", "line": 3, "end_line": 1, "column": -1}, {}]
    first, second = case_of({**_LEAST, "diagnostics": given}).diagnostics
    assert (first.source, first.code, first.line, first.end_line, first.column) == ("pyre", "16", 3, 3, None)
    assert (second.source, second.line) == ("unknown", None)


def test_the_digest_is_of_the_whole_case() -> None:
    assert case_of(_LEAST).digest == case_of({**_LEAST, "more": 1}).digest
    assert case_of(_LEAST).digest != case_of({**_LEAST, "instruction": "x"}).digest


def _file(folder: Path, *records: object) -> Path:
    file = folder / "cases.jsonl"
    rows = [record if isinstance(record, str) else json.dumps(record) for record in records]
    file.write_text("\n".join(rows) + "\n")
    return file


def test_files_are_read_in_order_and_a_record_twice_counts_once(tmp_path: Path) -> None:
    file = _file(tmp_path, _LEAST, {**_LEAST, "id": "b"}, _LEAST, "")
    assert [case.id for case in read_cases([file, file])] == ["a", "b"]


def test_mistakes_name_file_and_line(tmp_path: Path) -> None:
    for second, said in (
        ("nonsense", "is not JSON"),
        ({"id": "x"}, "check is missing"),
        ({**_LEAST, "code": "y"}, "another case has the id 'a' too"),
    ):
        file = _file(tmp_path, _LEAST, second)
        with pytest.raises(DataError, match=f"cases.jsonl:2: {said}"):
            read_cases([file])
    with pytest.raises(UsageError, match="holds no case"):
        read_cases([_file(tmp_path, "")])


def test_validation_finds_every_mistake(tmp_path: Path) -> None:
    file = _file(tmp_path, _LEAST, {"id": 1}, "{", {**_LEAST, "diagnostics": [{"line": "3"}]})
    found = list(complaints(file))
    assert {row.split(":")[1] for row in found} == {"2", "3", "4"}
    assert any("'code' is a required property" in row for row in found)
    assert any("diagnostics.0.line" in row for row in found)
    assert any("the id 'a' is that of line 1 too" in row for row in found)
