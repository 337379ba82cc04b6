"""The schema of a record (version 1), told field by field: what is missing, surplus or of the wrong type."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from novaedit.dataset.example import SCHEMA, Example, Kind
from novaedit.errors import DataError
from novaedit.lines import ENDING

_KINDS = frozenset(get_args(Kind))
_NONE = type(None)
Types = tuple[type, ...]
_FIELDS: Mapping[str, Types] = {
    **{"schema": (int,), "id": (str,), "kind": (str,), "language": (str,), "file_path": (str,)},
    **{"region": (dict,), "code": (list,), "imports": (dict, _NONE), "related": (list,)},
    **{"diagnostics": (list,), "instruction": (str, _NONE), "patch_dsl": (str,)},
    **{"injector": (str, _NONE), "provenance": (dict,)},
}
#: Newer than the schema, or empty more often than not.
_OPTIONAL = frozenset({"related", "injector", "instruction"})
_LINES: Mapping[str, Types] = {"start_line": (int,), "end_line": (int,)}
_IMPORTS: Mapping[str, Types] = {**_LINES, "code": (list,)}
_PROVENANCE: Mapping[str, Types] = dict.fromkeys(("repo", "commit", "path", "licence"), (str,))
_PLACE: Mapping[str, Types] = dict.fromkeys(("line", "column", "end_line", "end_column"), (int, _NONE))
_DIAGNOSTIC: Mapping[str, Types] = {"source": (str,), "code": (str, _NONE), "message": (str,), **_PLACE}


def read_record(text: str) -> tuple[Example | None, str | None]:
    """The record of one line of JSONL, or what is wrong with it."""
    try:
        record = json.loads(text)
    except ValueError as error:
        return None, f"not JSON: {error}"
    problem = schema_problem(record)
    if problem is not None:
        return None, problem
    try:
        example = Example.from_json(record)
    except DataError as error:
        return None, str(error)
    if example.id != record["id"]:
        return None, "id is not the hash of the record"
    return example, None


def schema_problem(record: object) -> str | None:
    """The first thing in which a decoded record breaks the schema, or None."""
    return next(_problems(record), None)


def _problems(record: object) -> Iterator[str]:
    if not isinstance(record, dict):
        yield "not an object"
        return
    yield from _fields(record, _FIELDS, "", _OPTIONAL)
    yield from _fields(record["region"], _LINES, "region.")
    yield from _fields(record["provenance"], _PROVENANCE, "provenance.")
    for number, diagnostic in enumerate(record["diagnostics"]):
        yield from _fields(diagnostic, _DIAGNOSTIC, f"diagnostics[{number}].", frozenset(_PLACE))
        yield from _place(diagnostic, f"diagnostics[{number}].")
    if record["schema"] != SCHEMA:
        yield f"schema is {record['schema']}, not {SCHEMA}"
    if record["kind"] not in _KINDS:
        yield f"kind is {record['kind']!r}"
    yield from _span(record["region"], record["code"], "region")
    if record["imports"] is not None:
        yield from _fields(record["imports"], _IMPORTS, "imports.")
        yield from _span(record["imports"], record["imports"]["code"], "imports")
    yield from _texts(record.get("related", []), "related")
    yield from _unicode(record)


def _fields(
    value: object, wanted: Mapping[str, Types], where: str, optional: frozenset[str] = frozenset()
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where.rstrip('.')} is not an object"
        return
    for name, types in wanted.items():
        if name not in value:
            if name not in optional:
                yield f"{where}{name} is missing"
        elif type(value[name]) not in types:
            yield f"{where}{name} is of type {type(value[name]).__name__}"
    for name in value:
        if name not in wanted:
            yield f"{where}{name} is not a field"


def _place(diagnostic: Mapping[str, Any], where: str) -> Iterator[str]:
    for name in _PLACE:
        number = diagnostic.get(name)
        # Columns of some tools begin at 0; they are hints only.
        if number is not None and number < (1 if "line" in name else 0):
            yield f"{where}{name} is {number}"


def _span(place: Mapping[str, int], lines: list[object], where: str) -> Iterator[str]:
    yield from _texts(lines, where)
    if place["start_line"] < 1:
        yield f"{where} begins at line {place['start_line']}"
    if place["end_line"] - place["start_line"] + 1 != len(lines):
        yield f"{where} says lines {place['start_line']}-{place['end_line']} and has {len(lines)}"


def _texts(lines: list[object], where: str) -> Iterator[str]:
    for line in lines:
        if not isinstance(line, str):
            yield f"{where} has a line that is no text"
        elif "\0" in line or ENDING.search(line):
            yield f"{where} has a line with a line ending or NUL in it"


def _unicode(record: Mapping[str, Any]) -> Iterator[str]:
    try:
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        yield "a text holds half a surrogate pair"
