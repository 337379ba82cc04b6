"""`novaedit train` as a process of its own: to be killed, or to be one of two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
# accelerate starts processes on CPUs through MPI or, as here, torchrun.
_LAUNCH = (
    *("-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2", "--num_machines", "1"),
    *("--mixed_precision", "no", "--dynamo_backend", "no"),
)


def start(kind: str, config: Path, *, two: bool = False) -> subprocess.Popen[str]:
    """`novaedit train KIND --config CONFIG`, alone or as two processes of `accelerate launch`."""
    words = ("-m", "novaedit.cli", "train", kind, "--config", str(config))
    return _start(*_LAUNCH, *words) if two else _start(*words)


def start_two(script: Path) -> subprocess.Popen[str]:
    """The Python program `script` as two processes of `accelerate launch`."""
    return _start(*_LAUNCH, str(script))


def _start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        env={**os.environ, "PYTHONPATH": str(_ROOT), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_train(*words: str) -> subprocess.CompletedProcess[str]:
    """`novaedit train WORDS`, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "train", *words],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def finish(process: subprocess.Popen[str]) -> str:
    """What it printed; it must succeed."""
    printed, _ = process.communicate(timeout=300)
    assert process.returncode == 0, printed
    return printed


def write_config(path: Path, values: Mapping[str, Any]) -> Path:
    """JSON is YAML."""
    path.write_text(json.dumps(values))
    return path


def losses(out: Path) -> dict[int, float]:
    """Loss by step, as logged; each step once."""
    rows = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    steps = [(row["step"], row["loss"]) for row in rows if "loss" in row]
    assert len({step for step, _ in steps}) == len(steps)
    return dict(steps)
