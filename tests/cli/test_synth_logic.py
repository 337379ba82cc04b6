"""`novaedit synth-logic` in a process of its own, for bugs and for tests."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from novaedit.dataset.check import check_file
from tests.cli.command import environment
from tests.cli.data.command import data
from tests.synth.logic.testing.package import CODE as PACKAGE
from tests.synth.logic.testing.package import write_package

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
        assert "1/1 someone/store: " in done.stderr
    for name in ("train.jsonl", "dev.jsonl", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kept"]["train"] > 10
    assert list(check_file(tmp_path / "one" / "train.jsonl")) == []


def test_writes_tests(tmp_path: Path) -> None:
    """Records that `data check` proves, and a manifest that tells what came to nothing."""
    source = write_package(tmp_path / "source")
    arguments = [str(source), "--tests", "--no-library", "--per-function", "4"]
    done = _synth(tmp_path, *arguments, "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (0, "")
    assert "1/1 someone/odds: " in done.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"] == {"library": False, "per_function": 4, "per_source": 500, "seed": 0}
    assert set(manifest["train by kind"]) == {"tests"}
    assert manifest["licences"] == {"someone/odds": "MIT"}
    assert manifest["kept"]["train"] > 15
    assert manifest["rejected"]["function: takes who knows what"] == 2
    checked = data(tmp_path, "check", tmp_path / "out")
    assert (checked.returncode, checked.stdout) == (0, "")
    records = sum(manifest["kept"].values())
    shown = re.search(r"test passes: shown for (\d+), cannot be decided for (\d+)", checked.stderr)
    assert shown is not None
    assert int(shown[1]) + int(shown[2]) == records
    assert int(shown[1]) == records


def test_goes_on_where_it_was(tmp_path: Path) -> None:
    """A part that is there is not made again; the bytes are those of one run."""
    names = ("one", "two", "three")
    sources = [str(write_package(tmp_path / name, f"someone/{name}", _renamed(name))) for name in names]
    arguments = ["--tests", "--no-library", "--workers", "1"]
    first = _synth(tmp_path, *sources[:2], *arguments, "--out", str(tmp_path / "ended"))
    again = _synth(tmp_path, *sources, *arguments, "--out", str(tmp_path / "ended"))
    whole = _synth(tmp_path, *sources, *arguments, "--out", str(tmp_path / "whole"))
    assert (first.returncode, again.returncode, whole.returncode) == (0, 0, 0)
    assert again.stderr.count("from an earlier run") == 2
    for name in ("train.jsonl", "dev.jsonl", "manifest.json"):
        assert (tmp_path / "ended" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def _renamed(name: str) -> str:
    """The package with functions that the others don't have."""
    return re.sub(r"\b(clip|initials|words|parse_size|evens|is_short)\b", rf"\1_{name}", PACKAGE)


def test_pairs_have_no_tests(tmp_path: Path) -> None:
    done = _synth(tmp_path, "--tests", "--pairs", str(tmp_path), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr == "novaedit: --tests and --pairs go in two runs: pairs of programs have no tests\n"


def test_nothing_to_do_is_one_sentence(tmp_path: Path) -> None:
    done = _synth(tmp_path, "--out", str(tmp_path / "out"), "--no-library")
    assert done.returncode == 2
    assert done.stderr == "novaedit: no source was given\n"
