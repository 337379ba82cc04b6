"""Finding mypy's configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.languages.python.mypy_config import find_config


@pytest.mark.parametrize(
    ("name", "text", "names_targets"),
    [
        ("mypy.ini", "", False),
        ("mypy.ini", "[mypy]\nfiles = src\n", True),
        (".mypy.ini", "not an ini file", False),
        ("pyproject.toml", "[tool.mypy]\nstrict = true\n", False),
        ("pyproject.toml", "[tool.mypy]\npackages = ['a']\n", True),
        ("setup.cfg", "[mypy]\nstrict = true\n", False),
    ],
)
def test_configured(tmp_path: Path, name: str, text: str, names_targets: bool) -> None:
    """Each place that mypy looks at."""
    (tmp_path / name).write_text(text)
    config = find_config(tmp_path)
    assert config is not None
    assert (config.path, config.names_targets) == (tmp_path / name, names_targets)


@pytest.mark.parametrize(
    ("name", "text"),
    [("pyproject.toml", "[tool.ruff]\n"), ("pyproject.toml", "["), ("setup.cfg", "[flake8]\n")],
)
def test_not_configured(tmp_path: Path, name: str, text: str) -> None:
    """A file that says nothing of mypy does not make a project one that uses it."""
    (tmp_path / name).write_text(text)
    assert find_config(tmp_path) is None


@pytest.mark.parametrize("exclude", ['"^gen/"', '["^gen/", "("]'])
def test_exclude(tmp_path: Path, exclude: str) -> None:
    """One pattern or several; a broken one is mypy's to complain about."""
    (tmp_path / "pyproject.toml").write_text(f"[tool.mypy]\nexclude = {exclude}\n")
    config = find_config(tmp_path)
    assert config is not None
    assert config.excludes("gen/a.py")
    assert not config.excludes("src/gen/a.py")
