"""Diagnostics from files of other tools."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from novaedit.errors import UsageError
from novaedit.languages.base import Project
from novaedit.languages.foreign import read_foreign
from novaedit.languages.python.environment import ruff_command

CODE = "import os\nx = undefined\ny: int = ''\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one file."""
    folder = tmp_path / "root"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "a b.py").write_text(CODE)
    return folder


def _places(file: Path, root: Path) -> list[tuple[str, str | None, str, int | None]]:
    return [(d.source, d.code, d.path, d.line) for d in read_foreign(file, root)]


def _report(folder: Path, content: object) -> Path:
    file = folder / "report.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


@pytest.mark.parametrize("style", ["sarif", "rdjson", "json", "json-lines"])
def test_what_ruff_writes(root: Path, style: str) -> None:
    """Each of the real ruff's formats gives the same findings."""
    command = [ruff_command(Project(root)), "check", "--isolated", "--no-cache", "--select", "F"]
    output = subprocess.run(
        [*command, "--output-format", style, "src"], cwd=root, capture_output=True, text=True
    )
    found = read_foreign(_report(root, output.stdout), root)
    assert [(d.source, d.code, d.path, d.line, d.column) for d in found] == [
        ("ruff", "F401", "src/a b.py", 1, 8),
        ("ruff", "F821", "src/a b.py", 2, 5),
    ]
    assert found[1].message == "Undefined name `undefined`"


def test_what_mypy_writes(root: Path, mypy_cache: Path) -> None:
    """The real mypy's JSON lines, with the plain summary at the end or without."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file=",
        "--cache-dir",
        str(mypy_cache),
        "--output",
        "json",
    ]
    output = subprocess.run([*command, "src/a b.py"], cwd=root, capture_output=True, text=True).stdout
    expected = [("mypy", "name-defined", "src/a b.py", 2), ("mypy", "assignment", "src/a b.py", 3)]
    assert _places(_report(root, output), root) == expected
    assert _places(_report(root, output + "Found 2 errors in 1 file\n"), root) == expected


def test_pyright(root: Path) -> None:
    """pyright counts lines from 0 and names files absolutely."""
    span = {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 13}}
    item = {
        "file": str(root / "src" / "a b.py"),
        "severity": "error",
        "message": '"undefined" is not defined',
    }
    report = {
        "version": "1.1.400",
        "generalDiagnostics": [
            {**item, "rule": "reportUndefinedVariable", "range": span},
            {**item, "severity": "information"},
        ],
        "summary": {"errorCount": 1},
    }
    found = read_foreign(_report(root, report), root)
    assert [(d.source, d.code, d.path, d.line, d.column, d.end_column) for d in found] == [
        ("pyright", "reportUndefinedVariable", "src/a b.py", 2, 5, 14)
    ]


def test_rdjsonl(root: Path) -> None:
    """One finding a line; most of it may be absent."""
    rows = [
        {
            "message": "m",
            "location": {"path": "src/a b.py", "range": {"start": {"line": 2}}},
            "code": {"value": "C1"},
        },
        {"message": "n", "location": {"path": "src/a b.py"}, "source": {"name": "Tool"}},
    ]
    file = _report(root, "\n".join(map(json.dumps, rows)) + "\n")
    assert _places(file, root) == [("rdjson", "C1", "src/a b.py", 2), ("tool", None, "src/a b.py", None)]
    assert _places(_report(root, rows[0]), root) == [("rdjson", "C1", "src/a b.py", 2)]


def _sarif(uri: str, **more: object) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": 3}}}
    result = {"ruleId": "R1", "message": {"text": "m"}, "locations": [location], **more}
    return {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "CodeQL"}}, "results": [result]}]}


def test_sarif_suppressions(root: Path) -> None:
    """What was suppressed or passed is no finding; a result may have no place."""
    assert _places(_report(root, _sarif("src/a%20b.py", suppressions=[{"kind": "inSource"}])), root) == []
    assert _places(_report(root, _sarif("x.py", kind="pass")), root) == []
    assert _places(_report(root, _sarif("x.py", locations=[])), root) == [("codeql", "R1", "", None)]


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("src/a b.py", "src/a b.py"),
        ("src/a%20b.py", "src/a b.py"),
        ("./src/../src/a b.py", "src/a b.py"),
        ("file://{root}/src/a%20b.py", "src/a b.py"),
        ("{root}/src/a b.py", "src/a b.py"),
        ("{root}/gone.py", "gone.py"),
        ("/home/runner/work/p/p/src/a b.py", "src/a b.py"),
        ("/elsewhere/unknown.py", "/elsewhere/unknown.py"),
        ("../outside.py", "../outside.py"),
    ],
)
def test_paths(root: Path, uri: str, path: str) -> None:
    """Absolute paths and URIs become root-relative, those of another machine too if the file is found."""
    assert [d.path for d in read_foreign(_report(root, _sarif(uri.format(root=root))), root)] == [path]


def test_uri_base(root: Path) -> None:
    """SARIF may name a folder once and paths relative to it."""
    report = _sarif("a%20b.py")
    report["runs"][0]["originalUriBaseIds"] = {"SRC": {"uri": f"file://{root}/src/"}}
    place = report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    place["artifactLocation"]["uriBaseId"] = "SRC"
    assert [d.path for d in read_foreign(_report(root, report), root)] == ["src/a b.py"]


def test_paths_relative_to_the_folder_of_the_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that was run in a sub-folder names files relative to that."""
    monkeypatch.chdir(root / "src")
    assert [d.path for d in read_foreign(_report(root, _sarif("a b.py")), root)] == ["src/a b.py"]


@pytest.mark.parametrize(
    "content", ["", "\n", "[]", '{"runs": []}', "Success: no issues found in 1 source file"]
)
def test_nothing_found(root: Path, content: str) -> None:
    """Reports without findings."""
    assert read_foreign(_report(root, content), root) == ()


def test_utf16(root: Path) -> None:
    """PowerShell's `>` writes UTF-16."""
    file = root / "report.json"
    file.write_text(json.dumps(_sarif("src/a b.py")), "utf-16")
    assert len(read_foreign(file, root)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("hello", "is not JSON"),
        ('{"file": "a.py", "line": 1, "message": "m"}\nhello\n{}\n', "line 2 is not JSON"),
        ("3", "not a report"),
        ('{"x": 1}', "none of SARIF"),
        ("[1]", "none of SARIF"),
        ('{"runs": [{}]}', "'tool' is missing"),
        ('{"runs": 3}', "not a report that can be read"),
        ('{"generalDiagnostics": [{"file": "a.py"}]}', "finding 1 is not pyright: 'message' is missing"),
        ('{"diagnostics": [{"message": "m"}]}', "finding 1 is not rdjson: 'location' is missing"),
        ('[{"filename": "a.py", "message": 3}]', "finding 1 is not ruff: 3 is not text"),
        ('[{"file": "a.py", "line": "1", "message": "m"}]', "finding 1 is not mypy: '1' is not a number"),
    ],
)
def test_unreadable(root: Path, content: str, words: str) -> None:
    """One sentence with the file's name and what is wrong."""
    with pytest.raises(UsageError, match=r"report\.json: .*" + words):
        read_foreign(_report(root, content), root)


def test_missing_file(root: Path) -> None:
    """A file that cannot be read, and one that is no text."""
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_foreign(root / "none.json", root)
    (root / "report.json").write_bytes(b"\xff\x00\x81")
    with pytest.raises(UsageError, match="not text"):
        read_foreign(root / "report.json", root)
