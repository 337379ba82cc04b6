"""The loop of a training run: steps, reports and checkpoints, in one process or many.

What is computed in a step is the work's business. A killed run goes on from its last checkpoint to
the same curve, for work depends on the step's number alone.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from novaedit.training import checkpoint
from novaedit.training.checkpoint import Progress
from novaedit.training.log import RunLog
from novaedit.training.processes import Processes
from novaedit.training.schedule import rate_at, set_rate

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

    from novaedit.training.lora import Adapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The part of a configuration that every run has, whatever it computes.

    Paths are relative to the working directory.
    """

    out: str
    """Where checkpoints, logs and the final model go."""
    seed: int = 0
    learning_rate: float
    warmup_steps: int
    final_rate: float = 0.1
    """The cosine schedule ends at this share of `learning_rate`."""
    weight_decay: float
    clip: float = 1.0
    bf16: bool | None = None
    """Precision of matrix products; None takes bf16 where it is faster."""
    threads: int | None = None
    checkpoint_minutes: float = 10.0
    log_steps: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a step was: `values` (the loss first) are this process's part, to be summed over all."""

    values: Mapping[str, float]
    tokens: int
    examples: int


class Work(Protocol):
    """A kind of training."""

    steps: int

    def compute(self, number: int) -> Step:
        """This process's part of step `number`, gradients included, as a share of the whole batch."""

    def measure(self) -> Mapping[str, float]:
        """Figures on development data; {} without any."""


@dataclass(slots=True)
class State:
    """What is trained: of `model`, checkpoints hold `kept`, all of it or the adapter in it."""

    model: PreTrainedModel
    kept: PreTrainedModel | Adapter
    tokenizer: PreTrainedTokenizerFast
    optimizer: torch.optim.Optimizer
    progress: Progress

    def save(self, out: Path) -> None:
        """Write the checkpoint below `out`."""
        checkpoint.save(out / "checkpoint", self.kept, self.tokenizer, self.optimizer, self.progress)


def restore(optimizer: torch.optim.Optimizer, found: Path | None) -> Progress:
    """Where the checkpoint `found` left off, the optimizer put back; the beginning without one."""
    if found is None:
        return Progress()
    checkpoint.load_optimizer(found, optimizer)
    return checkpoint.load_progress(found)


def run(
    work: Work, state: State, recipe: Recipe, processes: Processes, stop: Callable[[], bool]
) -> Mapping[str, float]:
    """Do the steps that are left, save the model to `out/model`, and return the last measure.

    `stop` is asked after each step: when any process says True all save a checkpoint and end.
    """
    progress, out = state.progress, Path(recipe.out)
    values: Mapping[str, float] = {}
    with contextlib.ExitStack() as stack:
        log = RunLog(out, work.steps, progress.step) if processes.is_first else None
        if log is not None:
            stack.callback(log.close)
            if processes.count > 1:
                log.say(f"{processes.count} processes")
        saved = time.monotonic()
        stopped = False
        while not stopped and progress.step < work.steps:
            values, stopped = _step(work, state, recipe, processes, stop)
            if log is None:
                continue
            if progress.step % recipe.log_steps == 0:
                log.step(progress, values)
            if time.monotonic() - saved > recipe.checkpoint_minutes * 60:
                state.save(out)
                saved = time.monotonic()
        if log is not None:
            state.save(out)
            measured = work.measure()
            if measured:
                log.dev(progress, measured)
            checkpoint.save_model(out / "model", state.kept, state.tokenizer)
            values = measured or values
    processes.wait()
    return values


def _step(
    work: Work, state: State, recipe: Recipe, processes: Processes, stop: Callable[[], bool]
) -> tuple[dict[str, float], bool]:
    """One step; its values over all processes, and whether one of them was told to stop."""
    import torch

    began = time.monotonic()
    progress, model = state.progress, state.model
    done = progress.step / work.steps
    rate = rate_at(
        recipe.learning_rate,
        done,
        progress.step,
        warmup_steps=recipe.warmup_steps,
        final_rate=recipe.final_rate,
    )
    set_rate(state.optimizer, rate)
    step = work.compute(progress.step)
    processes.sum_gradients(model.parameters())
    torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
    state.optimizer.step()
    state.optimizer.zero_grad(set_to_none=True)
    *summed, tokens, examples, stops = processes.total(
        [*step.values.values(), step.tokens, step.examples, float(stop())]
    )
    progress.step += 1
    progress.tokens += round(tokens)
    progress.examples += round(examples)
    progress.seconds += time.monotonic() - began
    return {**dict(zip(step.values, summed, strict=True)), "rate": rate}, stops > 0
