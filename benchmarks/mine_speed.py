"""How fast histories are read: ours against PyDriller's, on the same commits, in turns.

    python -m pip install --target /path/to/pydriller pydriller
    PYTHONPATH=$PWD:/path/to/pydriller python -m benchmarks.mine_speed REPO --commits 1500 --runs 3

Both read the text before and after of every Python file that the newest commits without merges changed, no
tool is run, and nothing is passed over (mass changes, long files and bots count too, unlike in `mine`). Each
run is a process of its own, which reports its seconds and its peak memory. `--ruff` reports apart what whole
parts of `mine` take, ruff included.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

import pygit2
from pygit2.enums import SortMode

from novaedit.mining.extract import Extractor
from novaedit.mining.miner import mine_part
from novaedit.mining.origin import Origin, open_history
from novaedit.mining.part import parts_of
from novaedit.mining.settings import Settings

#: More than any commit or file has.
_NO_LIMIT = 10**9
_LEAST_FACTOR = 10.0
_MOST_MB = 500.0


def _commits(repo: str, count: int) -> list[str]:
    """The newest commits without merges and roots, oldest first."""
    handle = open_history(repo)
    walk = handle.walk(handle.head.target, SortMode.TOPOLOGICAL)
    ordinary = (str(commit.id) for commit in walk if len(commit.parent_ids) == 1)
    return list(islice(ordinary, count))[::-1]


def _ours(repo: str, commits: Sequence[str]) -> int:
    settings = Settings(max_files=_NO_LIMIT, max_lines=_NO_LIMIT)
    pairs = Extractor(open_history(repo), settings).pairs(commits)
    return sum(len(pair.before) + len(pair.after) for pair in pairs)


def _pydriller(repo: str, commits: Sequence[str]) -> int:
    from pydriller import Repository

    size = 0
    for commit in Repository(repo, only_commits=list(commits)).traverse_commits():
        for file in commit.modified_files:
            if file.filename.endswith(".py") and file.change_type.name in ("MODIFY", "RENAME"):
                size += len(file.source_code_before or "") + len(file.source_code or "")
    return size


def _whole(repo: str, commits: Sequence[str]) -> int:
    """With ruff and all gates, as one worker of `mine` does it."""
    origin = Origin("some/repository", repo, "MIT")
    return sum(len(mine_part(part).examples) for part in parts_of(origin, commits, Settings()))


_READERS: dict[str, Callable[[str, Sequence[str]], int]] = {
    "ours": _ours,
    "pydriller": _pydriller,
    "with ruff": _whole,
}


def _read(reader: str, repo: str, count: int) -> None:
    """One measurement, in this process: prints what came of it as JSON."""
    commits = _commits(repo, count)
    began = time.perf_counter()
    result = _READERS[reader](repo, commits)
    seconds = time.perf_counter() - began
    own = resource.getrusage(resource.RUSAGE_SELF)
    measured = {
        "commits": len(commits),
        "seconds": seconds,
        "cpu_seconds": own.ru_utime + own.ru_stime,  # with the start of the process, without git's own
        "peak_mb": own.ru_maxrss / 1024,
        "result": result,
    }
    print(json.dumps(measured))


def _measure(reader: str, repo: str, count: int) -> dict[str, float]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.mine_speed",
        repo,
        "--commits",
        str(count),
        "--reader",
        reader,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def compare(repo: str, count: int, runs: int, *, ruff: bool) -> dict[str, object]:
    """All readers in turns, so that whatever else the machine does meets each of them."""
    readers = ["ours", "pydriller", *(["with ruff"] if ruff else [])]
    found: dict[str, list[dict[str, float]]] = {reader: [] for reader in readers}
    for _ in range(runs):
        for reader in readers:
            found[reader].append(_measure(reader, repo, count))
    rates = {name: median(m["commits"] / m["seconds"] for m in all_) for name, all_ in found.items()}
    return {
        "repository": Path(repo).name,
        "libgit2": pygit2.LIBGIT2_VERSION,
        "runs": found,
        "commits_per_second": rates,
        "peak_mb": {name: max(m["peak_mb"] for m in all_) for name, all_ in found.items()},
        "factor": rates["ours"] / rates["pydriller"],
    }


def main() -> int:
    """Print the comparison as JSON; 1 when a budget is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("repo")
    parser.add_argument("--commits", type=int, default=1500)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--ruff", action="store_true", help="also whole parts of mine, ruff included")
    parser.add_argument("--reader", choices=list(_READERS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.reader:
        _read(given.reader, given.repo, given.commits)
        return 0
    report = compare(given.repo, given.commits, given.runs, ruff=given.ruff)
    print(json.dumps(report, indent=2))
    peaks = report["peak_mb"]
    assert isinstance(peaks, dict)
    assert isinstance(report["factor"], float)
    return int(report["factor"] < _LEAST_FACTOR or peaks["ours"] > _MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
