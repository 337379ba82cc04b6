"""Diagnostics read from a file: SARIF, rdjson, rdjsonl, and the JSON of ruff, mypy and pyright."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from novaedit.diagnostics import Diagnostic
from novaedit.errors import UsageError

Record = dict[str, Any]
Reader = Callable[[Record], Diagnostic | None]

#: mypy ends its JSON lines with a plain summary unless it is told not to.
_SUMMARY = ("Found ", "Success")


def read_foreign(file: Path, root: Path) -> tuple[Diagnostic, ...]:
    """The diagnostics of `file`, whose format is found out; paths are made relative to `root`.

    An empty file holds none. Raises UsageError naming the file and what is wrong with it.
    """
    text = _text(file)
    found = []
    for number, (reader, record) in enumerate(_records(text, file), start=1):
        try:
            diagnostic = reader(record)
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            name = reader.__name__.strip("_")
            raise UsageError(f"{file}: finding {number} is not {name}: {_explain(error)}") from None
        if diagnostic is not None:
            found.append(replace(diagnostic, path=_relative(diagnostic.path, root)))
    return tuple(dict.fromkeys(found))


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    # A redirection in PowerShell writes UTF-16.
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file}: is not text in UTF-8") from None


def _records(text: str, file: Path) -> Iterator[tuple[Reader, Record]]:
    """Every finding of the file with what reads it."""
    try:
        whole = json.loads(text) if text.strip() else []
    except json.JSONDecodeError as error:
        rows = [row for row in text.split("\n") if row.strip()]
        if len(rows) < 2 and not rows[0].startswith(_SUMMARY):
            raise UsageError(f"{file}: is not JSON: {error}") from None
        yield from _lines(rows, file)
        return
    if isinstance(whole, dict):
        yield from _document(whole, file)
    elif isinstance(whole, list):
        for record in whole:
            yield _row_reader(record, file), record
    else:
        raise UsageError(f"{file}: is not a report of diagnostics")


def _lines(rows: list[str], file: Path) -> Iterator[tuple[Reader, Record]]:
    for number, row in enumerate(rows, start=1):
        try:
            record = json.loads(row)
        except json.JSONDecodeError as error:
            if number == len(rows) and row.startswith(_SUMMARY):
                return
            raise UsageError(f"{file}: line {number} is not JSON: {error}") from None
        yield _row_reader(record, file), record


def _document(whole: Record, file: Path) -> Iterator[tuple[Reader, Record]]:
    try:
        if "runs" in whole:
            for run in whole["runs"]:
                bases = {
                    key: base.get("uri", "") for key, base in (run.get("originalUriBaseIds") or {}).items()
                }
                shared = {"tool": run["tool"]["driver"]["name"], "bases": bases}
                yield from ((_sarif, {**result, "novaedit": shared}) for result in run.get("results") or ())
        elif "generalDiagnostics" in whole:
            yield from ((_pyright, record) for record in whole["generalDiagnostics"])
        elif "diagnostics" in whole:
            source = whole.get("source") or {}
            yield from ((_rdjson, {"source": source, **record}) for record in whole["diagnostics"])
        else:
            yield _row_reader(whole, file), whole
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file}: is not a report that can be read: {_explain(error)}") from None


def _row_reader(record: object, file: Path) -> Reader:
    if isinstance(record, dict):
        if isinstance(record.get("location"), dict) and "path" in record["location"]:
            return _rdjson
        if "filename" in record and "message" in record:
            return _ruff
        if "file" in record and "line" in record:
            return _mypy
    raise UsageError(f"{file}: is none of SARIF, rdjson, rdjsonl, and ruff's, mypy's or pyright's JSON")


def _sarif(record: Record) -> Diagnostic | None:
    suppressed = any(s.get("status", "accepted") == "accepted" for s in record.get("suppressions") or ())
    if suppressed or record.get("kind", "fail") != "fail":
        return None
    rule = record.get("ruleId") or (record.get("rule") or {}).get("id")
    place = (record.get("locations") or [{}])[0].get("physicalLocation") or {}
    region = place.get("region") or {}
    artifact = place.get("artifactLocation") or {}
    base = record["novaedit"]["bases"].get(artifact.get("uriBaseId"), "")
    uri = artifact.get("uri", "")
    uri = f"{base.rstrip('/')}/{uri}" if base.startswith("file:") and ":" not in uri else uri
    return Diagnostic(
        source=record["novaedit"]["tool"].lower(),
        code=rule,
        message=record["message"].get("text") or record["message"].get("markdown") or rule or "",
        path=_path(uri) if uri.startswith("file:") else unquote(uri),
        line=_number(region.get("startLine")),
        column=_number(region.get("startColumn")),
        end_line=_number(region.get("endLine", region.get("startLine"))),
        end_column=_number(region.get("endColumn")),
    )


def _rdjson(record: Record) -> Diagnostic:
    span = record["location"].get("range") or {}
    start, end = span.get("start") or {}, span.get("end") or {}
    line = _number(start.get("line"))
    return Diagnostic(
        source=((record.get("source") or {}).get("name") or "rdjson").lower(),
        code=(record.get("code") or {}).get("value") or None,
        message=_string(record["message"]),
        path=_path(record["location"]["path"]),
        line=line,
        column=_number(start.get("column")),
        end_line=_number(end.get("line")) or line,
        end_column=_number(end.get("column")),
    )


def _ruff(record: Record) -> Diagnostic:
    start, end = record.get("location") or {}, record.get("end_location") or {}
    return Diagnostic(
        source="ruff",
        code=record.get("code") or "invalid-syntax",
        message=_string(record["message"]),
        path=_path(record["filename"] or ""),
        line=_number(start.get("row")),
        column=_number(start.get("column")),
        end_line=_number(end.get("row")),
        end_column=_number(end.get("column")),
    )


def _mypy(record: Record) -> Diagnostic | None:
    if record.get("severity") == "note":
        return None
    line = _number(record["line"])
    return Diagnostic(
        source="mypy",
        code=record.get("code"),
        message=_string(record["message"]),
        path=_path(record["file"]),
        line=line,
        column=_number((record.get("column") or 0) + 1) if line else None,
        end_line=_number(record.get("end_line")) or line,
    )


def _pyright(record: Record) -> Diagnostic | None:
    if record.get("severity") == "information":
        return None
    start, end = ((record.get("range") or {}).get(side) or {} for side in ("start", "end"))
    return Diagnostic(
        source="pyright",
        code=record.get("rule"),
        message=_string(record["message"]),
        path=_path(record["file"]),
        line=_number(start.get("line", -1) + 1),
        column=_number(start.get("character", -1) + 1),
        end_line=_number(end.get("line", -1) + 1),
        end_column=_number(end.get("character", -1) + 1),
    )


def _number(value: object) -> int | None:
    """A line or column; what is below 1 means unknown."""
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a number")
    return value if value > 0 else None


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _path(uri: str) -> str:
    """The path of a file: URI; anything else is a path already (percent signs may be part of it)."""
    if not uri.lower().startswith("file:"):
        return _string(uri)
    path = unquote(urlsplit(uri).path)
    # file:///C:/x has a slash before the drive.
    return path[1:] if path[2:3] == ":" else path


def _relative(name: str, root: Path) -> str:
    """`name` relative to `root`; a path of another machine is found again by its end."""
    if not name:
        return ""
    base = Path(os.path.realpath(root))
    path = Path(os.path.normpath(name))
    for full in (path,) if path.is_absolute() else (base / path, Path.cwd() / path):
        place = Path(os.path.realpath(full.parent)) / full.name
        if place.is_relative_to(base) and (path.is_absolute() or place.exists()):
            return place.relative_to(base).as_posix()
    ends = (Path(*path.parts[i:]) for i in range(1, len(path.parts))) if path.is_absolute() else ()
    return next((end.as_posix() for end in ends if (base / end).is_file()), path.as_posix())


def _explain(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
