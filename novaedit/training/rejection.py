"""Rejection sampling: `novaedit train sample --config FILE`.

A model answers each Example several times; what passes the gates with the smallest change is kept as
a new Example, and passing answers are paired with failing ones for `novaedit train dpo`. Writes

    judged.jsonl   one row an Example, with every answer: a run that was stopped goes on after the last
    kept.jsonl     Examples whose patch is the best answer
    pairs.jsonl    {"example", "chosen", "rejected"}
    answers.jsonl  {"id", "confidence", "right"}, for `novaedit model calibrate`
"""

from __future__ import annotations

import json
import multiprocessing
import re
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from novaedit.dataset.example import Example, read_examples
from novaedit.dataset.guessable import TYPING, is_guessable
from novaedit.edits import changed_lines
from novaedit.errors import DataError
from novaedit.fixer.propose import MAX_ANSWER_TOKENS, MAX_PROMPT_TOKENS
from novaedit.languages import languages
from novaedit.model.loading import open_model
from novaedit.model.prompt import encode_answer, encode_prompt
from novaedit.model.runtime import Runtime
from novaedit.patch.dsl import format_dsl
from novaedit.training.reward import Judged, judge_all

#: So many Examples a worker are asked ahead: a long answer holds nobody up.
_AHEAD = 8
#: Where in its file a patch stands.
_PLACE = re.compile(r"^@@ .*$", re.MULTILINE)
#: A recorded patch that changes more lines than this did more than to mend what was found.
_SMALL = 8
#: After so many Examples it is said how far the run is.
_EVERY = 16


@dataclass(frozen=True, slots=True)
class SampleConfig:
    """Rejection sampling. Paths are relative to the working directory."""

    model: str
    """mini, base, the folder of a model, or a checkpoint."""
    examples: list[str]
    """JSONL of Examples; what people really broke teaches most."""
    out: str
    kind: str | None = None
    """Only Examples of this kind that have a finding: `real` ones."""
    one_view: bool = False
    """Of a change that was recorded several times, cut otherwise, only the first."""
    candidates: int = 5
    """Answers to each Example: the likeliest and alternatives to it."""
    pairs: int = 2
    """At most so many pairs of an Example."""
    reference_pairs: bool = True
    """Where no answer passes, pair the recorded patch with failing ones."""
    keep_references: bool = False
    """Where no answer passes, keep the recorded patch, if it is small and nothing in it has to be guessed."""
    limit: int | None = None
    """Only so many Examples."""
    workers: int = 1
    threads: int = 1
    """Threads of each worker."""


def sample(config: SampleConfig, *, stop: Callable[[], bool] = lambda: False) -> dict[str, int]:
    """Answer what has not been answered yet; returns how many were read and what came of them.

    `stop` is asked now and then; True ends the run, which another one continues. Raises DataError,
    ModelError, ToolError.
    """
    out = Path(config.out)
    out.mkdir(parents=True, exist_ok=True)
    path = out / "judged.jsonl"
    _cut_torn_line(path)
    counts: Counter[str] = Counter()
    seen = set()
    for row in _rows(path):
        seen.add(row["id"])
        counts.update(_tally(row))
    examples = list(islice(_examples(config), config.limit))
    waiting = [example for example in examples if example.id not in seen]
    began = time.monotonic()
    with path.open("a", encoding="utf-8", newline="\n") as file:
        for row in _answered(waiting, config):
            file.write(json.dumps(row) + "\n")
            file.flush()
            counts.update(_tally(row))
            speed = (counts["examples"] - len(seen)) / (time.monotonic() - began)
            if counts["examples"] % _EVERY == 0 or counts["examples"] == len(examples):
                _report(counts, len(examples), speed)
            if stop():
                break
    teach = {e.id: e.to_json() for e in examples if config.keep_references and _teaches(e)}
    best = (row["kept"] or teach.get(row["id"]) for row in _rows(path))
    _write(out / "kept.jsonl", filter(None, best))
    _write(out / "pairs.jsonl", chain.from_iterable(row["pairs"] for row in _rows(path)))
    _write(out / "answers.jsonl", (row["answer"] for row in _rows(path)))
    return dict(counts)


def answer(runtime: Runtime, example: Example, config: SampleConfig) -> dict[str, Any]:
    """The row of one Example."""
    prompt = encode_prompt(example.language, example.region, example.diagnostics, example.instruction)
    judged: list[Judged] = []
    if runtime.count_tokens(prompt) <= MAX_PROMPT_TOKENS:
        completions = [runtime.greedy(prompt, max_tokens=MAX_ANSWER_TOKENS)]
        if config.candidates > 1:
            others = config.candidates - 1
            completions += runtime.alternatives(prompt, others, max_tokens=MAX_ANSWER_TOKENS)
        judged = judge_all(example, completions)
    best = max(judged, key=lambda one: (one.accepted, one.reward, one.confidence), default=None)
    kept = None
    if best is not None and best.accepted:
        dsl = format_dsl(best.edits or (), example.sparse_lines())
        kept = replace(example, patch_dsl=dsl).to_json()
    return {
        "id": example.id,
        "kept": kept,
        "pairs": _pairs(example, judged, best, config),
        "answer": {"id": example.id, **_product_answer(judged)},
        "candidates": [
            {"text": one.text, "confidence": one.confidence, "accepted": one.accepted, "reward": one.reward}
            for one in judged
        ],
    }


def _teaches(example: Example) -> bool:
    """Whether the recorded patch is a small one that can be known from what is shown."""
    edits = example.edits()
    broken = "\n".join(example.sparse_lines())
    small = changed_lines(edits) <= _SMALL
    return small and is_guessable(edits, broken, example.region, example.diagnostics, TYPING)


def _pairs(
    example: Example, judged: Sequence[Judged], best: Judged | None, config: SampleConfig
) -> list[dict[str, Any]]:
    """The best answer against worse ones, those first that the model is surest of."""
    if best is not None and best.accepted:
        chosen, reward = best.text, best.reward
    elif config.reference_pairs:
        chosen = encode_answer(example.edits(), example.sparse_lines())
        reward = float("inf")
    else:
        return []
    worse = sorted((one for one in judged if one.reward < reward), key=lambda one: -one.confidence)
    record = example.to_json()
    return [
        {"example": record, "chosen": chosen, "rejected": one.text}
        for one in worse[: config.pairs]
        if one.text != chosen
    ]


def _product_answer(judged: Sequence[Judged]) -> dict[str, Any]:
    """What the product would have shown: the surest answer that passes, unless abstaining is surer."""
    for one in sorted(judged, key=lambda one: -one.confidence):
        if one.edits == ():
            break
        if one.accepted:
            return {"confidence": one.confidence, "right": one.is_reference}
    return {"confidence": 0.0, "right": None}


# ---- running ------------------------------------------------------------------------------------


def _answered(examples: Sequence[Example], config: SampleConfig) -> Iterator[dict[str, Any]]:
    """Rows in the order of `examples`."""
    if config.workers <= 1:
        runtime = open_model(config.model, threads=config.threads) if examples else None
        for example in examples:
            if runtime is not None:
                yield answer(runtime, example, config)
        return
    if examples:
        open_model(config.model)  # what is missing is said here and not by a worker
    context = multiprocessing.get_context("spawn")  # engines have threads, which a fork would lose
    with ProcessPoolExecutor(config.workers, context, _open, (config,)) as pool:
        ahead: deque[Future[dict[str, Any]]] = deque()
        try:
            for example in examples:
                ahead.append(pool.submit(_answer, example))
                if len(ahead) > _AHEAD * config.workers:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


_worker: tuple[Runtime, SampleConfig] | None = None


def _open(config: SampleConfig) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself says when to end
    _worker = (open_model(config.model, threads=config.threads), config)


def _answer(example: Example) -> dict[str, Any]:
    if _worker is None:
        raise DataError("a worker has no model")
    return answer(_worker[0], example, _worker[1])


def _examples(config: SampleConfig) -> Iterator[Example]:
    changes: set[tuple[str, str | None, str]] = set()
    for example in chain.from_iterable(read_examples(Path(path)) for path in config.examples):
        if example.language not in languages:
            continue
        if config.kind is not None and (example.kind != config.kind or not example.diagnostics):
            continue
        change = (example.provenance.repo, example.provenance.commit, _PLACE.sub("", example.patch_dsl))
        if config.one_view and change in changes:
            continue
        changes.add(change)
        yield example


def _cut_torn_line(path: Path) -> None:
    """Drop what a kill left of a row."""
    if path.is_file():
        content = path.read_bytes()
        path.write_bytes(content[: content.rfind(b"\n") + 1])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="\n") as file:
            yield from map(json.loads, file)


def _write(path: Path, rows: Iterable[object]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def _tally(row: dict[str, Any]) -> dict[str, int]:
    return {"examples": 1, "kept": int(row["kept"] is not None), "pairs": len(row["pairs"])}


def _report(counts: Mapping[str, int], total: int, speed: float) -> None:
    left = (total - counts["examples"]) / speed
    print(
        f"{counts['examples']}/{total} kept {counts['kept']} pairs {counts['pairs']} "
        f"{speed:.2f} examples/s, {left / 60:.0f} min left",
        file=sys.stderr,
        flush=True,
    )
