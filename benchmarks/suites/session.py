"""Run the tests of many cases in one pytest process, and keep what failed.

    python -m benchmarks.suites.session FOLDER RESULT

FOLDER holds `test_*.py` and what they import; RESULT becomes a list of failures in JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

_OPTIONS = ("-q", "--tb=no", "--rootdir=.", "-p", "no:cacheprovider", "--continue-on-collection-errors")
#: pytest cuts its messages elsewhere under CI; other people's plugins and options are not ours to run.
_DROPPED = ("PYTEST_ADDOPTS", "CI", "BUILD_NUMBER")


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed test: its file, the exception, its message, its frames in the folder, outermost first."""

    test: str
    type: str
    message: str
    frames: tuple[tuple[str, int], ...]


def failures_in(folder: Path, result: Path, seconds: float) -> list[Failure]:
    """Run every test of `folder` in a process of its own; `result` is a file outside of it.

    Raises subprocess.CalledProcessError when pytest could not do its work, TimeoutExpired.
    """
    env = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    env |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "benchmarks.suites.session", str(folder), str(result)]
    root = Path(__file__).parents[2]
    subprocess.run(command, cwd=root, env=env, check=True, capture_output=True, timeout=seconds)
    return [_failure(record) for record in json.loads(result.read_text("utf-8"))]


def _failure(record: dict[str, Any]) -> Failure:
    frames = tuple((path, line) for path, line in record["frames"])
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
        places = [(Path(entry.path), entry.lineno + 1) for entry in call.excinfo.traceback]
        frames = tuple((p.relative_to(here).as_posix(), line) for p, line in places if p.is_relative_to(here))
        error = call.excinfo
        self.failures.append(Failure(node.path.name, error.typename, str(error.value), frames))


def main(folder: str, result: str) -> int:
    """Run the tests; 0 if pytest got to the end of them, whatever they said."""
    os.chdir(folder)
    recorder = _Recorder()
    status = pytest.main([*_OPTIONS, "."], plugins=[recorder])
    Path(result).write_text(json.dumps([asdict(failure) for failure in recorder.failures]), "utf-8")
    return 0 if status in (0, 1) else int(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
