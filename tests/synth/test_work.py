"""One worker's task: a part, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from novaedit.dataset.store import FolderStore
from novaedit.errors import ToolError
from novaedit.synth.make import Mistakes
from novaedit.synth.recipe import Made
from novaedit.synth.settings import Settings
from novaedit.synth.sources import Source
from novaedit.synth.work import Task, work
from tests.synth.archives import METADATA, write_wheel


def test_part_is_made_once(tmp_path: Path) -> None:
    """The second time it is found."""
    task = Task(
        write_wheel(tmp_path), FolderStore(tmp_path / "parts"), Mistakes(Settings(families=("syntax",)))
    )
    first, second = work(task), work(task)
    assert (first.resumed, second.resumed) == (False, True)
    assert first.part == second.part
    assert first.records == second.records > 0


def test_refused(tmp_path: Path) -> None:
    """A licence that forbids it leaves no part, so that a better sidecar is looked at next time."""
    wheel = write_wheel(tmp_path, metadata=METADATA.replace("MIT", "GPL-3.0-only"))
    outcome = work(Task(wheel, FolderStore(tmp_path / "parts"), Mistakes()))
    assert (outcome.part, outcome.failed) == (None, False)
    assert outcome.reason == "someone/store: the licence is unknown or not permissive"


@pytest.mark.parametrize("error", [MemoryError("too large"), ValueError("odd")])
def test_failure_stays_with_its_source(tmp_path: Path, error: Exception) -> None:
    """The run goes on; the next run tries again."""
    outcome = work(Task(write_wheel(tmp_path), FolderStore(tmp_path / "parts"), _Failing(error=error)))
    assert outcome.failed
    assert outcome.reason == f"someone/store failed: {type(error).__name__}: {error}"
    assert not (tmp_path / "parts").exists()


def test_missing_tool_ends_the_run(tmp_path: Path) -> None:
    """It would be missing for every source."""
    recipe = _Failing(error=ToolError("mypy is not installed"))
    with pytest.raises(ToolError):
        work(Task(write_wheel(tmp_path), FolderStore(tmp_path / "parts"), recipe))


@dataclass(frozen=True, slots=True)
class _Failing(Mistakes):
    error: Exception = field(default_factory=Exception)

    def make(self, source: Source) -> Made:
        assert source.repo == "someone/store"
        raise self.error
