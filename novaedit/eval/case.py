"""The Case: one task with its check, as a line of JSONL.

Only `id`, `language`, `code` and `check.kind` are required. All else may be absent or null, and unknown
keys are ignored: cases come from many makers. Diagnostics are read as they are, from whatever tool.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from novaedit.diagnostics import Diagnostic
from novaedit.errors import DataError, UsageError

Kind = Literal["parse", "diagnostics", "tests", "exact"]
KINDS: tuple[str, ...] = get_args(Kind)

#: Seconds for the tests of a case that names no limit.
TIMEOUT = 10.0
_SUFFIXES = {"python": ".py", "javascript": ".js", "typescript": ".ts"}


@dataclass(frozen=True, slots=True)
class Check:
    """How an answer is judged. `visible_tests` may be used while solving, `tests` only score."""

    kind: Kind
    tests: str | None = None
    visible_tests: str | None = None
    timeout_s: float = TIMEOUT


@dataclass(frozen=True, slots=True)
class Case:
    """One task: `code` is a whole file or a fragment that need not parse; `fixed` is a reference answer.

    `group` is what the case is counted under: its `kind`, if the record has one, else the rule.
    """

    id: str
    language: str
    code: str
    check: Check
    file_path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    instruction: str | None = None
    fixed: str | None = None
    group: str = ""

    @property
    def rule(self) -> str:
        """The code of the first diagnostic, or its source; the kind of check when there is none."""
        first = self.diagnostics[0] if self.diagnostics else None
        return (first.code or first.source) if first else self.check.kind

    @property
    def digest(self) -> str:
        """A hash of all that an answer or its score depends on."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_cases(files: Iterable[Path]) -> list[Case]:
    """The cases of all files, in order; a record that occurs twice counts once.

    Raises UsageError for a file that cannot be read or holds none, and DataError (`FILE:LINE: what is
    wrong`) for a record that is no case, or another one with an id that was used before.
    """
    cases: dict[str, Case] = {}
    for file in files:
        before = len(cases)
        for number, case in _read(file):
            known = cases.setdefault(case.id, case)
            if known != case:
                raise DataError(f"{file}:{number}: another case has the id {case.id!r} too")
        if len(cases) == before and not cases:
            raise UsageError(f"{file}: holds no case")
    return list(cases.values())


def _read(file: Path) -> Iterator[tuple[int, Case]]:
    for number, line in lines_of(file):
        try:
            yield number, case_of(json.loads(line))
        except json.JSONDecodeError as error:
            raise DataError(f"{file}:{number}: is not JSON: {error}") from None
        except DataError as error:
            raise DataError(f"{file}:{number}: {error}") from None


def lines_of(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a JSONL file that hold something, numbered from 1. Raises UsageError."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    for number, row in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if row.strip():
            try:
                yield number, row.decode("utf-8")
            except UnicodeDecodeError:
                raise DataError(f"{file}:{number}: is not UTF-8") from None


def case_of(record: object) -> Case:
    """Read a record. Raises DataError when something required is missing or of the wrong type."""
    if not isinstance(record, Mapping):
        raise DataError("is not an object")
    check = record.get("check")
    if not isinstance(check, Mapping):
        raise DataError("check is missing" if check is None else "check is not an object")
    kind = check.get("kind")
    if kind not in KINDS:
        raise DataError(f"check.kind is {kind!r}, not one of {', '.join(KINDS)}")
    language = _required(record, "language").lower()
    path = _optional(record, "file_path") or f"solution{_SUFFIXES.get(language, '')}"
    given = record.get("diagnostics") or []
    if not isinstance(given, list):
        raise DataError("diagnostics is not a list")
    case = Case(
        id=_id(record),
        language=language,
        code=_required(record, "code"),
        check=Check(
            kind=kind,
            tests=_optional(check, "tests", "check."),
            visible_tests=_optional(check, "visible_tests", "check."),
            timeout_s=_seconds(check),
        ),
        file_path=path,
        diagnostics=tuple(_diagnostic(item, path) for item in given),
        instruction=_optional(record, "instruction"),
        fixed=_optional(record, "fixed"),
        group=_optional(record, "kind") or "",
    )
    if kind == "tests" and not (case.check.tests or "").strip():
        raise DataError("check.kind is tests, and check.tests is missing")
    if kind == "exact" and case.fixed is None:
        raise DataError("check.kind is exact, and fixed is missing")
    return case


def _id(record: Mapping[str, Any]) -> str:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _required(record, "id")


def _required(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise DataError(f"{key} is missing" if value is None else f"{key} is not text")
    if not value and key != "code":
        raise DataError(f"{key} is empty")
    return value


def _optional(record: Mapping[str, Any], key: str, prefix: str = "") -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise DataError(f"{prefix}{key} is not text")
    return value or None if key != "fixed" else value


def _seconds(check: Mapping[str, Any]) -> float:
    value = check.get("timeout_s")
    if value is None:
        return TIMEOUT
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 3600:
        raise DataError("check.timeout_s is not a number of seconds, above 0 and up to 3600")
    return float(value)


def _diagnostic(item: object, path: str) -> Diagnostic:
    if not isinstance(item, Mapping):
        raise DataError("a diagnostic is not an object")
    code = item.get("code")
    message = item.get("message")
    if code is not None and not isinstance(code, str | int):
        raise DataError("the code of a diagnostic is not text")
    if message is not None and not isinstance(message, str):
        raise DataError("the message of a diagnostic is not text")
    source = item.get("source")
    line = _number(item.get("line"))
    return Diagnostic(
        source=source.lower() if isinstance(source, str) and source else "unknown",
        code=None if code is None else str(code),
        message=message or str(code or ""),
        path=path,
        line=line,
        column=_number(item.get("column")),
        end_line=None if line is None else max(line, _number(item.get("end_line")) or line),
        end_column=_number(item.get("end_column")),
    )


def _number(value: object) -> int | None:
    """A line or column; what is no positive number means that the tool did not say."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
