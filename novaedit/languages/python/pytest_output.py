"""Running a test command in a snapshot and turning pytest's failures into diagnostics.

Any command will do: what is not pytest's is judged by its exit status alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path, PurePosixPath

from novaedit.diagnostics import Diagnostic
from novaedit.languages.base import Project, TestRun
from novaedit.languages.python.environment import shadowing_path
from novaedit.languages.python.probe import probe
from novaedit.process import clean_env, run

#: Short tracebacks: `path:line: in function` for every frame. They win over the project's own options.
_OPTIONS = "--tb=short --color=no"
_SECTION = re.compile(r"_{3,} (?P<name>.+?) _{3,}")
_FRAME = re.compile(r"(?P<path>\S.*?):(?P<line>\d+): in .+")
_SYNTAX_FRAME = re.compile(r'E\s+File "(?P<path>.+)", line (?P<line>\d+)')
_ERROR = re.compile(r"E   (?P<text>.*)")
_TYPE = re.compile(r"(?P<type>(?:\w+\.)*[A-Z]\w*)(?:: |$)")
_SUMMARY = re.compile(r"(?:FAILED|ERROR) (?P<path>[^:\s]+\.py)(?:::\S+)? - (?P<text>.+)")
_CHAIN = re.compile(r"(?:During handling of|The above exception was the direct cause of) ")
_WHERE = "+  where "
_CALL = re.compile(r"(\w+)\(")
#: What a test asserts, in its source and in pytest's words.
_EQUAL = re.compile(r"(?:.*[:\s])?assert (?P<left>.+?) == .+")
#: `<function add at 0x7f...>` differs from run to run; its name says it all.
_CALLABLE = re.compile(
    r"<(?:function|bound method|built-in function|built-in method) ([\w.<>]+?)(?: of .*?)? at 0x[0-9a-f]+>+"
)
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_MESSAGE_LINES = 3
_TAIL = 4000


def run_tests(command: Sequence[str], folder: Path, project: Project, *, timeout: float) -> TestRun:
    """Run `command` in `folder`, a materialised snapshot, which shadows editable installs of the project.

    `timeout` is in seconds. Raises ToolTimeoutError, and ToolError when the command cannot be started or
    is seen to have imported the working tree's modules.
    """
    env = clean_env()
    env["PYTEST_ADDOPTS"] = f"{env.get('PYTEST_ADDOPTS', '')} {_OPTIONS}".strip()
    env["PYTHONPATH"] = os.pathsep.join(
        [*shadowing_path(project, folder), str(folder), *filter(None, [env.get("PYTHONPATH")])]
    )
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    with probe() as imported:
        done = run(command, cwd=folder, env=imported.environment(env), timeout=timeout)
        imported.require_snapshot(folder, project.root)
    output = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")
    if done.returncode == 0:
        return TestRun(passed=True, diagnostics=(), output=output[-_TAIL:])
    found = read_failures(output, folder) or (_generic(output, command, done.returncode),)
    return TestRun(passed=False, diagnostics=found, output=output[-_TAIL:])


def read_failures(output: str, folder: Path) -> tuple[Diagnostic, ...]:
    """One diagnostic for each failure in pytest's output: exception, message, deepest place in `folder`.

    A place outside the tests is preferred; where an assertion only names the function that returned
    the wrong value, it is that function's definition.
    """
    found = [_failure(rows, folder) for rows in _sections(output.split("\n"))]
    found = found or [_from_summary(match) for match in map(_SUMMARY.match, output.split("\n")) if match]
    return tuple(dict.fromkeys(diagnostic for diagnostic in found if diagnostic is not None))


def _sections(rows: Sequence[str]) -> Iterator[list[str]]:
    section: list[str] | None = None
    for row in rows:
        row = row.rstrip("\r")
        if _SECTION.fullmatch(row):
            if section:
                yield section
            section = []
        elif row.startswith("====") and section is not None:
            yield section
            section = None
        elif section is not None:
            if _CHAIN.match(row):
                section.clear()  # what was raised last is what the test saw
            section.append(row)
    if section:
        yield section


def _failure(rows: Sequence[str], folder: Path) -> Diagnostic | None:
    errors = [_steady(match["text"]) for match in map(_ERROR.fullmatch, rows) if match]
    if not errors:
        return None
    errors = _with_call([error.strip() for error in errors], rows)
    code, message = _describe(errors)
    places = [place for place in (_place(row, folder) for row in rows) if place is not None]
    path, line = _best(places) or ("", None)
    called = [
        name for error in errors if _WHERE in error for name in _CALL.findall(error.split(" = ", 1)[-1])
    ]
    if _is_test(path) and called:
        path, line = _definition(folder, called) or (path, line)
    return Diagnostic("pytest", code, message, path, line, end_line=line)


def _with_call(errors: list[str], rows: Sequence[str]) -> list[str]:
    """The errors with a `where` line, as pytest gives it for numbers, also for texts and collections.

    Of those it tells where they differ, but not which call returned them: that is in the test's source.
    """
    above = list(takewhile(lambda row: not _ERROR.fullmatch(row), rows))
    source = next((_EQUAL.fullmatch(row) for row in reversed(above) if row.strip("^~ ")), None)
    told = _EQUAL.fullmatch(errors[0])
    if source is None or told is None or "(" not in source["left"] or any(_WHERE in e for e in errors):
        return errors
    rest = errors[2:] if errors[1:2] == [""] else errors[1:]
    return [errors[0], f"{_WHERE}{told['left']} = {source['left']}", *rest]


def _steady(text: str) -> str:
    return _ADDRESS.sub("", _CALLABLE.sub(r"\1", text))


def _describe(errors: Sequence[str]) -> tuple[str, str]:
    match = _TYPE.match(errors[0])
    if errors[0].startswith("File ") and errors[-1:]:  # a syntax error: its text comes last
        match, errors = _TYPE.match(errors[-1]), errors[-1:]
    code = match["type"].rsplit(".", 1)[-1] if match else "AssertionError"
    first = errors[0][match.end() :] if match else errors[0]
    rest = [error for error in errors[1:_MESSAGE_LINES] if error]
    return code, " ".join([part for part in (first, *rest) if part]) or code


def _place(row: str, folder: Path) -> tuple[str, int] | None:
    match = _FRAME.fullmatch(row) or _SYNTAX_FRAME.fullmatch(row)
    if match is None:
        return None
    base = os.path.realpath(folder)
    full = os.path.realpath(os.path.join(base, match["path"]))  # noqa: PTH118 # pathlib keeps the `..`
    inside = full.startswith(base + os.sep) and "site-packages" not in full
    return (os.path.relpath(full, base).replace(os.sep, "/"), int(match["line"])) if inside else None


def _best(places: Sequence[tuple[str, int]]) -> tuple[str, int] | None:
    code = [place for place in places if not _is_test(place[0])]
    chosen = code or places
    return chosen[-1] if chosen else None


def _is_test(path: str) -> bool:
    name = PurePosixPath(path).name
    return name.startswith("test_") or name.endswith("_test.py") or name in ("conftest.py", "tests.py")


def _definition(folder: Path, names: Sequence[str]) -> tuple[str, int] | None:
    """The one place outside the tests where the first of `names` that is defined just once is defined."""
    files = [path for path in sorted(folder.rglob("*.py")) if not _is_test(path.name)]
    for name in names:
        header = re.compile(rf"[ \t]*(?:async )?def {re.escape(name)}\b")
        places = []
        for path in files:
            rows = path.read_text("utf-8", "replace").split("\n")
            places += [(path, number) for number, row in enumerate(rows, start=1) if header.match(row)]
        if len(places) == 1:
            return places[0][0].relative_to(folder).as_posix(), places[0][1]
    return None


def _from_summary(match: re.Match[str]) -> Diagnostic:
    code, message = _describe([match["text"]])
    return Diagnostic("pytest", code, message, match["path"])


def _generic(output: str, command: Sequence[str], status: int) -> Diagnostic:
    rows = [row.strip() for row in output.splitlines() if row.strip()]
    reason = f": {rows[-1][:200]}" if rows else ""
    return Diagnostic("tests", None, f"{Path(command[0]).name} ended with status {status}{reason}", "")
