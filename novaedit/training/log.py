"""What a run says of itself: a line on the screen, a row in metrics.jsonl, a point in TensorBoard."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from novaedit.training.checkpoint import Progress

METRICS = "metrics.jsonl"


class RunLog:
    """The log of a run of `steps` steps in the folder `out`.

    A run that goes on from step n drops what was logged after it: those steps come again.
    """

    def __init__(self, out: Path, steps: int, resumed: int = 0) -> None:
        from torch.utils.tensorboard import SummaryWriter

        out.mkdir(parents=True, exist_ok=True)
        _drop_after(out / METRICS, resumed)
        self._board = SummaryWriter(out / "tensorboard", purge_step=resumed + 1)
        self._file = (out / METRICS).open("a", encoding="utf-8")
        self._steps = steps
        self._last = (time.monotonic(), 0)

    def step(self, progress: Progress, values: Mapping[str, float]) -> None:
        """Report `values` (the loss, the rate) with speed and time left."""
        (then, tokens), now = self._last, time.monotonic()
        speed = (progress.tokens - tokens) / (now - then) if tokens else progress.tokens / progress.seconds
        self._last = (now, progress.tokens)
        left = (self._steps - progress.step) * progress.seconds / progress.step
        shown = " ".join(f"{name} {value:.4g}" for name, value in values.items())
        self.say(f"step {progress.step}/{self._steps} {shown} {speed:.0f} tok/s, {left / 60:.0f} min left")
        self.write(progress, {**values, "tokens_per_second": round(speed)})

    def dev(self, progress: Progress, values: Mapping[str, float]) -> None:
        """Report what was measured on development data."""
        self.say("dev " + " ".join(f"{name} {value:.4g}" for name, value in values.items()))
        self.write(progress, {f"dev_{name}": value for name, value in values.items()})

    def say(self, line: str) -> None:
        """A line on the screen."""
        print(line, file=sys.stderr, flush=True)

    def write(self, progress: Progress, values: Mapping[str, float]) -> None:
        """To file and board only."""
        self.row({**asdict(progress), **values})
        for name, value in values.items():
            self._board.add_scalar(name, value, progress.step)

    def row(self, values: Mapping[str, Any]) -> None:
        """To the file only."""
        self._file.write(json.dumps(values) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Write what is left."""
        self._file.close()
        self._board.close()


def _drop_after(path: Path, step: int) -> None:
    if not path.is_file():
        return
    kept = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue  # cut short by a kill
        if row["step"] <= step:
            kept.append(line + "\n")
    path.write_text("".join(kept), encoding="utf-8")
