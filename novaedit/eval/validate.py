"""Checking files of cases against the schema: every mistake of every line, not only the first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from novaedit.errors import DataError, UsageError
from novaedit.eval.case import case_of, lines_of

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

_FOLDER = Path(__file__).parent
CASE_SCHEMA = _FOLDER / "case.schema.json"
PREDICTION_SCHEMA = _FOLDER / "prediction.schema.json"


def complaints(file: Path) -> Iterator[str]:
    """What is wrong with a file of cases, as `FILE:LINE: what is wrong`. Raises UsageError.

    A file that holds no case is wrong too.
    """
    validator = _validator(CASE_SCHEMA)
    seen: dict[str, int] = {}
    number = 0
    for number, line in lines_of(file):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            yield f"{file}:{number}: is not JSON: {error}"
            continue
        said = [_said(error) for error in validator.iter_errors(record)] or _own(record)
        yield from (f"{file}:{number}: {text}" for text in said)
        name = record.get("id") if isinstance(record, dict) else None
        if isinstance(name, str) and seen.setdefault(name, number) != number:
            yield f"{file}:{number}: the id {name!r} is that of line {seen[name]} too"
    if not number:
        yield f"{file}:1: holds no case"


def _own(record: object) -> list[str]:
    """What reading the record says that the schema cannot."""
    try:
        case_of(record)
    except DataError as error:
        return [str(error)]
    return []


def _validator(schema: Path) -> Draft202012Validator:
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        raise UsageError(
            "--validate needs the package jsonschema; `pip install novaedit[eval]` gets it"
        ) from None
    content: dict[str, Any] = json.loads(schema.read_text("utf-8"))
    return Draft202012Validator(content)


def _said(error: ValidationError) -> str:
    place = ".".join(str(part) for part in error.absolute_path)
    message = error.message if len(error.message) <= 200 else f"{error.message[:197]}..."
    return f"{place}: {message}" if place else message
