"""Example: one training record, one JSON object a line (schema 1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.errors import DataError, NovaEditError
from novaedit.patch.dsl import parse_dsl

SCHEMA = 1

Kind = Literal["real", "synthetic", "docstring", "tests", "refactor", "code"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the code came from: repository or package, commit or version, the file, the SPDX licence."""

    repo: str
    commit: str
    path: str
    licence: str


@dataclass(frozen=True, slots=True)
class Example:
    """A region of broken code, what the tools said of it, and the patch that mends it.

    `patch_dsl` carries its `-` lines and true line numbers; `injector` names the bug's maker in
    synthetic records.
    """

    kind: Kind
    language: str
    region: Region
    diagnostics: tuple[Diagnostic, ...]
    patch_dsl: str
    provenance: Provenance
    instruction: str | None = None
    injector: str | None = None

    @property
    def id(self) -> str:
        """Hash of everything the model sees and is to write: equal records have equal ids."""
        seen = [self.language, *self.region.spans, self.region.related, self.diagnostics, self.patch_dsl]
        return hashlib.sha256(repr((seen, self.instruction)).encode()).hexdigest()[:16]

    def edits(self) -> tuple[Edit, ...]:
        """The patch as edits, checked against the region's lines. Raises DslError."""
        return parse_dsl(self.patch_dsl, self.sparse_lines())

    def sparse_lines(self) -> list[str]:
        """The file's lines as far as the region shows them; unseen ones are NUL, which no line equals."""
        lines = ["\0"] * max(span.end_line for span in self.region.spans)
        for span in self.region.spans:
            lines[span.start_line - 1 : span.end_line] = span.lines
        return lines

    def to_json(self) -> dict[str, Any]:
        """The record as written to disk."""
        region = self.region
        return {
            "schema": SCHEMA,
            "id": self.id,
            "kind": self.kind,
            "language": self.language,
            "file_path": region.path,
            "region": {"start_line": region.window.start_line, "end_line": region.window.end_line},
            "code": list(region.window.lines),
            "imports": None if region.imports is None else _span_json(region.imports),
            "related": list(region.related),
            "diagnostics": [_diagnostic_json(d) for d in self.diagnostics],
            "instruction": self.instruction,
            "patch_dsl": self.patch_dsl,
            "injector": self.injector,
            "provenance": asdict(self.provenance),
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Example:
        """Read a record. Raises DataError when a field is missing or of the wrong type."""
        try:
            imports = record["imports"]
            region = Region(
                path=_text(record["file_path"]),
                window=_span(record["region"]["start_line"], record["code"]),
                imports=None if imports is None else _span(imports["start_line"], imports["code"]),
                related=tuple(map(_text, record.get("related", ()))),
            )
            return cls(
                kind=record["kind"],
                language=record["language"],
                region=region,
                diagnostics=tuple(Diagnostic(path=record["file_path"], **d) for d in record["diagnostics"]),
                patch_dsl=_text(record["patch_dsl"]),
                provenance=Provenance(**record["provenance"]),
                instruction=record.get("instruction"),
                injector=record.get("injector"),
            )
        except (KeyError, TypeError, NovaEditError) as error:
            raise DataError(f"not an Example: {error!r}") from None


def read_examples(path: Path) -> Iterator[Example]:
    """Stream the records of a JSONL file. Raises DataError naming file and line."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            yield parse_line(line, f"{path}:{number}")


def parse_line(line: str, where: str) -> Example:
    """The record in one line of JSONL. Raises DataError, which begins with `where`."""
    try:
        return Example.from_json(json.loads(line))
    except (json.JSONDecodeError, DataError) as error:
        raise DataError(f"{where}: {error}") from None


def dump(example: Example) -> str:
    """One line of JSONL, newline included."""
    return json.dumps(example.to_json(), ensure_ascii=False, separators=(",", ":")) + "\n"


def _span(start: object, code: object) -> Span:
    if not isinstance(start, int) or start < 1 or not isinstance(code, list):
        raise TypeError(f"not a line number and a list of lines: {start!r}")
    return Span(start, tuple(map(_text, code)))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not text: {value!r}")
    return value


def _span_json(span: Span) -> dict[str, Any]:
    return {"start_line": span.start_line, "end_line": span.end_line, "code": list(span.lines)}


def _diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    record = asdict(diagnostic)
    del record["path"], record["fix"]
    return record
