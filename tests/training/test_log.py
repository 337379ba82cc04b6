"""The log of a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.training.checkpoint import Progress
from novaedit.training.log import METRICS, RunLog


def test_a_step_says_speed_and_time_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = RunLog(tmp_path, steps=100)
    log.step(Progress(step=25, tokens=5000, examples=50, seconds=50.0), {"loss": 2.5, "rate": 0.001})
    log.close()
    assert capsys.readouterr().err == "step 25/100 loss 2.5 rate 0.001 100 tok/s, 2 min left\n"
    (row,) = (json.loads(line) for line in (tmp_path / METRICS).read_text().splitlines())
    assert (row["step"], row["loss"], row["tokens_per_second"]) == (25, 2.5, 100)
    assert list((tmp_path / "tensorboard").iterdir())


def test_a_run_that_goes_on_drops_what_comes_again(tmp_path: Path) -> None:
    rows = [{"step": step, "loss": 1.0} for step in range(1, 8)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / METRICS).write_text(lines + '{"step": 8, "lo')
    RunLog(tmp_path, steps=10, resumed=5).close()
    kept = [json.loads(line)["step"] for line in (tmp_path / METRICS).read_text().splitlines()]
    assert kept == [1, 2, 3, 4, 5]
