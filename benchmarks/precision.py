"""What rounding to int8 costs: the same prompts answered greedily by the same weights, rounded and not.

    python -m benchmarks.unrounded out/unrounded
    python -m benchmarks.precision dev.jsonl --rounded base --unrounded out/unrounded --report precision.json

The rounded model runs on OpenVINO, as users have it; the unrounded one on torch in bfloat16, on a GPU where
there is one. Only `base` can be had unrounded: of mini the int8 weights alone were kept.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.candidates import has_edits
from novaedit.dataset.example import Example, read_examples
from novaedit.dataset.sample import Wanted, sample
from novaedit.errors import NovaEditError
from novaedit.fixer.propose import MAX_ANSWER_TOKENS
from novaedit.model.decoding import decode
from novaedit.model.loading import open_model
from novaedit.model.prompt import encode_prompt
from novaedit.model.runtime import Completion, Runtime
from novaedit.model.torch_runtime import load_checkpoint
from novaedit.patch.apply import minimal_edits


@dataclass(frozen=True, slots=True)
class Answer:
    """`exact` tells whether it is the recorded patch."""

    id: str
    text: str
    exact: bool
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", type=Path, help="JSONL of Examples")
    parser.add_argument("--rounded", default="base", help="base, or the folder of a model")
    parser.add_argument("--unrounded", type=Path, required=True, help="a checkpoint of the same weights")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--report", type=Path, help="where to write JSON")
    args = parser.parse_args(argv)
    examples = sample(filter(has_edits, read_examples(args.file)), Wanted(), args.count, args.seed)
    report = {
        "rounded": list(answers(open_model(args.rounded, threads=args.threads), examples)),
        "unrounded": list(answers(unrounded(args.unrounded, args.threads), examples)),
    }
    for name, found in report.items():
        exact = sum(answer.exact for answer in found)
        print(f"{name}: exact {exact} of {len(found)}, p50 {median(a.seconds for a in found):.3f} s")
    same = sum(one.text == other.text for one, other in zip(*report.values(), strict=True))
    print(f"the same text {same} of {len(examples)} times")
    if args.report:
        rows = {name: [asdict(answer) for answer in found] for name, found in report.items()}
        args.report.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def unrounded(checkpoint: Path, threads: int | None = None) -> Runtime:
    """The checkpoint in bfloat16. Raises ModelError."""
    return load_checkpoint(checkpoint, threads=threads, bf16=True)


def answers(runtime: Runtime, examples: Sequence[Example]) -> Iterator[Answer]:
    """The likeliest answer to each. Raises ModelError."""
    if examples:
        _answer(runtime, examples[-1])  # loads everything; the first is read from the start
    for example in examples:
        yield _answer(runtime, example)


def _answer(runtime: Runtime, example: Example) -> Answer:
    prompt = encode_prompt(example.language, example.region, example.diagnostics, example.instruction)
    began = time.perf_counter()
    found = runtime.greedy(prompt, max_tokens=MAX_ANSWER_TOKENS)
    seconds = time.perf_counter() - began
    return Answer(example.id, found.text, _is_exact(found, example), seconds)


def _is_exact(found: Completion, example: Example) -> bool:
    lines = example.sparse_lines()
    try:
        return decode(found, example.region, len(lines)) == minimal_edits(example.edits(), lines)
    except NovaEditError:
        return False


if __name__ == "__main__":
    sys.exit(main())
