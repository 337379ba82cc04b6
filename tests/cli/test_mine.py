"""`novaedit mine` in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.cluster import Workers, start_cluster
from tests.cli.command import Repo, environment, make_repo
from tests.cli.test_fix_terminal import Terminal
from tests.mining.histories import MIT

_COMMITS = 40
_FILES = ("train.jsonl", "dev.jsonl", "manifest.json", "habits.json")


def _text(n: int, name: str) -> str:
    words = [f"w{n * k % 97}_{k}" for k in range(3, 19)]
    body = "".join(f"    {a} = {b}({n})\n" for a, b in zip(words[::2], words[1::2], strict=True))
    return f"def function_{n}({', '.join(words[1::2])}):\n{body}    return {name} + {words[0]}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository in which each commit but the first two mends a wrong name."""
    made = make_repo(tmp_path)
    made.write("LICENSE", MIT)
    for n in range(_COMMITS):
        made.write(f"m{n}.py", _text(n, f"wrong_{n}"))
    made.git("add", "-A")
    made.git("commit", "-qm", "start")
    for n in range(_COMMITS):
        made.write(f"m{n}.py", _text(n, f"w{n * 3 % 97}_3"))
        made.git("commit", "-qam", f"change {n}")
    return made


def _command(repo: Repo, out: str, *arguments: str) -> list[str]:
    words = ["mine", f"someone/shop={repo.root}", "--out", out, *arguments]
    return [sys.executable, "-m", "novaedit.cli", *words]


def _run(repo: Repo, out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(repo, str(out), *arguments),
        env=environment(repo.home),
        capture_output=True,
        text=True,
        check=False,
    )


def _bytes(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in _FILES]


def test_writes_a_data_set(repo: Repo, tmp_path: Path) -> None:
    """Records, manifest and habits in the folder, plain lines on stderr, nothing on stdout."""
    done = _run(repo, tmp_path / "out", "--workers", "1")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"novaedit: someone/shop: {_COMMITS + 1} commits, MIT\n"
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kept"] == {"train": _COMMITS}


def test_refused_repositories_are_one_sentence(repo: Repo, tmp_path: Path) -> None:
    """Exit code 2 and no traceback."""
    command = _command(repo, str(tmp_path / "out"))
    command[4] = f"scrapy/scrapy={repo.root}"
    done = subprocess.run(command, env=environment(repo.home), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "novaedit: scrapy/scrapy is on the list of what is never trained on\n"


def test_a_bar_on_a_terminal(repo: Repo, tmp_path: Path) -> None:
    """With the rate, which nobody sees in a log."""
    terminal = Terminal(repo, *_command(repo, str(tmp_path / "out"), "--workers", "1")[3:])
    assert terminal.finish() == 0
    assert f"{_COMMITS + 1}/{_COMMITS + 1}" in terminal.shown
    assert "commits/s" in terminal.shown


@pytest.mark.slow
def test_killed_and_started_again(repo: Repo, tmp_path: Path) -> None:
    """Nothing is lost and nothing is there twice: the bytes are those of a run that nobody disturbed."""
    out = tmp_path / "killed"
    arguments = ("--workers", "2", "--part-size", "4")
    run = subprocess.Popen(
        _command(repo, str(out), *arguments),
        env=environment(repo.home),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while len(list(out.glob("parts/*.jsonl"))) < 2:
        assert run.poll() is None
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert not (out / "manifest.json").exists()
    first = {path: path.stat().st_mtime_ns for path in out.glob("parts/*.jsonl")}
    assert _run(repo, out, *arguments).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in first} == first
    assert _run(repo, tmp_path / "whole", *arguments).returncode == 0
    assert _bytes(out) == _bytes(tmp_path / "whole")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, Workers]]:
    """A scheduler and two workers."""
    with start_cluster(tmp_path) as started:
        yield started


@pytest.mark.slow
def test_same_records_though_a_worker_of_the_cluster_is_killed(
    repo: Repo, tmp_path: Path, cluster: tuple[str, Workers]
) -> None:
    """Its part goes to the other one; the bytes are those of a local run."""
    address, workers = cluster
    out = tmp_path / "far"
    run = subprocess.Popen(
        _command(repo, f"file://{out}", "--cluster", address, "--part-size", "2"),
        env=environment(repo.home),
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(out.glob("parts/*.jsonl")):
        assert run.poll() is None
        time.sleep(0.02)
    workers[0].kill()
    assert 0 < len(list(out.glob("parts/*.jsonl"))) < _COMMITS // 2
    _, said = run.communicate(timeout=300)
    assert run.returncode == 0, said
    assert _run(repo, tmp_path / "near", "--workers", "1", "--part-size", "2").returncode == 0
    assert _bytes(out) == _bytes(tmp_path / "near")


_IMPORTED = """
import sys
from novaedit.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted({"dask", "distributed", "fsspec"} & set(sys.modules)))
"""


def test_local_runs_import_no_cluster_code(repo: Repo, tmp_path: Path) -> None:
    """Neither Dask nor fsspec."""
    command = [sys.executable, "-c", _IMPORTED, *_command(repo, str(tmp_path / "out"), "--workers", "1")[3:]]
    done = subprocess.run(command, env=environment(repo.home), capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
