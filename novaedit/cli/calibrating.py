"""What `novaedit model calibrate` does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from novaedit.errors import DataError, UsageError
from novaedit.model.calibration import LEAST_ANSWERS, Answer, Threshold, choose_threshold
from novaedit.model.manifest import write_manifest
from novaedit.model.store import find_model


def calibrate_model(
    name: str, predictions: Path, cases: Path | None, precision: float, *, write: bool
) -> int:
    """Choose the least confidence, say what it gives, and write it into the model's manifest."""
    fixed = {} if cases is None else {str(case["id"]): case.get("fixed") for _, case in _rows(cases)}
    answers = [_answer(row, fixed, where) for where, row in _rows(predictions)]
    chosen = choose_threshold(answers, precision)
    if chosen is None:
        raise UsageError(
            f"no {LEAST_ANSWERS} of the {len(answers)} answers in {predictions} "
            f"reach a precision of {precision:g}"
        )
    typer.echo(
        f"min confidence {chosen.min_confidence:g}: precision {chosen.precision:.1%} "
        f"(95 % interval {chosen.low:.1%} to {chosen.high:.1%}), {chosen.answers} answers, "
        f"coverage {chosen.coverage:.1%}"
    )
    if write:
        _write(name, chosen)
    return 0


def _write(name: str, chosen: Threshold) -> None:
    model = find_model(name)
    metrics = {
        **model.manifest.metrics,
        "calibrated_precision": round(chosen.precision, 4),
        "calibrated_coverage": round(chosen.coverage, 4),
    }
    manifest = replace(model.manifest, min_confidence=chosen.min_confidence, metrics=metrics)
    write_manifest(model.folder, manifest)


def _answer(row: Mapping[str, Any], fixed: Mapping[str, str | None], where: str) -> Answer:
    """From `right` (true, false, null), or else from `code` compared with the case's `fixed`."""
    try:
        confidence = float(row["confidence"])
        if "right" in row:
            return Answer(confidence, row["right"])
        code, wanted = row["code"], fixed[str(row["id"])]
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{where}: needs confidence, and right or an id of the cases ({error!r})") from None
    if code is None:
        return Answer(confidence, None)
    return Answer(confidence, wanted is not None and code.rstrip() == wanted.rstrip())


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place and record of each line. Raises DataError."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            where = f"{path}:{number}"
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise DataError(f"{where}: {error}") from None
            if not isinstance(record, dict):
                raise DataError(f"{where}: not a record")
            yield where, record
