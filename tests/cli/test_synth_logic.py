"""`novaedit synth-logic` in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from novaedit.dataset.check import check_file
from tests.cli.command import environment

CODE = '''"""Numbers."""

from __future__ import annotations

LIMIT = 10


def clip(n: int, low: int = 0, high: int = 10) -> int:
    """n, but not outside low and high."""
    if n < low:
        return low
    if n > high:
        return high
    return n


def evens(nums: list[int]) -> list[int]:
    out = []
    for n in nums:
        if n % 2 == 0:
            out.append(n)
    return out
'''


def _synth(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "synth-logic", *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )


def test_writes_a_data_set(tmp_path: Path) -> None:
    """Records that pass the checks, a manifest, progress on stderr; the same bytes the next time."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "numbers.py").write_text(CODE)
    (source / "SOURCE.json").write_text(json.dumps({"repo": "someone/store", "licence": "MIT"}))
    for out in ("one", "two"):
        done = _synth(tmp_path, str(source), "--out", str(tmp_path / out), "--no-library")
        assert (done.returncode, done.stdout) == (0, "")
        assert "1/1 source: " in done.stderr
    for name in ("train.jsonl", "dev.jsonl", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kept"]["train"] > 10
    assert list(check_file(tmp_path / "one" / "train.jsonl")) == []


def test_nothing_to_do_is_one_sentence(tmp_path: Path) -> None:
    done = _synth(tmp_path, "--out", str(tmp_path / "out"), "--no-library")
    assert done.returncode == 2
    assert done.stderr == "novaedit: no source was given\n"
