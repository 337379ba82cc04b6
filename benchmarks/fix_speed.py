"""How long a fix takes: clean runs against ruff alone, the first fix of a process, and warm ones.

    python -m benchmarks.fix_speed --runs 15 --report fix_speed.json
    python -m benchmarks.fix_speed --model none          # without the model's part

Clean: `novaedit fix --staged` and `ruff check` on the same 20 staged files, in turns, so that whatever else
the machine does meets both. Model: small mistakes are planted in the example project one at a time; the
first fix is the command in a fresh process, warm ones call the pipeline in one process. mypy is left out:
its time is its own. Memory is the peak of the process with the warm model.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from novaedit import __version__
from novaedit.fixer.options import Options
from novaedit.fixer.pipeline import fix
from novaedit.model.loading import open_model
from novaedit.model.runtime import Completion, Runtime
from novaedit.repository.named import path_snapshot
from novaedit.repository.open import open_repository

_ROOT = Path(__file__).resolve().parents[1]
_PROJECT = _ROOT / "examples" / "invoices" / "project"
_FILES = 20
_BUDGET_MS = 300
#: Seconds: a slow run is to be measured, not cut off.
_PATIENCE = 600
_RUFF = '[tool.ruff.lint]\nselect = ["E4", "E7", "E9", "F"]\n'
_COMMAND = (sys.executable, "-m", "novaedit.cli")


@dataclass(frozen=True, slots=True)
class Mistake:
    """In the file `name` of the example's package, `right` becomes `wrong`."""

    kind: str
    name: str
    right: str
    wrong: str


MISTAKES = (
    Mistake("misspelt name", "pricing.py", "int(full_price *", "int(full_pirce *"),
    Mistake("misspelt name", "pricing.py", "(1 - customer.discount)", "(1 - custmer.discount)"),
    Mistake("misspelt name", "cli.py", "read_order(Path(name))", "read_ordr(Path(name))"),
    Mistake("misspelt name", "orders.py", 'for line in record["lines"]', 'for line in recrod["lines"]'),
    Mistake("missing import", "orders.py", "import json\n", ""),
    Mistake("missing import", "orders.py", "from pathlib import Path\n", ""),
    Mistake("missing import", "cli.py", "import sys\n", ""),
    Mistake("unclosed bracket", "pricing.py", "for line in order.lines)", "for line in order.lines"),
    Mistake("unclosed bracket", "customers.py", "self._by_name.values())", "self._by_name.values("),
    Mistake("missing colon", "cli.py", "for name in sys.argv[1:]:", "for name in sys.argv[1:]"),
    Mistake("missing colon", "customers.py", "-> list[str]:", "-> list[str]"),
    Mistake("missing quote", "orders.py", 'encoding="utf-8"', 'encoding="utf-8'),
)


@dataclass(slots=True)
class Watched:
    """A runtime that notes the length of each prompt and the time that the model takes."""

    runtime: Runtime
    prompts: list[int] = field(default_factory=list)
    seconds: float = 0.0
    name: str = "watched"

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:
        """As the runtime, on the clock."""
        with self._clock():
            return self.runtime.greedy(prompt, max_tokens=max_tokens)

    def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:
        """As the runtime, on the clock."""
        with self._clock():
            return self.runtime.alternatives(prompt, n, max_tokens=max_tokens)

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:
        """As the runtime, on the clock."""
        with self._clock():
            return self.runtime.score(prompt, answers)

    def count_tokens(self, text: str) -> int:
        """As the runtime; the pipeline asks it of every prompt."""
        self.prompts.append(self.runtime.count_tokens(text))
        return self.prompts[-1]

    @contextmanager
    def _clock(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class WarmFix:
    """One fix in the warm process: seconds in all and in the model; `right` if it is the original again."""

    kind: str
    name: str
    seconds: float
    model_seconds: float
    prompt_tokens: int
    offered: bool
    right: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print a table, write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=15, help="turns of the clean run")
    parser.add_argument("--repeats", type=int, default=3, help="rounds over the planted mistakes")
    parser.add_argument("--model", help="mini, base, none, or a folder; the default one if left out")
    parser.add_argument("--report", type=Path, help="where to write JSON")
    args = parser.parse_args(argv)
    result: dict[str, object] = {"machine": _machine()}
    with tempfile.TemporaryDirectory() as name:
        result["clean"] = clean = measure_clean(Path(name) / "clean", args.runs)
        _print_row("clean fix --staged, 20 files", clean["fix_ms"], "ms")
        _print_row("ruff check, the same files", clean["ruff_ms"], "ms")
        _print_row(f"  more than ruff (budget {_BUDGET_MS})", clean["more_ms"], "ms")
        _print_row("  processor time of fix", clean["fix_cpu_ms"], "ms")
        _print_row("  processor time of ruff", clean["ruff_cpu_ms"], "ms")
        if args.model != "none":
            project = make_project(Path(name) / "project")
            result["first"] = first = measure_first(project, args.model)
            _print_row("first fix of a process, median of 3", first["seconds"], "s")
            result["warm"] = _print_warm(measure_warm(project, args.model, args.repeats))
    if args.report:
        args.report.write_text(json.dumps(result, indent=1) + "\n")
    return 0


def _machine() -> dict[str, object]:
    return {
        "processor": platform.processor() or platform.machine(),
        "cpus": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
        "novaedit": __version__,
    }


# ---- clean runs --------------------------------------------------------------------------------


def measure_clean(root: Path, runs: int) -> dict[str, float]:
    """Medians in milliseconds of both commands, taken in turns after one turn that does not count."""
    root.mkdir()
    (root / "pyproject.toml").write_text(_RUFF, encoding="utf-8")
    sources = sorted((_ROOT / "novaedit").rglob("*.py"), key=lambda file: -file.stat().st_size)
    names = [f"m{number:02}.py" for number in range(_FILES)]
    for name, source in zip(names, sources[10:], strict=False):
        (root / name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    _git(root, "init", "-q")
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "before")
    for name in names:  # one line more is staged
        file = root / name
        file.write_text(file.read_text(encoding="utf-8") + "STAGED = True\n", encoding="utf-8")
    _git(root, "add", "-A")
    turns = [
        (_cost([*_COMMAND, "fix", "--staged"], root), _cost([_ruff(), "check", *names], root))
        for _ in range(runs + 1)
    ]
    fix_costs, ruff_costs = zip(*turns[1:], strict=True)
    fix_ms, ruff_ms = (median(cost.wall_ms for cost in costs) for costs in (fix_costs, ruff_costs))
    fix_cpu, ruff_cpu = (median(cost.cpu_ms for cost in costs) for costs in (fix_costs, ruff_costs))
    return {
        "runs": runs,
        "fix_ms": fix_ms,
        "ruff_ms": ruff_ms,
        "more_ms": fix_ms - ruff_ms,
        "fix_cpu_ms": fix_cpu,
        "ruff_cpu_ms": ruff_cpu,
    }


@dataclass(frozen=True, slots=True)
class _Cost:
    """Milliseconds on the clock, and of processor time, which hardly minds what else the machine does."""

    wall_ms: float
    cpu_ms: float


def _cost(command: Sequence[str], cwd: Path) -> _Cost:
    before, began = _children_ms(), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    wall = (time.perf_counter() - began) * 1000
    assert done.returncode == 0, f"not a clean run: {done.stdout}{done.stderr}"
    return _Cost(wall, _children_ms() - before)


def _children_ms() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def _ruff() -> str:
    beside = Path(sys.executable).parent / "ruff"
    return str(beside) if beside.exists() else "ruff"


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True)


# ---- with the model ----------------------------------------------------------------------------


def make_project(root: Path) -> Path:
    """The example project, committed; its mypy is left out by configuration."""
    shutil.copytree(_PROJECT, root)
    with (root / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.novaedit]\ntools = ["ruff"]\n')
    _git(root, "init", "-q")
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "clean")
    return root


@contextmanager
def _planted(project: Path, mistake: Mistake) -> Iterator[Path]:
    file = project / "invoices" / mistake.name
    clean = file.read_text(encoding="utf-8")
    assert clean.count(mistake.right) == 1, f"{mistake.name}: {mistake.right!r} stands there not just once"
    file.write_text(clean.replace(mistake.right, mistake.wrong), encoding="utf-8")
    try:
        yield file
    finally:
        file.write_text(clean, encoding="utf-8")


def measure_first(project: Path, model: str | None, runs: int = 3) -> dict[str, float]:
    """Seconds from starting the command to its end, the loading of the model included."""
    wanted = ("--max-time", str(_PATIENCE), *(("--model", model) if model else ()))
    seconds = []
    with _planted(project, MISTAKES[0]) as file:
        for _ in range(runs):
            began = time.perf_counter()
            done = subprocess.run(
                [*_COMMAND, "fix", str(file), *wanted],
                cwd=project,
                capture_output=True,
                text=True,
                check=False,
            )
            seconds.append(time.perf_counter() - began)
            assert done.returncode in (0, 1), done.stderr
    return {"seconds": median(seconds), "slowest": max(seconds)}


def measure_warm(project: Path, model: str | None, repeats: int) -> list[WarmFix]:
    """Every mistake `repeats` times in one process, after one fix that does not count."""
    runtime = Watched(open_model(model))
    fixes = [_warm_fix(project, MISTAKES[0], runtime)]
    fixes += [_warm_fix(project, mistake, runtime) for _ in range(repeats) for mistake in MISTAKES]
    return fixes[1:]


def _warm_fix(project: Path, mistake: Mistake, runtime: Watched) -> WarmFix:
    runtime.prompts, runtime.seconds = [], 0.0
    with _planted(project, mistake) as file:
        began = time.perf_counter()
        snapshot = path_snapshot(open_repository(project), [file], frozenset({".py"}))
        (report,) = fix(
            snapshot, Options(whole_file=True, tools=("ruff",), max_time=_PATIENCE), lambda: runtime
        ).files
        seconds = time.perf_counter() - began
    clean = file.read_bytes()
    tokens = max(runtime.prompts, default=0)
    right = report.change.after == clean
    return WarmFix(mistake.kind, mistake.name, seconds, runtime.seconds, tokens, bool(report.diff), right)


def _print_warm(fixes: Sequence[WarmFix]) -> dict[str, object]:
    times = sorted(one.seconds for one in fixes)
    # Linux counts in kilobytes, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    summary = {
        "p50": median(times),
        "p95": times[min(len(times) - 1, round(0.95 * (len(times) - 1)))],
        "model_p50": median(one.model_seconds for one in fixes),
        "longest_prompt_tokens": max(one.prompt_tokens for one in fixes),
        "peak_megabytes": peak,
    }
    _print_row("warm fix, p50", summary["p50"], "s")
    _print_row("warm fix, p95", summary["p95"], "s")
    _print_row("  in the model, p50", summary["model_p50"], "s")
    _print_row("  longest prompt", summary["longest_prompt_tokens"], "tokens")
    _print_row("peak memory", peak, "MB")
    right, offered = sum(one.right for one in fixes), sum(one.offered for one in fixes)
    print(f"{len(fixes)} warm fixes: {offered} offered, {right} of them the original again")
    for kind in dict.fromkeys(one.kind for one in fixes):
        _print_row(f"  {kind}, p50", median(one.seconds for one in fixes if one.kind == kind), "s")
    return {**summary, "fixes": [asdict(one) for one in fixes]}


def _print_row(what: str, value: float, unit: str) -> None:
    print(f"{what:40} {value:8.2f} {unit}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
