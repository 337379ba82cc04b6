"""Findings of other tools, as the tools themselves write them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from novaedit.cli.foreign import read_diagnostics
from novaedit.errors import UsageError

_SARIF = {
    "version": "2.1.0",
    "runs": [
        {
            "tool": {"driver": {"name": "CodeQL"}},
            "results": [
                {
                    "ruleId": "py/unused",
                    "message": {"text": "unused"},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": "src/a%20b.py"},
                                "region": {"startLine": 3, "startColumn": 2, "endLine": 4},
                            }
                        }
                    ],
                }
            ],
        }
    ],
}
_RDJSON = {
    "source": {"name": "flake8"},
    "diagnostics": [
        {
            "message": "bad",
            "location": {"path": "a.py", "range": {"start": {"line": 2, "column": 5}}},
            "code": {"value": "E1"},
        },
        {"message": "whole file", "location": {"path": "a.py"}},
    ],
}
_PYRIGHT = {
    "version": "1.1",
    "generalDiagnostics": [
        {
            "file": "a.py",
            "severity": "error",
            "message": "no",
            "rule": "reportFoo",
            "range": {"start": {"line": 0, "character": 4}, "end": {"line": 1, "character": 0}},
        }
    ],
}


def _read(tmp_path: Path, content: Any, root: Path | None = None) -> list[tuple[object, ...]]:
    file = tmp_path / "findings.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    root = root or tmp_path
    found = read_diagnostics(file, root, root)
    return [(d.source, d.code, d.message, d.path, d.line, d.column, d.end_line) for d in found]


def test_sarif(tmp_path: Path) -> None:
    assert _read(tmp_path, _SARIF) == [("codeql", "py/unused", "unused", "src/a b.py", 3, 2, 4)]


def test_rdjson_and_its_lines_form(tmp_path: Path) -> None:
    expected = [
        ("flake8", "E1", "bad", "a.py", 2, 5, None),
        ("flake8", None, "whole file", "a.py", None, None, None),
    ]
    assert _read(tmp_path, _RDJSON) == expected
    lines = "\n".join(json.dumps({**item, "source": {"name": "flake8"}}) for item in _RDJSON["diagnostics"])  # type: ignore[dict-item]  # plain data
    assert _read(tmp_path, lines) == expected


def test_pyright_counts_from_zero(tmp_path: Path) -> None:
    assert _read(tmp_path, _PYRIGHT) == [("pyright", "reportFoo", "no", "a.py", 1, 5, 2)]


def test_what_ruff_writes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import os\n")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--output-format=json", "a.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    (found,) = _read(tmp_path, done.stdout)
    assert found[:2] == ("ruff", "F401")
    assert found[3:] == ("a.py", 1, 8, 1)


def test_what_mypy_writes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x: int = ''\nreveal_type(x)\n")
    command = [sys.executable, "-m", "mypy", "-O", "json", "--cache-dir", "/dev/null", "--config-file=", "a.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    (found,) = _read(tmp_path, done.stdout)
    assert found[:2] == ("mypy", "assignment")
    assert found[3:6] == ("a.py", 1, 10)


def test_findings_elsewhere_are_not_ours(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    root.mkdir()
    document = {"diagnostics": [{"message": "m", "location": {"path": str(tmp_path / "x.py")}}]}
    assert _read(tmp_path, document, root) == []


def test_an_empty_file_has_no_findings(tmp_path: Path) -> None:
    assert _read(tmp_path, "") == []


@pytest.mark.parametrize(
    "content", ["nonsense", "3", "{}", '{"runs": 3}', "[1]", '{"diagnostics": [{}]}', '["a"]', '{"generalDiagnostics": [{}]}']
)
def test_anything_else_is_one_sentence(tmp_path: Path, content: str) -> None:
    with pytest.raises(UsageError, match="is neither SARIF, rdjson, nor JSON of ruff, mypy or pyright"):
        _read(tmp_path, content)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_diagnostics(tmp_path / "none.json", tmp_path, tmp_path)
