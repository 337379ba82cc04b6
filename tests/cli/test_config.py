"""Configuration: where it is found, what wins, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.cli.config import Settings, load_settings
from novaedit.errors import ConfigError


def _write(folder: Path, table: str, *, header: str = "[tool.novaedit]\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "pyproject.toml"
    file.write_text(header + table)
    return file


def test_defaults_without_any_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path, tmp_path, {}) == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    _write(
        tmp_path,
        """
model = "base"
min-confidence = 0.5
max-time = 10
select = ["F"]
ignore = ["F401"]
extend-exclude = ["vendor/"]
per-file-ignores = { "tests/*" = ["F811"] }
tools = ["ruff", "mypy"]
python = ".venv/bin/python"
tests = "pytest -q 'a b'"
candidates = 3
threads = 2
""",
    )
    assert load_settings(tmp_path, tmp_path, {}) == Settings(
        model="base",
        min_confidence=0.5,
        max_time=10.0,
        select=("F",),
        ignore=("F401",),
        extend_exclude=("vendor/",),
        per_file_ignores=(("tests/*", ("F811",)),),
        tools=("ruff", "mypy"),
        python=str(tmp_path / ".venv/bin/python"),
        tests=("pytest", "-q", "a b"),
        candidates=3,
        threads=2,
    )


def test_the_nearest_file_with_our_table_counts(tmp_path: Path) -> None:
    _write(tmp_path, "candidates = 2\n")
    inner = tmp_path / "packages/a"
    _write(inner, "candidates = 4\n")
    plain = inner / "src"
    _write(plain, "line-length = 90\n", header="[tool.ruff]\n")
    assert load_settings(tmp_path, plain, {}).candidates == 4
    assert load_settings(tmp_path, tmp_path / "packages", {}).candidates == 2


def test_files_above_the_repository_do_not_count(tmp_path: Path) -> None:
    _write(tmp_path, "candidates = 2\n")
    root = tmp_path / "repo"
    root.mkdir()
    assert load_settings(root, root, {}) == Settings()
    assert load_settings(root, tmp_path, {}) == Settings()


def test_environment_over_file_and_empty_says_nothing(tmp_path: Path) -> None:
    _write(tmp_path, 'select = ["F"]\ncandidates = 2\n')
    settings = load_settings(
        tmp_path,
        tmp_path,
        {"NOVAEDIT_SELECT": "E1, W", "NOVAEDIT_CANDIDATES": "", "NOVAEDIT_MAX_TIME": "2.5"},
    )
    assert (settings.select, settings.candidates, settings.max_time) == (("E1", "W"), 2, 2.5)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("max-tiem = 3\n", r"unknown key tool\.novaedit\.max-tiem \(did you mean max-time\?\)"),
        ("max_time = 3\n", r"unknown key tool\.novaedit\.max_time \(did you mean max-time\?\)"),
        ("colour = 3\n", r"unknown key tool\.novaedit\.colour$"),
        ('max-time = "3"\n', r"tool\.novaedit\.max-time must be a number of seconds above 0"),
        ("max-time = inf\n", r"tool\.novaedit\.max-time must be a number of seconds above 0"),
        ("candidates = true\n", r"tool\.novaedit\.candidates must be a whole number from 1 to 64"),
        ("candidates = nan\n", r"candidates must be a whole number"),
        ("candidates = 2.5\n", r"candidates must be a whole number"),
        ("min-confidence = 2\n", r"min-confidence must be a number from 0 to 1"),
        ('select = "F"\n', r"select must be a list of strings"),
        ("select = [1]\n", r"select must be a list of strings"),
        ('tools = ["pylint"]\n', r"tools knows ruff and mypy, not 'pylint'"),
        ("tests = ''\n", r"tests must be a command"),
        ('tests = "a \'b"\n', r"tests must be a command \(no closing quotation\)"),
        ("model = ''\n", r"model must be a string that is not empty"),
        ('per-file-ignores = ["F"]\n', r"per-file-ignores must be a table"),
        ('per-file-ignores = { "a" = "F" }\n', r"per-file-ignores must be a table from glob"),
        ("a = \n", r"pyproject\.toml:2: not valid TOML: Invalid value"),
    ],
)
def test_mistakes_name_the_key_and_the_file(tmp_path: Path, table: str, message: str) -> None:
    file = _write(tmp_path, table)
    with pytest.raises(ConfigError, match=message) as caught:
        load_settings(tmp_path, tmp_path, {})
    assert str(file) in str(caught.value)


def test_a_table_that_is_none(tmp_path: Path) -> None:
    _write(tmp_path, "novaedit = 3\n", header="[tool]\n")
    with pytest.raises(ConfigError, match=r"tool\.novaedit must be a table"):
        load_settings(tmp_path, tmp_path, {})


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"a = '\xff'\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_settings(tmp_path, tmp_path, {})


def test_a_mistake_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"the environment: NOVAEDIT_CANDIDATES must be a whole number"):
        load_settings(tmp_path, tmp_path, {"NOVAEDIT_CANDIDATES": "many"})
