"""A real Dask scheduler and its workers on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.cli.command import environment

Workers = list[subprocess.Popen[bytes]]


@contextlib.contextmanager
def start_cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, Workers]]:
    """The scheduler's address and its workers; `folder` is theirs."""
    known = folder / "scheduler.json"
    network = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = _start(folder, "dask_scheduler", "--port", "0", *network, "--scheduler-file", str(known))
    started: Workers = []
    try:
        while not known.exists() or not known.read_text(encoding="utf-8"):
            assert scheduler.poll() is None
            time.sleep(0.05)
        address = json.loads(known.read_text(encoding="utf-8"))["address"]
        for number in range(workers):
            place = str(folder / f"worker{number}")
            options = ("--nthreads", "1", "--no-nanny", "--local-directory", place)
            started.append(_start(folder, "dask_worker", address, *network, *options))
        yield address, started
    finally:
        for process in (*started, scheduler):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(home: Path, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
