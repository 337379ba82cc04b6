"""Finding ruff's configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.languages.python.ruff_config import RuffConfig, config_for, forget


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ruff.toml", "", RuffConfig(exists=True)),
        (".ruff.toml", "not toml", RuffConfig(exists=True)),
        ("pyproject.toml", "[tool.ruff]\n", RuffConfig(exists=True)),
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
