"""ruff's JSON and its fixes as whole-line edits."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from novaedit.errors import ToolError
from novaedit.languages.base import Project
from novaedit.languages.python.environment import ruff_command
from novaedit.languages.python.ruff_json import line_edits, read_json_lines, read_record
from novaedit.patch.apply import apply_edits


def _ruff(code: bytes, *options: str) -> tuple[bytes, bytes]:
    """ruff's JSON of `code`, and what its own --fix makes of it."""
    base = [ruff_command(Project(Path())), "check", "--isolated", "--no-cache", "--stdin-filename", "a.py"]
    said = subprocess.run(
        [*base, *options, "--output-format", "json-lines", "-"], input=code, capture_output=True
    )
    fixed = subprocess.run([*base, *options, "--fix", "-"], input=code, capture_output=True)
    return said.stdout, fixed.stdout


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        pytest.param("F401", "import os\nx = 1\n", id="delete the first line"),
        pytest.param("F401", "x = 1\nimport os\n", id="delete the last line"),
        pytest.param("F401", "x = 1\nimport os", id="delete the last line, no newline at the end"),
        pytest.param(
            "F401", "from a import (\n    b,\n    c,\n)\nprint(b)\n", id="in the middle of a statement"
        ),
        pytest.param("F401", "\ufeffimport os\nx = 1\n", id="C26: BOM"),
        pytest.param("F401", "import os\r\nx = 1\r\n", id="C23: CRLF"),
        pytest.param("F401", "import os\rx = 1\r", id="C24: CR"),
        pytest.param("F401", "x = '\x0c\u2028'\nimport os\n", id="C24: separators that end no line"),
        pytest.param("I002", '"""Doc."""\nx = 1\n', id="insert a line"),
        pytest.param("I001", "import b\nimport a\n\nprint(a, b)\n", id="several lines"),
        pytest.param("W391", "x = 1\n\n\n", id="blank lines at the end"),
        pytest.param("W391", "x = 1\r\n\r\n\r\n", id="blank CRLF lines at the end"),
        pytest.param("UP006", "from typing import List\nx: List[int] = []\n", id="two places"),
        pytest.param("E711", "é = '日本' ; y = é == None\n", id="E48: columns are code points"),
        pytest.param("E401", "import os, sys\nprint(os, sys)\n", id="one line becomes two"),
    ],
)
def test_same_as_ruffs_own_fix(rule: str, code: str) -> None:
    """Our whole-line edits give, byte for byte, what `ruff check --fix` writes."""
    options = ["--select", rule, "--target-version", "py311", "--config", "lint.extend-safe-fixes=['E711']"]
    options += ["--preview"] if rule == "W391" else []
    if rule == "I002":
        options += ["--config", "lint.isort.required-imports=['import re']"]
    said, fixed = _ruff(code.encode(), *options)
    found = read_json_lines(said, lambda _: code, lambda _: "a.py")
    assert found[0].code == rule
    assert found[0].fix is not None
    assert apply_edits(code, found[0].fix).encode() == _expected(code, fixed)


def _expected(code: str, fixed: bytes) -> bytes:
    # The applier leaves the final newline as it was, for it is not part of any line.
    text = fixed.decode()
    return (text if code.endswith(("\n", "\r")) else text.rstrip("\r\n")).encode()


def test_unsafe_fix_is_not_taken() -> None:
    """Only what ruff calls safe."""
    said, _ = _ruff(b"def f():\n    x = 1\n", "--select", "F841")
    assert json.loads(said)["fix"]["applicability"] == "unsafe"
    assert read_json_lines(said, lambda _: "def f():\n    x = 1\n", lambda _: "a.py")[0].fix is None


def test_final_newline_is_no_line_edit() -> None:
    """W292 asks for a final newline: the applier's business, so there is no edit."""
    said, _ = _ruff(b"x = 1", "--select", "W292")
    assert read_json_lines(said, lambda _: "x = 1", lambda _: "a.py")[0].fix is None


def test_edit_beyond_the_text_is_dropped() -> None:
    """A fix for another content than ours is no fix."""
    assert line_edits("a\n", [(7, 1, 8, 1, "")]) is None


def test_neighbouring_edits_become_one() -> None:
    """Two splices on neighbouring lines never make edits that meet."""
    edits = line_edits("a\nb\nc\n", [(1, 2, 1, 2, "\nnew"), (2, 1, 2, 1, "more\n")])
    assert edits is not None
    assert apply_edits("a\nb\nc\n", edits) == "a\nnew\nmore\nb\nc\n"


def test_old_and_new_records() -> None:
    """E46: null code, file name and locations, absent keys."""
    nothing = dict.fromkeys(("code", "filename", "location", "end_location", "fix"))
    record = {**nothing, "message": "SyntaxError: oops"}
    found = read_record(record, lambda _: "", lambda _: "a.py")
    assert (found.code, found.message, found.path, found.line) == ("invalid-syntax", "oops", "a.py", None)
    assert found.is_syntax_error


@pytest.mark.parametrize("output", [b"All checks passed!\n", b"[]\n", b'{"code": "F401"}\n', b"null\n"])
def test_other_output(output: bytes) -> None:
    """Anything else is an error, not an empty result."""
    with pytest.raises(ToolError, match="not its JSON"):
        read_json_lines(output, lambda _: "", lambda _: "a.py")
