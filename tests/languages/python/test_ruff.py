"""The real ruff on given contents."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from novaedit.errors import ToolError
from novaedit.languages.base import Checked, Project
from novaedit.languages.python import ruff
from novaedit.languages.python.environment import ruff_command
from novaedit.languages.python.ruff import check, check_folder

BAD = b"import os\nx = undefined\n"


def _write(root: Path, files: dict[str, bytes | str]) -> None:
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())


def _codes(checked: Checked) -> list[tuple[str, str | None]]:
    return [(d.path, d.code) for d in checked.diagnostics]


def _ruff_toml(text: str) -> dict[str, bytes | str]:
    return {"ruff.toml": text}


def test_contents_not_disk(tmp_path: Path) -> None:
    """What is checked is the content given: another version, or a file that is not on disk at all (C19)."""
    _write(tmp_path, {"a.py": "x = 1\n"})
    found = check({"a.py": BAD, "gone.py": b"import re\n"}, Project(tmp_path))
    assert _codes(found) == [("a.py", "F401"), ("a.py", "F821"), ("gone.py", "F401")]
    assert found.checked["ruff"] == {"a.py", "gone.py"}


def test_default_rules_without_configuration(tmp_path: Path) -> None:
    """E46: ruff 0.16 finds hundreds of things by default; without configuration only errors are wanted."""
    code = b"import os, sys\nprint(os, sys)\nl=  1\n\n\n\n\nx = 1 \n"
    assert {code for _, code in _codes(check({"a.py": code}, Project(tmp_path)))} == {"E401", "E741"}


def test_project_configuration_of_each_place(tmp_path: Path) -> None:
    """The nearest configuration counts, as in a monorepo."""
    _write(tmp_path, {"one/ruff.toml": 'lint.select = ["W"]\n'})
    _write(tmp_path, {"two/pyproject.toml": '[tool.ruff.lint]\nselect = ["F401"]\n'})
    code = b"import os\nx = y \n"
    found = check({"one/a.py": code, "two/a.py": code, "a.py": code}, Project(tmp_path))
    assert _codes(found) == [
        ("a.py", "F401"),
        ("a.py", "F821"),
        ("one/a.py", "W291"),
        ("two/a.py", "F401"),
    ]


def test_excluded_files_are_named(tmp_path: Path) -> None:
    """E44, E47: an excluded file is not a clean file, be it ruff's `exclude` or the linter's own."""
    _write(tmp_path, _ruff_toml('exclude = ["gen"]\n[lint]\nexclude = ["lint_gen/*"]\n'))
    found = check({"gen/a.py": BAD, "lint_gen/a.py": BAD, "a.py": b"x = 1\n"}, Project(tmp_path))
    assert found.diagnostics == ()
    assert found.checked["ruff"] == {"a.py"}
    assert found.notes == (
        "gen/a.py: excluded by ruff's configuration",
        "lint_gen/a.py: excluded by ruff's configuration",
    )


@pytest.mark.parametrize(
    "code",
    [b"# ruff: noqa\nimport os\n", b'"""Only a docstring."""\n', b"", b"# a comment\n", b"x = 1\n"],
)
def test_silent_files_are_checked(tmp_path: Path, code: bytes) -> None:
    """E44: a file of which ruff has nothing to say, for whatever reason, still counts as checked."""
    _write(tmp_path, _ruff_toml('lint.per-file-ignores = {"tests/*" = ["ALL"]}\n'))
    found = check({"a.py": code, "tests/a.py": BAD}, Project(tmp_path))
    assert found.diagnostics == ()
    assert found.notes == ()
    assert found.checked["ruff"] == {"a.py", "tests/a.py"}


def test_not_utf8_is_not_clean(tmp_path: Path) -> None:
    """C27: ruff says "All checks passed!" of a Latin-1 file; we say that it was not checked."""
    found = check({"a.py": b"# coding: latin-1\nx = '\xe9'\nimport os\n"}, Project(tmp_path))
    assert found.diagnostics == ()
    assert found.checked["ruff"] == frozenset()
    assert found.notes == ("a.py: not checked by ruff, which reads UTF-8 only",)


def test_environment_variables_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """E45: RUFF_OUTPUT_FILE empties stdout, RUFF_OUTPUT_FORMAT changes it."""
    monkeypatch.setenv("RUFF_OUTPUT_FILE", str(tmp_path / "out"))
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "concise")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert len(check({"a.py": BAD}, Project(tmp_path)).diagnostics) == 2
    assert not (tmp_path / "out").exists()


def test_own_required_imports_still_count(tmp_path: Path) -> None:
    """The import that we ask for as a proof goes beside those of the project."""
    config = 'lint.select = ["I002"]\nlint.isort.required-imports = ["from __future__ import annotations"]\n'
    _write(tmp_path, _ruff_toml(config))
    found = check({"a.py": b"x = 1\n"}, Project(tmp_path))
    assert [d.message for d in found.diagnostics] == [
        "Missing required import: `from __future__ import annotations`"
    ]


def test_proof_survives_a_configuration_against_it(tmp_path: Path) -> None:
    """`ignore = ["I"]` does not take the proof away."""
    _write(tmp_path, _ruff_toml('lint.select = ["F"]\nlint.ignore = ["I", "I002"]\n'))
    assert check({"a.py": b"x = 1\n"}, Project(tmp_path)).checked["ruff"] == {"a.py"}


@pytest.mark.parametrize(
    "config",
    [
        pytest.param("line-length = [", id="not TOML"),
        pytest.param("no-such-key = 1", id="unknown key"),
        pytest.param('lint.select = ["NOPE1"]', id="unknown rule"),
    ],
)
def test_broken_configuration(tmp_path: Path, config: str) -> None:
    """One sentence that names the file."""
    _write(tmp_path, _ruff_toml(config))
    with pytest.raises(ToolError, match=r"ruff failed: .*ruff\.toml") as error:
        check({"a.py": BAD}, Project(tmp_path))
    assert "\n" not in str(error.value)


def test_required_version(tmp_path: Path) -> None:
    """E46: a project that asks for another ruff gets a clear sentence."""
    _write(tmp_path, _ruff_toml('required-version = ">=99"\n'))
    with pytest.raises(ToolError, match="Required version"):
        check({"a.py": BAD}, Project(tmp_path))


def _fake_python(tmp_path: Path, name: str, script: str) -> str:
    folder = tmp_path / "env" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").touch()
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)
    return str(folder / "python")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param("kill -SEGV $$", "exit status -11: it gave no reason", id="crash"),
        pytest.param("echo oops >&2; exit 2", "exit status 2: oops", id="failure"),
        pytest.param("echo All checks passed!", "not its JSON", id="other output"),
    ],
)
def test_ruff_that_fails(tmp_path: Path, script: str, words: str) -> None:
    """E44: a crash is never a clean result; and the project's own ruff is the one that is run."""
    python = _fake_python(tmp_path, "ruff", script)
    with pytest.raises(ToolError, match=words):
        check({"a.py": BAD}, Project(tmp_path, python=python))


def test_ruff_that_checks_nothing(tmp_path: Path) -> None:
    """E44: success without a word is no proof."""
    python = _fake_python(tmp_path, "ruff", "exit 0")
    found = check({"a.py": BAD}, Project(tmp_path, python=python))
    assert found.checked["ruff"] == frozenset()
    assert found.notes


def test_missing_ruff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any ruff the sentence says how to get it."""
    monkeypatch.setattr("novaedit.languages.python.environment.import_module", _no_module)
    with pytest.raises(ToolError, match="pip install ruff"):
        check({"a.py": BAD}, Project(tmp_path))


def _no_module(name: str) -> object:
    raise ImportError(name)


@pytest.mark.parametrize("on_disk", [True, False])
def test_many_files(tmp_path: Path, on_disk: bool) -> None:
    """Files on disk are checked in one process, others one by one, with the same result; odd names too."""
    names = ["-dash.py", "with blank.py", "é.py", "sub/a.py", "b.py", "c.pyi"]
    if on_disk:
        _write(tmp_path, dict.fromkeys(names, BAD))
    found = check(dict.fromkeys(names, BAD), Project(tmp_path))
    assert found.checked["ruff"] == set(names)
    assert {path for path, code in _codes(found) if code == "F821"} == set(names)


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    """C21: a name that is a link on disk is checked by its content in the snapshot."""
    _write(tmp_path, {f"{name}.py": BAD for name in "abcd"})
    (tmp_path / "a.py").unlink()
    (tmp_path / "a.py").symlink_to(tmp_path / "b.py")
    found = check({f"{name}.py": BAD for name in "abcd"}, Project(tmp_path))
    assert len(found.diagnostics) == 8


def test_file_that_moves_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes on disk during the run is checked again from its given content."""
    files = {f"{name}.py": BAD for name in "abcd"}
    _write(tmp_path, dict(files))
    original = ruff._finish

    def finish(command: list[str], cwd: Path, content: bytes | None) -> bytes:
        if content is None:
            (tmp_path / "a.py").write_text("x = 1\n")
        return original(command, cwd, content)

    monkeypatch.setattr(ruff, "_finish", finish)
    assert len(check(files, Project(tmp_path)).diagnostics) == 8


def test_folder(tmp_path: Path) -> None:
    """One process for a whole folder, whatever the folders' names, without any configuration."""
    _write(tmp_path, {"build/a.py": BAD, "sub/venv/b.py": "x = 1 \n", "ruff.toml": "lint.select = ['D']\n"})
    _write(tmp_path, {".gitignore": "build\n", "bad.py": "x = (\n", "latin.py": b"x = '\xe9'\n"})
    found = check_folder(tmp_path, ("F", "W"))
    assert {path: [d.code for d in diagnostics] for path, diagnostics in found.items()} == {
        "build/a.py": ["F401", "F821"],
        "sub/venv/b.py": ["W291"],
        "bad.py": ["invalid-syntax"],
    }
    assert found["sub/venv/b.py"][0].fix is not None


def test_twenty_clean_files_cost_little(tmp_path: Path) -> None:
    """The budget: at most 100 ms more than ruff itself (doubled here, for a shared machine)."""
    body = "".join(f"def f{n}(a, b):\n    return a + b + {n}\n\n\n" for n in range(60))
    files = {f"f{n}.py": body.encode() for n in range(20)}
    _write(tmp_path, dict(files))
    command = [ruff_command(Project(tmp_path)), "check", "--no-cache", "--select", "E4,E7,E9,F", *files]

    def plain() -> None:
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, env={**os.environ})

    alone = min(_seconds(plain) for _ in range(5))
    ours = min(_seconds(lambda: check(files, Project(tmp_path))) for _ in range(5))
    assert ours - alone < 0.2


def _seconds(action: object) -> float:
    assert callable(action)
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
