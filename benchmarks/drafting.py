"""What copy drafting and the precision change: the text, and the time for reading and for writing.

    python -m benchmarks.drafting dev-syntax.jsonl dev-mined.jsonl --model mini --report drafting.json

Prompts are made of Examples, spread over the files. Each prompt is completed greedily with and without
drafting, in each precision, in turns, so that whatever else the machine does meets all of them; the fastest
of `--repeats` rounds counts. Reading is the prompt's own step; the rest is writing. design.md's promise is
that drafting gives the same text, and is never slower.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from novaedit.dataset.example import Example, read_examples
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.prompt import encode_prompt
from novaedit.model.store import find_model

if TYPE_CHECKING:
    from novaedit.model.engine import Precision

_PRECISIONS: tuple[Precision, ...] = ("f32", "int8", "auto")
_MAX_TOKENS = 128


@dataclass(frozen=True, slots=True)
class Run:
    """One greedy completion; times in milliseconds."""

    prompt: int
    prompt_tokens: int
    precision: str
    drafting: bool
    reading_ms: float
    writing_ms: float
    tokens: int
    text: str
    log_probability: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print a table, write the report; exit code 1 if drafting changed a text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path, help="JSONL of Examples")
    parser.add_argument("--model", help="mini, base, or a folder; the default one if left out")
    parser.add_argument("--prompts", type=int, default=60)
    parser.add_argument("--tokens", type=int, nargs=2, default=(200, 450), help="least and most in a prompt")
    parser.add_argument("--precisions", nargs="+", choices=_PRECISIONS, default=_PRECISIONS)
    parser.add_argument("--repeats", type=int, default=3, help="rounds of which the fastest counts")
    parser.add_argument("--report", type=Path, help="where to write JSON")
    args = parser.parse_args(argv)
    model = find_model(args.model)
    runtimes = {
        (precision, drafting): OpenVinoRuntime(model, drafting=drafting, precision=precision)
        for precision in args.precisions
        for drafting in (False, True)
    }
    prompts = _prompts(args.files, next(iter(runtimes.values())), args.prompts, *args.tokens)
    for runtime in runtimes.values():
        runtime.warm_up()
    runs = []
    for number, prompt in enumerate(prompts):
        order = list(runtimes.items())
        order = order[number % len(order) :] + order[: number % len(order)]
        rounds = [
            [
                _measure(runtime, number, prompt, precision, drafting=drafting)
                for (precision, drafting), runtime in order
            ]
            for _ in range(args.repeats)
        ]
        runs += [min(same, key=lambda run: run.writing_ms) for same in zip(*rounds, strict=True)]
    changed = _show(runs, args.precisions)
    if args.report:
        args.report.write_text(json.dumps([asdict(run) for run in runs], indent=1) + "\n")
    return 1 if changed else 0


def _prompts(files: Sequence[Path], runtime: OpenVinoRuntime, count: int, least: int, most: int) -> list[str]:
    """As many of each file as of the others, spread evenly over those of the wanted length."""
    chosen: list[str] = []
    for file in files:
        fitting = [p for p in map(_prompt, read_examples(file)) if least <= runtime.count_tokens(p) <= most]
        share = (count - len(chosen)) // (len(files) - files.index(file))
        step = max(1, len(fitting) // max(1, share))
        chosen += fitting[::step][:share]
    return chosen


def _prompt(example: Example) -> str:
    return encode_prompt(example.language, example.region, example.diagnostics, example.instruction)


def _measure(runtime: OpenVinoRuntime, number: int, prompt: str, precision: str, *, drafting: bool) -> Run:
    tokens = runtime.encode(prompt)
    runtime.cache.forget()
    began = time.perf_counter()
    runtime.cache.read(tokens)
    read = time.perf_counter()
    found = runtime.greedy(prompt, max_tokens=_MAX_TOKENS)  # what was read is not read again
    ended = time.perf_counter()
    return Run(
        number,
        len(tokens),
        precision,
        drafting,
        (read - began) * 1000,
        (ended - read) * 1000,
        found.tokens,
        found.text,
        found.log_probability,
    )


def _show(runs: Sequence[Run], precisions: Sequence[str]) -> int:
    """Print the table; return for how many prompts and precisions drafting changed the text."""
    changed = 0
    for precision in precisions:
        plain, drafted = (
            [r for r in runs if (r.precision, r.drafting) == (precision, d)] for d in (False, True)
        )
        different = sum(one.text != other.text for one, other in zip(plain, drafted, strict=True))
        changed += different
        speed = sum(r.writing_ms for r in plain) / sum(r.writing_ms for r in drafted)
        sys.stdout.write(f"{precision}: {different} of {len(plain)} texts changed by drafting\n")
        ratios = [d.writing_ms / p.writing_ms for p, d in zip(plain, drafted, strict=True)]
        slower = ", ".join(
            f"{sum(ratio > 1 + share for ratio in ratios)} by more than {share:.0%}"
            for share in (0.0, 0.05, 0.1)
        )
        sys.stdout.write(f"  writing {speed:.2f} times as fast with drafting; slower: {slower}\n")
        for name, rows in (("plain", plain), ("drafted", drafted)):
            whole = [r.reading_ms + r.writing_ms for r in rows]
            token = sum(r.writing_ms for r in rows) / sum(r.tokens for r in rows)
            sys.stdout.write(
                f"  {name}: reading p50 {median(r.reading_ms for r in rows):.0f} ms, a token written"
                f" {token:.1f} ms, in all mean {mean(whole):.0f} ms, p50 {median(whole):.0f} ms\n"
            )
    return changed


if __name__ == "__main__":
    sys.exit(main())
