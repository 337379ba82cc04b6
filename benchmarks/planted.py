"""Planted mistakes in real projects: how many does `novaedit fix` mend, and does it leave clean code alone?

    python -m benchmarks.planted humanize toolz tomlkit --count 30 --report planted.json

Each project is a package of the index, whose sdist is fetched, or a folder; the model was not trained on
it. It is turned into a git repository; mistakes are planted one at a time by the synthesiser, in files that
are not tests, and the change against HEAD is fixed.
A fix is right when the file's syntax tree is the original's, or else when the project's own tests
come out as before. What is proposed with nothing broken is another benchmark's: `benchmarks.clean`.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from benchmarks.projects import fetch, make_repository
from novaedit.fixer.options import Options
from novaedit.fixer.pipeline import fix
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.runtime import Runtime
from novaedit.model.store import find_model
from novaedit.repository.open import open_repository
from novaedit.repository.worktree import worktree_snapshot
from novaedit.synth.draft import Draft, Drafter
from novaedit.synth.fragments import is_clean
from novaedit.synth.injectors import INJECTORS, group_of
from novaedit.synth.neighbours import neighbours
from novaedit.synth.sources import files_of, read_source

#: Of one kind at most this many a project, so that none of them makes the figure.
_PER_KIND = 3
_FAMILIES = ("syntax", "names")
_SUFFIXES = frozenset({".py"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """`verdict`: right, wrong (a proposal that is not), or none (nothing proposed)."""

    project: str
    path: str
    kind: str
    verdict: str
    seconds: float
    confidence: float
    diff: str
    reasons: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print a table, write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("projects", nargs="+", help="packages of the index, or folders")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--model")
    parser.add_argument("--min-confidence", type=float, default=0.0)
    parser.add_argument("--candidates", type=int, default=8)
    parser.add_argument("--report", type=Path)
    args = parser.parse_args(argv)
    runtime = OpenVinoRuntime(find_model(args.model))
    options = Options(
        min_confidence=args.min_confidence,
        candidates=args.candidates,
        max_time=3600,
        neighbours=neighbours,  # as in `novaedit fix`; asked for below a confidence of 0.01 only
    )
    outcomes: list[Outcome] = []
    for project in args.projects:
        with tempfile.TemporaryDirectory() as name:
            folder = fetch(project, Path(name) / "fetched")
            bench = _Bench(folder, Path(name) / "project", runtime, options)
            outcomes += bench.plant(args.count, Random(args.seed))  # noqa: S311  # repeatable, not secret
    _print(outcomes)
    if args.report:
        args.report.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=1))
    return 0


class _Bench:
    """One project as a repository of its own."""

    def __init__(self, folder: Path, root: Path, runtime: Runtime, options: Options) -> None:
        self.source, self.root = folder, root
        self._runtime, self._options = runtime, options
        make_repository(folder, root)
        self.published = self._tests()
        print(f"{folder.name}: its tests: {self.published[:200] or 'none ran'}", file=sys.stderr)

    def plant(self, count: int, rng: Random) -> Iterator[Outcome]:
        """One mistake after the other, each from the published state."""
        kinds: Counter[str] = Counter()
        done = 0
        for draft in self._drafts(rng):
            if kinds[draft.injector] >= _PER_KIND:
                continue
            outcome = self._try(draft)
            if outcome is None:  # no tool reports it: nothing that we claim to fix
                continue
            kinds[draft.injector] += 1
            sure = f"{outcome.confidence:.2f} {outcome.seconds:.1f}s"
            print(f"{outcome.verdict:6} {outcome.kind:26} {sure} {outcome.path}", file=sys.stderr, flush=True)
            yield outcome
            done += 1
            if done == count:
                return

    def _drafts(self, rng: Random) -> Iterator[Draft]:
        injectors = [i for i in INJECTORS.values() if i.family in _FAMILIES and not i.keep_broken]
        files = [
            (p, t) for p, t in files_of(read_source(self.source), rng) if "test" not in p and is_clean(t)
        ]
        drafters = [Drafter(path, text, injectors, rng) for path, text in files]
        for _ in range(50_000):
            draft = rng.choice(drafters).draft()
            # Single mistakes in whole files: a piece of one is nothing that a project holds.
            if draft is not None and draft.injector in INJECTORS and not draft.snippet:
                yield draft

    def _try(self, draft: Draft) -> Outcome | None:
        place = self.root / draft.path
        clean = place.read_bytes()
        place.write_bytes(draft.broken.encode())
        try:
            began = time.perf_counter()
            snapshot = worktree_snapshot(open_repository(self.root), _SUFFIXES)
            report = fix(snapshot, self._options, lambda: self._runtime)
            seconds = time.perf_counter() - began
            if report.is_clean:
                return None
            (file,) = report.files
            reasons = tuple(u.reason for u in file.unfixed)
            verdict = self._verdict(draft, place, file.change.after) if file.diff else "none"
            project = self.source.name
            sure = min((r.fix.candidate.confidence for r in file.resolved), default=0.0)
            diff = file.diff.decode()
            return Outcome(project, draft.path, draft.injector, verdict, seconds, sure, diff, reasons)
        finally:
            place.write_bytes(clean)

    def _verdict(self, draft: Draft, place: Path, after: bytes) -> str:
        if _same(draft.clean, after.decode()):
            return "right"
        place.write_bytes(after)
        return "right" if self.published and self._tests() == self.published else "wrong"

    def _tests(self) -> str:
        """What passes and what fails, to be compared with the published state; "" if nothing ran.

        A source without its development environment fails some of its own tests from the start.
        """
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(self.root / "src"), str(self.root)])}
        options = ("-q", "-rfE", "--tb=no", "--continue-on-collection-errors", "-p", "no:cacheprovider")
        command = [sys.executable, "-m", "pytest", *options, "-p", "no:warnings"]
        try:
            done = subprocess.run(
                command, cwd=self.root, env=env, capture_output=True, text=True, timeout=240, check=False
            )
        except subprocess.TimeoutExpired:
            return ""
        failed = sorted(
            row.split(" - ")[0] for row in done.stdout.splitlines() if row[:5] in ("FAILE", "ERROR")
        )
        passed = re.search(r"\b(\d+) passed", done.stdout)
        return f"{passed[1]} passed {failed}" if passed else ""


def _same(one: str, other: str) -> bool:
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    except SyntaxError:
        return False


def _print(outcomes: Sequence[Outcome]) -> None:
    for name, of in (("kind", lambda o: o.kind), ("group", lambda o: group_of(o.kind))):
        print(f"{name:28} {'planted':>7} {'right':>6} {'wrong':>6} {'none':>6}")
        for label in sorted({of(o) for o in outcomes}):
            verdicts = Counter(o.verdict for o in outcomes if of(o) == label)
            counts = " ".join(f"{verdicts[v]:6}" for v in ("right", "wrong", "none"))
            print(f"{label:28} {verdicts.total():7} {counts}")
    total = Counter(o.verdict for o in outcomes)
    times = sorted(o.seconds for o in outcomes)
    print(f"right {total['right']} wrong {total['wrong']} none {total['none']} of {len(outcomes)}")
    if times:
        print(f"seconds p50 {times[len(times) // 2]:.2f} p95 {times[int(len(times) * 0.95)]:.2f}")


if __name__ == "__main__":
    raise SystemExit(main())
