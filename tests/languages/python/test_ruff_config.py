"""Finding ruff's configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.languages.python.ruff_config import RuffConfig, config_for, forget, names_python


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ruff.toml", "", RuffConfig(exists=True)),
        (".ruff.toml", "not toml", RuffConfig(exists=True)),
        ("pyproject.toml", "[tool.ruff]\n", RuffConfig(exists=True)),
        ("ruff.toml", "target-version = 'py312'", RuffConfig(exists=True, has_version=True)),
        ("pyproject.toml", "[", RuffConfig(exists=True)),
        ("pyproject.toml", "", RuffConfig(exists=False)),
        ("pyproject.toml", "[tool.black]\n", RuffConfig(exists=False)),
        ("ruff.toml", "lint.isort.required-imports = ['import a']", RuffConfig(True, ("import a",))),
        (
            "pyproject.toml",
            "tool.ruff.isort.required-imports = ['import a']",
            RuffConfig(True, ("import a",)),
        ),
    ],
)
def test_nearest(tmp_path: Path, name: str, text: str, expected: RuffConfig) -> None:
    """Each of ruff's file names, from a folder below."""
    (tmp_path / name).write_text(text)
    forget()
    assert config_for(tmp_path / "a" / "b" / "c.py") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("[project]\nrequires-python = '>=3.11'\n", True), ("[project]\nname = 'x'\n", False), ("[", False)],
)
def test_names_python(tmp_path: Path, text: str, expected: bool) -> None:
    """`requires-python` counts for the folders below, whichever configuration ruff uses there."""
    (tmp_path / "pyproject.toml").write_text(text)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "ruff.toml").touch()
    forget()
    assert names_python(tmp_path / "a" / "b.py") is expected
