"""The Python adapter as a whole: parser, ruff and mypy together."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from novaedit.diagnostics import Diagnostic, fingerprint
from novaedit.errors import UsageError
from novaedit.languages import language_of, languages
from novaedit.languages.base import Project
from novaedit.languages.python.adapter import PythonLanguage
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits

PYTHON = PythonLanguage()


def _found(files: dict[str, bytes], project: Project) -> list[tuple[str, str, int | None, str | None]]:
    return [(d.path, d.source, d.line, d.code) for d in PYTHON.diagnose(files, project).diagnostics]


def test_registered() -> None:
    """Files are matched by extension."""
    assert language_of("src/a.pyi") is languages["python"]
    assert language_of("a.rb") is None


def test_all_tools(tmp_path: Path) -> None:
    """Findings of every tool, in order of place, each with its proof; a name that both miss counts once."""
    project = Project(tmp_path, tmp_path, ("ruff", "mypy"))
    code = b"import os\nx: int = ''\ny = nme\n"
    assert _found({"a.py": code}, project) == [
        ("a.py", "ruff", 1, "F401"),
        ("a.py", "mypy", 2, "assignment"),
        ("a.py", "ruff", 3, "F821"),
    ]
    checked = PYTHON.diagnose({"a.py": code}, project).checked
    assert checked == {tool: {"a.py"} for tool in ("parser", "ruff", "mypy")}


def test_a_broken_file_has_one_finding(tmp_path: Path) -> None:
    """A syntax error hides the rest: ruff's and mypy's own words for it are left out."""
    project = Project(tmp_path, tmp_path, ("ruff", "mypy"))
    files = {"a.py": b"import os\nx = (\n", "b.py": b"y: int = ''\n"}
    assert _found(files, project) == [
        ("a.py", "parser", 2, "invalid-syntax"),
        ("b.py", "mypy", 1, "assignment"),
    ]


@pytest.mark.parametrize(
    ("code", "config", "lines"),
    [
        pytest.param(b"x = t'{y}'\n", {"requires-python": ">=3.14"}, [], id="newer than our Python"),
        pytest.param(b"x = t'{y}'\n", {"requires-python": ">=3.11"}, [1], id="newer than the project's"),
        pytest.param(b"try:\n    x\nexcept A, B:\n    x\n", {}, [3], id="no version named: Python 2 it is"),
        pytest.param(b"x = (\n", {"requires-python": ">=3.14"}, [1], id="broken in any version"),
    ],
)
@pytest.mark.skipif(sys.version_info >= (3, 14), reason="nothing is newer than that")
def test_newer_syntax(tmp_path: Path, code: bytes, config: dict[str, str], lines: list[int]) -> None:
    """A project may be written for a later Python than ours: that is no syntax error."""
    table = "".join(f'{key} = "{value}"\n' for key, value in config.items())
    (tmp_path / "pyproject.toml").write_text(
        f'[project]\nname = "p"\n{table}[tool.ruff.lint]\nselect = ["W"]\n'
    )
    found = PYTHON.diagnose({"a.py": code}, Project(tmp_path))
    assert [d.line for d in found.diagnostics] == lines
    assert bool(found.notes) == (not lines)


def test_line_separators(tmp_path: Path) -> None:
    """C24: all tools and we count lines alike, whatever else looks like the end of a line."""
    code = "'\x0c \u2028 \x0b \x85'\r\nimport os\r\ny: int = ''\r\n"
    project = Project(tmp_path, tmp_path, ("ruff", "mypy"))
    assert [line for _, _, line, _ in _found({"a.py": code.encode()}, project)] == [2, 3]
    assert line_texts(code)[1:] == ["import os", "y: int = ''"]


def test_byte_order_mark(tmp_path: Path) -> None:
    """C26: the mark is no character of the code, and stays when ruff's fix is applied."""
    code = "\ufeffimport os\nx = 1\n"
    found = PYTHON.diagnose({"a.py": code.encode()}, Project(tmp_path)).diagnostics
    assert [(d.code, d.line, d.column) for d in found] == [("F401", 1, 8)]
    assert found[0].fix is not None
    assert apply_edits(code, found[0].fix) == "\ufeffx = 1\n"


def test_declared_encoding(tmp_path: Path) -> None:
    """C27: a Latin-1 file is parsed as such, and not taken for clean by ruff."""
    found = PYTHON.diagnose({"a.py": b"# coding: latin-1\nx = '\xe9'\nimport os\n"}, Project(tmp_path))
    assert found.diagnostics == ()
    assert found.checked == {"parser": {"a.py"}, "ruff": frozenset()}
    assert found.notes == ("a.py: not checked by ruff, which reads UTF-8 only",)


def test_undeclared_encoding(tmp_path: Path) -> None:
    """C27: bytes that no declaration covers are a syntax error of their line, as for CPython."""
    assert _found({"a.py": b"x = 1\ny = '\xe9'\n"}, Project(tmp_path)) == [
        ("a.py", "parser", 2, "invalid-syntax")
    ]


def test_ignored_lines(tmp_path: Path) -> None:
    """`# novaedit: ignore` and the tools' own suppressions are honoured."""
    comments = (b"novaedit: ignore", b"novaedit: ignore[F401]", b"noqa: F401", b"no comment")
    code = b"".join(b"import m%d  # %s\n" % (number, comment) for number, comment in enumerate(comments))
    assert _found({"a.py": code}, Project(tmp_path)) == [("a.py", "ruff", 4, "F401")]


def test_moving_code_makes_nothing_new(tmp_path: Path) -> None:
    """E54: findings are matched by code, message and line text, so a shift or a swap adds none."""
    before = "import os\nx = first\ny = second\n"
    after = "\n\nimport os\ny = second\n\nx = first\n"
    project = Project(tmp_path)

    def count(code: str) -> object:
        found = PYTHON.diagnose({"a.py": code.encode()}, project).diagnostics
        return Counter(fingerprint(d, line_texts(code)) for d in found)

    assert count(before) == count(after)
    assert count(before) != count(after.replace("first", "third"))


@pytest.mark.parametrize(
    ("files", "configured", "tools"),
    [
        ({}, None, ("ruff",)),
        ({"mypy.ini": "[mypy]\n"}, None, ("ruff", "mypy")),
        ({"mypy.ini": "[mypy]\n"}, ("ruff",), ("ruff",)),
        ({"pyproject.toml": "[tool.mypy]\n"}, None, ("ruff", "mypy")),
    ],
)
def test_wanted_tools(
    tmp_path: Path, files: dict[str, str], configured: tuple[str, ...] | None, tools: tuple[str, ...]
) -> None:
    """ruff always, mypy where the project configures it, the user's word before both."""
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert PYTHON.wanted_tools(tmp_path, configured) == tools


def test_unknown_tool(tmp_path: Path) -> None:
    """A tool that there is not is a usage error."""
    with pytest.raises(UsageError, match="no such tool for Python: eslint"):
        PYTHON.wanted_tools(tmp_path, ("eslint",))


@pytest.mark.parametrize(
    ("code", "message", "allowed"),
    [
        ("F401", "`os` imported but unused", True),
        ("unreachable", "Statement is unreachable", True),
        ("unused-ignore", 'Unused "type: ignore" comment', True),
        ("F821", "Undefined name `x`", False),
        ("E711", "Comparison to `None`", False),
    ],
)
def test_allows_removal(code: str, message: str, allowed: bool) -> None:
    """Only findings of things that are not needed may cost code."""
    assert PYTHON.allows_removal(Diagnostic("x", code, message, "a.py", 1)) is allowed


@pytest.mark.parametrize(("code", "slip"), [("F811", True), ("B018", True), ("F401", False), ("F841", False)])
def test_two_things_by_one_name_may_be_a_slip(code: str, slip: bool) -> None:
    assert PYTHON.may_be_meant_otherwise(Diagnostic("ruff", code, "", "a.py", 1)) is slip


def test_a_failing_test_allows_no_removal_whatever_it_quotes() -> None:
    message = "assert [] == [1] +  where [] = without_duplicates([1, 1])"
    assert not PYTHON.allows_removal(Diagnostic("pytest", "AssertionError", message, "a.py", 1))
