"""The json format: its schema, its content, its order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from novaedit.cli.output import json_report
from novaedit.cli.output.view import View
from novaedit.patch.dsl import parse_dsl
from tests.cli.output.reports import APP, clean, view

_SCHEMA = Path(json_report.__file__).with_name("report.schema.json")


def _document(shown: View) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json_report.render(shown))
    return document


@pytest.mark.parametrize(
    "shown",
    [view(), view(written=frozenset({"src/app.py"})), View(clean())],
    ids=["open", "applied", "clean"],
)
def test_follows_its_schema(shown: View) -> None:
    schema = json.loads(_SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(_document(shown), schema)


def test_the_schema_can_say_no() -> None:
    document = _document(view())
    document["files"][0]["fixes"][0]["origin"] = "magic"
    with pytest.raises(jsonschema.ValidationError, match="magic"):
        jsonschema.validate(document, json.loads(_SCHEMA.read_text()))


def test_fixes_carry_origin_gates_and_patch_in_line_order() -> None:
    fixes = _document(view())["files"][0]["fixes"]
    assert [fix["origin"] for fix in fixes] == ["ruff", "model"]
    assert [fix["applicability"] for fix in fixes] == ["safe", "unsafe"]
    assert fixes[1]["gates"][1] == {"name": "tests", "outcome": "not-applicable", "detail": ""}
    lines = APP.decode().split("\n")[:-1]
    edits = parse_dsl(fixes[1]["patch_dsl"], lines)
    assert [edit.start_line for edit in edits] == [fixes[1]["edits"][0]["start_line"]] == [6]


def test_surrogates_of_undecodable_text_survive() -> None:
    assert json_report.render(view()).isascii()
