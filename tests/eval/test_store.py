"""The predictions file: what is written can be read, a torn line is forgotten, nothing is mixed up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from novaedit.edits import GateResult
from novaedit.errors import DataError, UsageError
from novaedit.eval.prediction import CandidateFile, Prediction, dump
from novaedit.eval.store import PredictionStore, read_predictions
from novaedit.eval.validate import PREDICTION_SCHEMA
from tests.eval.solving.scripted import case

_CASE = case("x = 0\n", "parse")
_CANDIDATE = CandidateFile("x = 1\n", 0.5, -0.7, (GateResult("parses", "passed"),))
_ANSWER = Prediction("c", "x = 1\n", 0.5, 1.5, (_CANDIDATE,), "", "s", _CASE.digest, 12.5)


def test_a_prediction_comes_back_as_it_was_and_fits_the_schema(tmp_path: Path) -> None:
    odd = Prediction("d", None, 0.0, 0.0, note="no\nanswer \ud800")
    file = tmp_path / "p.jsonl"
    file.write_text(dump(_ANSWER) + dump(odd))
    assert read_predictions(file) == {"c": _ANSWER, "d": odd}
    schema = Draft202012Validator(json.loads(PREDICTION_SCHEMA.read_text("utf-8")))
    rows = [json.loads(row) for row in file.read_text().splitlines()]
    assert [error.message for row in rows for error in schema.iter_errors(row)] == []


def test_id_and_code_are_enough(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text('{"id": "c", "code": "x = 1\\n"}\n')
    found = read_predictions(file)["c"]
    assert (found.code, found.confidence, found.at(0.0).code) == ("x = 1\n", 1.0, "x = 1\n")


def test_a_stopped_run_goes_on_behind_a_torn_line(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(dump(_ANSWER) + dump(_ANSWER)[:40])
    store = PredictionStore(file, "s")
    assert store.done([_CASE]) == {"c": _ANSWER}
    store.add(Prediction("d", None, 0.0, 0.0, solver="s"))
    assert sorted(read_predictions(file)) == ["c", "d"]


def test_an_answer_to_another_content_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(dump(_ANSWER))
    assert PredictionStore(file, "s").done([case("y = 0\n", "parse")]) == {}


def test_predictions_of_another_solver_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(dump(_ANSWER))
    with pytest.raises(UsageError, match="holds predictions of s, not of other"):
        PredictionStore(file, "other")


@pytest.mark.parametrize(
    "row", ["{", "[]", '{"id": 1}', '{"id": "c", "code": 1}', '{"id":"c","candidates":[1]}']
)
def test_what_is_no_prediction_is_named_by_its_line(tmp_path: Path, row: str) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(f"{dump(_ANSWER)}{row}\n")
    with pytest.raises(DataError, match=r"p\.jsonl:2: "):
        read_predictions(file)


def test_at_the_end_the_file_is_in_order_and_keeps_what_is_of_others(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    first, second = Prediction("1", None, 0.0, 0.0), Prediction("2", None, 0.0, 0.0)
    file.write_text(dump(_ANSWER) + dump(second) + dump(first))
    cases = [case("a", "parse", id="1"), case("b", "parse", id="2")]
    PredictionStore(file, "s").finish(cases, {"1": first, "2": second})
    assert list(read_predictions(file)) == ["1", "2", "c"]
