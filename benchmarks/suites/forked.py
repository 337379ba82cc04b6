"""Run many small pytest sessions: pytest is imported once, each folder gets a forked process of its own.

    python -m benchmarks.suites.forked SECONDS FOLDER...

Each folder holds `test_*.py` and what they import. How they ended is left in `session.json`; what
pytest wrote in `output.txt`. Needs a system with fork.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

_AT_ONCE = 2
_OPTIONS = (
    "-q",
    "--tb=short",
    "--color=no",
    "--rootdir=.",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed test: its file, the exception, its message, its frames in the folder, outermost first."""

    test: str
    type: str
    message: str
    frames: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Session:
    """How a folder's tests ended: pytest's exit status, or None when time ran out; what failed."""

    status: int | None
    failures: list[Failure]


def run_sessions(folders: Sequence[Path], seconds: float) -> list[Session]:
    """Run the tests of every folder, each for at most `seconds`."""
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("PYTEST_ADDOPTS", "CI", "BUILD_NUMBER"):  # pytest cuts its messages elsewhere under CI
        env.pop(name, None)
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "benchmarks.suites.forked", str(seconds), *map(str, folders)]
    subprocess.run(command, cwd=root, env=env, check=True)
    return [_read(folder) for folder in folders]


def _read(folder: Path) -> Session:
    left = folder / "session.json"
    if not left.exists():  # killed
        return Session(None, [])
    record = json.loads(left.read_text("utf-8"))
    return Session(record["status"], [_failure(failure) for failure in record["failures"]])


def _failure(record: dict[str, Any]) -> Failure:
    frames = [(path, line) for path, line in record["frames"]]
    return Failure(record["test"], record["type"], record["message"], frames)


class _Recorder:
    """A pytest plugin that keeps what failed."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[Any]
    ) -> None:
        assert call.excinfo is not None
        here = Path.cwd()
        frames = [(Path(entry.path), entry.lineno + 1) for entry in call.excinfo.traceback]
        inside = [
            (path.relative_to(here).as_posix(), line) for path, line in frames if path.is_relative_to(here)
        ]
        failure = Failure(node.path.name, call.excinfo.typename, str(call.excinfo.value), inside)
        self.failures.append(failure)


def main(arguments: Sequence[str]) -> None:
    """Work through the folders, a few at once."""
    seconds, waiting = float(arguments[0]), [Path(name) for name in arguments[1:]]
    running: dict[int, float] = {}
    while waiting or running:
        while waiting and len(running) < _AT_ONCE:
            running[_start(waiting.pop(0))] = time.monotonic() + seconds
        child, _ = os.waitpid(-1, os.WNOHANG)
        running.pop(child, None)
        for late in [child for child, end in running.items() if time.monotonic() > end]:
            os.killpg(late, signal.SIGKILL)
            os.waitpid(late, 0)
            del running[late]
        time.sleep(0.005)


def _start(folder: Path) -> int:
    child = os.fork()
    if child == 0:
        os.setsid()
        os.chdir(folder)
        output = os.open("output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        recorder = _Recorder()
        tests = sorted(path.name for path in Path().glob("test_*.py"))
        status = int(pytest.main([*_OPTIONS, *tests], plugins=[recorder]))
        record = {"status": status, "failures": [asdict(failure) for failure in recorder.failures]}
        Path("session.json").write_text(json.dumps(record), "utf-8")
        sys.stdout.flush()
        os._exit(0)
    return child


if __name__ == "__main__":
    main(sys.argv[1:])
