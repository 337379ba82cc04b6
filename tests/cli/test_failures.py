"""Every failure ends in one line and a documented exit code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from novaedit.cli.failures import guarded
from novaedit.errors import ConfigError


def _raise(error: BaseException) -> Callable[[], int]:
    def action() -> int:
        raise error

    return action


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ConfigError("pyproject.toml: bad\nkey \x1b"), 2, "novaedit: pyproject.toml: bad key ^[\n"),
        (KeyboardInterrupt(), 130, "novaedit: interrupted\n"),
        (PermissionError(13, "Permission denied", "a.py"), 2, "novaedit: a.py: Permission denied\n"),
        (OSError("odd"), 2, "novaedit: odd\n"),
    ],
)
def test_expected(error: BaseException, code: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(_raise(error)) == code
    assert capsys.readouterr().err == message


def test_success_passes_through() -> None:
    assert guarded(lambda: 1) == 1


def test_unexpected_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert guarded(_raise(ZeroDivisionError("by\nzero"))) == 2
    (log,) = (tmp_path / "novaedit").iterdir()
    assert (
        capsys.readouterr().err == f"novaedit: unexpected error: ZeroDivisionError: by (details in {log})\n"
    )
    text = log.read_text()
    assert "Traceback" in text
    assert "ZeroDivisionError" in text


def test_a_log_that_cannot_be_written_is_kept_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    assert guarded(_raise(ZeroDivisionError())) == 2
    assert f"details in {tmp_path / 'tmp'}" in capsys.readouterr().err


def test_a_closed_pipe_is_no_failure() -> None:
    program = (
        "import sys\nfrom novaedit.cli.failures import guarded\n"
        "def act():\n    for _ in range(100000): print('x' * 80)\n    return 0\nsys.exit(guarded(act))\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 0
