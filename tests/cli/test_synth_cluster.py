"""`novaedit synth --cluster` with a real scheduler and workers on loopback."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.cluster import Workers, start_cluster
from tests.cli.command import environment
from tests.synth.corpus import write_source


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, Workers]]:
    """The scheduler's address and its workers."""
    with start_cluster(tmp_path) as started:
        yield started


@pytest.mark.slow
def test_same_records_though_a_worker_is_killed(tmp_path: Path, cluster: tuple[str, Workers]) -> None:
    """Its shard goes to the other one; the bytes are those of a local run."""
    address, workers = cluster
    names = [f"someone/store{n}" for n in range(6)]
    sources = [str(write_source(tmp_path / f"s{n}", repo=name, copies=2)) for n, name in enumerate(names)]
    out = tmp_path / "far"
    command = [sys.executable, "-m", "novaedit.cli", "synth", *sources, "--seed", "3"]
    run = subprocess.Popen(
        [*command, "--out", f"file://{out}", "--cluster", address],
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(out.glob("parts/*.jsonl")):
        assert run.poll() is None
        time.sleep(0.02)
    workers[0].kill()
    assert 0 < len(list(out.glob("parts/*.jsonl"))) < len(sources)
    try:
        _, said = run.communicate(timeout=600)
    finally:
        run.kill()
    assert run.returncode == 0, said
    local = [*command, "--out", str(tmp_path / "near"), "--workers", "1"]
    subprocess.run(local, env=environment(tmp_path), check=True, capture_output=True)
    for name in ("train.jsonl", "dev.jsonl", "manifest.json"):
        assert (out / name).read_bytes() == (tmp_path / "near" / name).read_bytes()
    assert {path.name for path in out.iterdir()} == {"train.jsonl", "dev.jsonl", "manifest.json", "parts"}


_IMPORTED = """
import sys
from novaedit.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted({"dask", "distributed", "fsspec"} & set(sys.modules)))
"""


def test_local_runs_import_no_cluster_code(tmp_path: Path) -> None:
    """Neither Dask nor fsspec."""
    source = write_source(tmp_path / "source")
    arguments = ["synth", str(source), "--out", str(tmp_path / "out"), "--per-source", "3"]
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED, *arguments],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "0\n"
