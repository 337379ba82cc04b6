"""`novaedit synth` in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.command import environment
from tests.synth.corpus import write_source


def _synth(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "synth", *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )


def test_writes_a_data_set(tmp_path: Path) -> None:
    """Records and manifest in the folder, progress on stderr, nothing on stdout."""
    source = write_source(tmp_path / "source")
    out = tmp_path / "out"
    done = _synth(tmp_path, str(source), "--out", str(out), "--per-source", "5", "--workers", "1")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1/1 someone/store" in done.stderr
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kept"]["train"] == len((out / "train.jsonl").read_text(encoding="utf-8").splitlines())


def test_refused_source_is_one_sentence(tmp_path: Path) -> None:
    """Exit code 2 and no traceback."""
    done = _synth(tmp_path, str(tmp_path / "none"), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.startswith("novaedit: ")
    assert "is not a folder" in done.stderr
    assert "Traceback" not in done.stderr
