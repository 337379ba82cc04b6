"""What is said while many sources are worked on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from novaedit.cli.synth_progress import source_progress
from novaedit.synth.parts import Part
from novaedit.synth.run import Step
from novaedit.synth.work import Outcome


def _step(done: int, records: int, **outcome: object) -> Step:
    part = None if "reason" in outcome else Part("p", "someone/store", 10, Counter())
    return Step(Outcome(Path("store"), part, **outcome), done, 4, records)  # type: ignore[arg-type]


def test_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One a source, with the rate of this run and the time left; what was there already took no time."""
    clock = iter([0.0, 0.5, 10.0, 10.0, 20.0, 20.0])
    fake = SimpleNamespace(monotonic=lambda: next(clock))
    monkeypatch.setattr("novaedit.cli.synth_progress.time", fake)
    with source_progress() as tell:
        tell(_step(1, 10, resumed=True))
        tell(_step(2, 20))
        tell(_step(3, 20, reason="store:\x1b[31m no licence"))
    assert capsys.readouterr().err.splitlines() == [
        "1/4 someone/store: 10 records (from an earlier run), 10 records in all, 0.0/s, time left unknown",
        "2/4 someone/store: 10 records, 20 records in all, 1.0/s, 0:20 left",
        "3/4 store:^[[31m no licence, 20 records in all, 0.5/s, 0:10 left",
    ]
