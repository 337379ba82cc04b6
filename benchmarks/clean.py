"""What `novaedit fix` proposes for projects in which nothing was broken: all of it, to be judged by a person.

    python -m benchmarks.clean humanize toolz tomlkit --model mini --report clean.json

Each project is a package of the index, whose sdist is fetched, or a folder. It is turned into a git
repository, and the real command checks it as a whole. A proposal is right when the project's authors
could take it as it is, and wrong when it changes what the code does or means.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.projects import fetch, make_repository
from novaedit.edits import Edit
from novaedit.patch.apply import apply_edits
from novaedit.patch.unified import FileChange, unified_diff

_FIX = (sys.executable, "-m", "novaedit.cli", "fix", "--check", ".", "--output-format", "json")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One fix that is offered: where, for what, by whom, how sure, and its own diff."""

    project: str
    path: str
    line: int
    rule: str
    message: str
    origin: str
    confidence: float
    diff: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One project: what is offered, why the other findings have no fix, and remarks on the run."""

    project: str
    proposals: tuple[Proposal, ...]
    unfixed: dict[str, int]
    notes: tuple[str, ...]
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Check all projects, print every proposal, write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("projects", nargs="+", help="packages of the index, or folders")
    parser.add_argument("--model", help="as for novaedit fix")
    parser.add_argument("--min-confidence", help="default: the model's own")
    parser.add_argument("--max-time", default="300", help="seconds for each project")
    parser.add_argument("--report", type=Path)
    args = parser.parse_args(argv)
    flags = ["--max-time", args.max_time]
    flags += ["--model", args.model] if args.model else []
    flags += ["--min-confidence", args.min_confidence] if args.min_confidence else []
    checked = []
    for project in args.projects:
        checked.append(_check(project, flags))
        _print(checked[-1])
    if args.report:
        args.report.write_text(json.dumps([asdict(one) for one in checked], indent=1))
    return 0


def _check(project: str, flags: Sequence[str]) -> Checked:
    with tempfile.TemporaryDirectory() as name:
        folder = fetch(project, Path(name) / "fetched")
        root = Path(name) / folder.name
        make_repository(folder, root)
        done = subprocess.run([*_FIX, *flags], cwd=root, stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(done.returncode)
        report = json.loads(done.stdout)
        return Checked(
            folder.name,
            tuple(_proposals(folder.name, root, report)),
            dict(Counter(left["reason"] for file in report["files"] for left in file["unfixed"])),
            tuple(report["notes"]),
            report["summary"]["seconds"],
        )


def _proposals(project: str, root: Path, report: dict[str, Any]) -> Iterator[Proposal]:
    for file in report["files"]:
        for fix in file["fixes"]:
            found = fix["diagnostics"][0]
            edits = [Edit(e["start_line"], e["end_line"], tuple(e["replacement"])) for e in fix["edits"]]
            yield Proposal(
                project,
                file["path"],
                found["line"],
                " ".join(str(d["code"]) for d in fix["diagnostics"]),
                found["message"],
                fix["origin"],
                fix["confidence"],
                _diff(file["path"], (root / file["path"]).read_bytes(), edits),
            )


def _diff(path: str, before: bytes, edits: Sequence[Edit]) -> str:
    after = apply_edits(before.decode(), edits).encode()
    _, _, hunks = unified_diff(FileChange(path, before, after)).decode().partition("\n+++ ")
    return hunks.partition("\n")[2]


def _print(checked: Checked) -> None:
    origins = dict(Counter(proposal.origin for proposal in checked.proposals))
    print(f"== {checked.project}: {len(checked.proposals)} proposals {origins}, {checked.seconds:.0f} s")
    print(f"without a fix: {checked.unfixed}")
    print("".join(f"note: {note}\n" for note in checked.notes), end="")
    for one in checked.proposals:
        sure = f"{one.origin} {one.confidence:.2f}"
        print(f"\n-- {one.path}:{one.line} {one.rule} {sure}\n{one.message}\n{one.diff}", end="")
    print(flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
