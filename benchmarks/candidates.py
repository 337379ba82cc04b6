"""What more candidates bring: Examples through the real model and gates, with n answers at most.

    python -m benchmarks.candidates dev.jsonl --model base --count 150 --n 1 3 5 10 --report candidates.json

Each n is a run of its own. The answer is the first candidate that no gate stops, as in `novaedit fix`, at
any confidence. The file is a stand-in with the region's lines; Examples whose recorded patch does not pass
there (a docstring may be cut in two) are left out. A candidate is right if it is the recorded patch or
passes every gate that this one passes; `exact` counts the recorded patch alone. `fixed@n` tells whether any
candidate was right. Seconds run from the question to the answer; candidates after it, which only count for
fixed@n, cost nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from novaedit.dataset.example import Example, read_examples
from novaedit.dataset.sample import Wanted, sample
from novaedit.fixer.propose import AbstainedError, Proposal, Question, TooLargeError, from_model
from novaedit.languages import languages
from novaedit.model.loading import open_model
from novaedit.model.runtime import Runtime
from novaedit.training.reward import Bench


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one Example; `candidates` were gated, `confidence` is the answer's."""

    id: str
    candidates: int
    answered: bool
    fixed: bool
    exact: bool
    fixed_by_any: bool
    confidence: float
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print a row for each n, write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", type=Path, help="JSONL of Examples")
    parser.add_argument("--model", help="mini, base, or a folder; the default one if left out")
    parser.add_argument("--n", type=int, nargs="+", default=(1, 3, 5, 10))
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--report", type=Path, help="where to write JSON")
    args = parser.parse_args(argv)
    everything = list(read_examples(args.file))
    mixed = sample(everything, Wanted(), len(everything), args.seed)
    examples = list(islice(filter(is_fair, mixed), args.count))
    runtime = open_model(args.model, threads=args.threads)
    report = {}
    for n in args.n:
        outcomes = list(ask(runtime, examples, n))
        figures = summary(outcomes)
        shown = " ".join(f"{name} {value:.3g}" for name, value in figures.items())
        print(f"n = {n}: {shown}", flush=True)
        report[n] = {**figures, "outcomes": [asdict(outcome) for outcome in outcomes]}
    if args.report:
        args.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


def has_edits(example: Example) -> bool:
    """Whether there is something to mend, in a language that we have gates for."""
    return bool(example.edits()) and example.language in languages


def is_fair(example: Example) -> bool:
    """Whether the gates let the recorded patch pass on the stand-in. Raises ToolError."""
    if not has_edits(example):
        return False
    with TemporaryDirectory(prefix="novaedit-") as root:
        return Bench(example, Path(root)).is_fair


def ask(runtime: Runtime, examples: Sequence[Example], n: int) -> Iterator[Outcome]:
    """What becomes of each with at most `n` candidates. Raises ModelError, ToolError."""
    if examples:
        _outcome(runtime, examples[-1], n)  # loads everything; the first is read from the start
    for example in examples:
        yield _outcome(runtime, example, n)


def _outcome(runtime: Runtime, example: Example, n: int) -> Outcome:
    with TemporaryDirectory(prefix="novaedit-") as root:
        bench = Bench(example, Path(root))
        count, by_any = 0, False
        answer: Proposal | None = None
        fixed, seconds = False, 0.0
        began = time.perf_counter()
        for proposal in _proposals(runtime, example, n):
            edits = proposal.edits or ()
            verdict = bench.verdict(edits)
            right = bench.is_reference(edits) or bench.is_as_good(verdict)
            count, by_any = count + 1, by_any or right
            if answer is None and verdict.accepted:
                answer, fixed, seconds = proposal, right, time.perf_counter() - began
        return Outcome(
            id=example.id,
            candidates=count,
            answered=answer is not None,
            fixed=fixed,
            exact=answer is not None and bench.is_reference(answer.edits or ()),
            fixed_by_any=by_any,
            confidence=answer.confidence if answer else 0.0,
            seconds=seconds if answer else time.perf_counter() - began,
        )


def _proposals(runtime: Runtime, example: Example, n: int) -> Iterator[Proposal]:
    lines = len(example.sparse_lines())
    question = Question(example.language, example.region, example.diagnostics, example.instruction, lines)
    try:
        yield from from_model(question, runtime, n, floats=languages[example.language].floats)
    except (AbstainedError, TooLargeError):
        return


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures of a run; shares of all Examples."""
    seconds = [outcome.seconds for outcome in outcomes]
    return {
        "examples": len(outcomes),
        "answered": _share([outcome.answered for outcome in outcomes]),
        "fixed@1": _share([outcome.fixed for outcome in outcomes]),
        "fixed@n": _share([outcome.fixed_by_any for outcome in outcomes]),
        "exact": _share([outcome.exact for outcome in outcomes]),
        "p50_seconds": median(seconds),
        "p95_seconds": quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0],
    }


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags)


if __name__ == "__main__":
    sys.exit(main())
