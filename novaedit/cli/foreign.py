"""`--diagnostics FILE`: findings of other tools, read from SARIF, rdjson, or JSON of ruff, mypy or pyright."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from novaedit.cli.paths import relative_path
from novaedit.diagnostics import Diagnostic
from novaedit.errors import UsageError


def read_diagnostics(file: Path, root: Path, here: Path) -> tuple[Diagnostic, ...]:
    """The findings in `file` that lie in the repository at `root`; relative paths start at `root` or `here`.

    Raises UsageError when the file cannot be read or is none of the known formats.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"--diagnostics {file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"--diagnostics {file}: is not UTF-8") from None
    try:
        found = list(_read(text))
    except (KeyError, TypeError, ValueError, AttributeError):
        # Any of these means the same: the shape is not what the format says.
        raise UsageError(
            f"--diagnostics {file}: is neither SARIF, rdjson, nor JSON of ruff, mypy or pyright"
        ) from None
    placed = (_place(diagnostic, root, here) for diagnostic in found)
    return tuple(diagnostic for diagnostic in placed if diagnostic is not None)


def _read(text: str) -> Iterator[Diagnostic]:
    documents = _documents(text)
    for document in documents:
        for reader in _READERS:
            items = reader(document)
            if items is not None:
                yield from items
                break
        else:
            raise ValueError("unknown format")


def _documents(text: str) -> list[Any]:
    if not text.strip():
        return []
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]


def _sarif(document: Any) -> Iterator[Diagnostic] | None:
    return _sarif_results(document["runs"]) if isinstance(document, dict) and "runs" in document else None


def _sarif_results(runs: list[Any]) -> Iterator[Diagnostic]:
    for run in runs:
        source = str(run["tool"]["driver"]["name"]).lower()
        for result in run.get("results") or ():
            for location in result.get("locations") or ():
                place = location["physicalLocation"]
                region = place.get("region") or {}
                yield Diagnostic(
                    source,
                    result.get("ruleId"),
                    str(result["message"].get("text") or result.get("ruleId")),
                    _uri(place["artifactLocation"]["uri"]),
                    region.get("startLine"),
                    region.get("startColumn"),
                    region.get("endLine"),
                    region.get("endColumn"),
                )


def _rdjson(document: Any) -> Iterator[Diagnostic] | None:
    if not isinstance(document, dict):
        return None
    if "diagnostics" in document:
        default = (document.get("source") or {}).get("name")
        return (_rdjson_item(item, default) for item in document["diagnostics"])
    return iter([_rdjson_item(document, None)]) if "location" in document else None


def _rdjson_item(item: Mapping[str, Any], default: str | None) -> Diagnostic:
    place = item["location"].get("range") or {}
    start, end = place.get("start") or {}, place.get("end") or {}
    return Diagnostic(
        (item.get("source") or {}).get("name") or default or "rdjson",
        (item.get("code") or {}).get("value"),
        item["message"],
        item["location"]["path"],
        start.get("line"),
        start.get("column"),
        end.get("line"),
        end.get("column"),
    )


def _ruff(document: Any) -> Iterator[Diagnostic] | None:
    return (_ruff_item(item) for item in document) if isinstance(document, list) else None


def _ruff_item(item: Mapping[str, Any]) -> Diagnostic:
    start, end = item.get("location") or {}, item.get("end_location") or {}
    return Diagnostic(
        "ruff",
        item["code"] or "invalid-syntax",
        item["message"],
        item["filename"],
        start.get("row"),
        start.get("column"),
        end.get("row"),
        end.get("column"),
    )


def _pyright(document: Any) -> Iterator[Diagnostic] | None:
    if not isinstance(document, dict) or "generalDiagnostics" not in document:
        return None
    return (_pyright_item(item) for item in document["generalDiagnostics"])


def _pyright_item(item: Mapping[str, Any]) -> Diagnostic:
    start, end = item["range"]["start"], item["range"]["end"]
    return Diagnostic(
        "pyright",
        item.get("rule"),
        item["message"],
        item["file"],
        start["line"] + 1,
        start["character"] + 1,
        end["line"] + 1,
        end["character"] + 1,
    )


def _mypy(document: Any) -> Iterator[Diagnostic] | None:
    if not isinstance(document, dict) or "severity" not in document or "file" not in document:
        return None
    if document["severity"] == "note":
        return iter(())
    line, column = document.get("line"), document.get("column")
    return iter(
        [
            Diagnostic(
                "mypy",
                document.get("code"),
                document["message"],
                document["file"],
                line if line and line > 0 else None,
                column + 1 if column is not None and column >= 0 else None,
                document.get("end_line"),
            )
        ]
    )


_READERS: tuple[Callable[[Any], Iterator[Diagnostic] | None], ...] = (_sarif, _pyright, _mypy, _rdjson, _ruff)


def _uri(uri: str) -> str:
    parsed = urlparse(uri)
    return unquote(parsed.path if parsed.scheme in ("", "file") else uri)


def _place(diagnostic: Diagnostic, root: Path, here: Path) -> Diagnostic | None:
    for number in (diagnostic.line, diagnostic.column, diagnostic.end_line, diagnostic.end_column):
        if number is not None and not isinstance(number, int):
            raise UsageError(f"--diagnostics: {number!r} is not a line or column")
    base = root if (root / diagnostic.path).exists() else here
    try:
        return replace(diagnostic, path=relative_path(diagnostic.path, root, base))
    except UsageError:
        return None  # a finding elsewhere is nothing that this run could be about
