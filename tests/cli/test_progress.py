"""Progress is for terminals, and only for runs that take long."""

from __future__ import annotations

import io

import pytest

from novaedit.cli import progress as module
from novaedit.cli.progress import progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, quiet: bool = False) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with progress("auto", quiet=quiet) as tell:
        tell("a\x1b.py")
    return stream.getvalue()


def test_a_long_run_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", -1.0)
    assert "a^[.py" in _shown(monkeypatch, _Terminal())


def test_silence_for_pipes_quiet_runs_and_quick_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, _Terminal()) == ""
    monkeypatch.setattr(module, "_PATIENCE", -1.0)
    assert _shown(monkeypatch, io.StringIO()) == ""
    assert _shown(monkeypatch, _Terminal(), quiet=True) == ""
