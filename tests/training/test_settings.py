"""YAML as a dataclass."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from novaedit.errors import ConfigError
from novaedit.training.settings import read_settings


@dataclass(frozen=True)
class Part:
    name: str
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Whole:
    out: str
    rate: float = 0.5
    count: int | None = None
    files: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def read(tmp_path: Path, text: str) -> Whole:
    path = tmp_path / "c.yaml"
    path.write_text(text)
    return read_settings(path, Whole)


def test_every_key_becomes_a_field(tmp_path: Path) -> None:
    text = "out: a\nrate: 1\ncount: null\nfiles: [b]\nparts:\n- name: c\n  weights: {x: 2, y: 0.5}\n"
    assert read(tmp_path, text) == Whole("a", 1.0, None, ["b"], [Part("c", {"x": 2.0, "y": 0.5})])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("rate: 1\n", "missing out", id="a missing key"),
        pytest.param("out: a\nbogus: 1\n", "unknown key 'bogus'", id="an unknown key"),
        pytest.param("out: a\nrate: fast\n", "rate must be float, got 'fast'", id="a word for a number"),
        pytest.param("out: a\ncount: true\n", "count must be int, got True", id="yes is no number"),
        pytest.param("out: a\nfiles: b\n", r"files must be list\[str\]", id="a name for a list"),
        pytest.param("out: a\nfiles: [1]\n", r"files\[0\] must be str", id="a number in a list of names"),
        pytest.param("out: a\nparts: [{}]\n", r"parts\[0\]: missing name", id="a missing key further down"),
        pytest.param("out: a\nparts: [{name: b, weights: {x: c}}]\n", r"weights\.x must", id="a bad weight"),
        pytest.param("out: [\n", "not YAML", id="not YAML"),
        pytest.param("- a\n", "expected keys and values", id="a list"),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.yaml: No such file"):
        read_settings(tmp_path / "absent.yaml", Whole)
