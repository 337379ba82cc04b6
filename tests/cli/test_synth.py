"""`novaedit synth` in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from novaedit.synth.injectors import INJECTORS
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


def test_a_wider_window_shows_more_of_the_same_mistakes(tmp_path: Path) -> None:
    source = str(write_source(tmp_path / "source"))
    shown = {}
    for lines in ("14", "40"):
        out = tmp_path / lines
        done = _synth(tmp_path, source, "--out", str(out), "--family", "names", "--window", lines)
        assert done.returncode == 0, done.stderr
        rows = map(json.loads, (out / "train.jsonl").read_text(encoding="utf-8").splitlines())
        shown[lines] = {row["patch_dsl"]: len(row["code"]) for row in rows if row["patch_dsl"] != "<NO_EDIT>"}
    both = shown["14"].keys() & shown["40"].keys()
    assert both
    assert all(shown["14"][patch] < shown["40"][patch] <= 45 for patch in both)
    assert json.loads((tmp_path / "40" / "manifest.json").read_text())["settings"]["size"] == {"lines": 40}


def test_refused_source_is_one_sentence(tmp_path: Path) -> None:
    """Exit code 2 and no traceback."""
    done = _synth(tmp_path, str(tmp_path / "none"), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last == f"novaedit: {tmp_path / 'none'} is not there"
    assert "Traceback" not in done.stderr


def test_only_the_families_that_are_wanted(tmp_path: Path) -> None:
    """The manifest says which, and every mistake is one of theirs."""
    source, out = str(write_source(tmp_path / "source")), tmp_path / "out"
    done = _synth(
        tmp_path, source, "--out", str(out), "--family", "names", "--family", "lint", "--tasks-per-file", "0"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads((out / "manifest.json").read_text())["settings"]["families"] == ["names", "lint"]
    rows = (out / "train.jsonl").read_text().splitlines() + (out / "dev.jsonl").read_text().splitlines()
    made = {json.loads(row)["injector"] for row in rows}
    families = {INJECTORS[name].family for name in made if name in INJECTORS}
    assert families
    assert families <= {"names", "lint"}


def test_only_the_mistakes_that_are_wanted(tmp_path: Path) -> None:
    """By name, and no other tasks beside them."""
    source, out = str(write_source(tmp_path / "source")), tmp_path / "out"
    done = _synth(
        tmp_path, source, "--out", str(out), "--mistake", "missing-colon", "--mistake", "misspelt-name"
    )
    assert done.returncode == 0, done.stderr
    wanted = ["missing-colon", "misspelt-name"]
    assert json.loads((out / "manifest.json").read_text())["settings"]["mistakes"] == wanted
    rows = (out / "train.jsonl").read_text().splitlines() + (out / "dev.jsonl").read_text().splitlines()
    made = {json.loads(row)["injector"] for row in rows}
    assert made & set(wanted)
    assert made <= {*wanted, "two-mistakes", "no-edit-clean", "no-edit-hard"}


def test_a_mistake_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    source = str(write_source(tmp_path / "source"))
    done = _synth(tmp_path, source, "--out", str(tmp_path / "out"), "--mistake", "missing-colons")
    assert done.returncode == 2
    assert (
        "novaedit: there is no mistake 'missing-colons' to draw from; there are: missing-colon, "
        in done.stderr
    )


def test_a_family_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    """With those that there are; `logic` is made by another command."""
    source = str(write_source(tmp_path / "source"))
    for name in ("nmaes", "logic"):
        done = _synth(tmp_path, source, "--out", str(tmp_path / "out"), "--family", name)
        assert done.returncode == 2
        assert f"novaedit: there is no family '{name}' to draw from; there are: syntax, names" in done.stderr


def test_habits_that_are_none(tmp_path: Path) -> None:
    """Said before any work is done."""
    habits = tmp_path / "habits.json"
    habits.write_text("{}", encoding="utf-8")
    source = str(write_source(tmp_path / "source"))
    done = _synth(tmp_path, source, "--out", str(tmp_path / "out"), "--habits", str(habits))
    assert done.returncode == 2
    assert "holds no counts by rule" in done.stderr
    assert not (tmp_path / "out").exists()


def test_killed_and_started_again(tmp_path: Path) -> None:
    """Nothing is lost, nothing is there twice, and no half part is left: the bytes of an undisturbed run."""
    sources = [write_source(tmp_path / f"s{n}", repo=f"someone/store{n}", copies=2) for n in range(6)]
    places = [*map(str, sources), "--per-source", "12", "--tasks-per-file", "1"]
    _synth(tmp_path, *places, "--out", str(tmp_path / "whole"), "--workers", "2")
    out = tmp_path / "ended"
    command = [sys.executable, "-m", "novaedit.cli", "synth", *places, "--out", str(out), "--workers", "1"]
    process = subprocess.Popen(command, env=environment(tmp_path), stderr=subprocess.DEVNULL)
    while not list(out.glob("parts/*.jsonl")):
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    (out / "parts" / ".half.tmp").write_text("{", encoding="utf-8")
    finished = len(list(out.glob("parts/*.jsonl")))
    assert 0 < finished < len(sources)
    again = _synth(tmp_path, *places, "--out", str(out), "--workers", "2")
    assert again.stderr.count("from an earlier run") == finished
    assert sorted(path.name for path in out.iterdir()) == [
        "dev.jsonl",
        "manifest.json",
        "parts",
        "train.jsonl",
    ]
    assert len(list((out / "parts").iterdir())) == len(sources)
    for name in ("train.jsonl", "dev.jsonl", "manifest.json"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
