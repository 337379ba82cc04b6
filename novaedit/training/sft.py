"""Supervised fine-tuning on Examples: `novaedit train sft --config FILE`.

    accelerate launch --num_processes 2 -m novaedit.cli train sft --config FILE

Reads from top to bottom: model, data, optimizer, loop. The same file runs on a laptop's CPU, on one
GPU and in several processes, with the same loss. A killed run goes on from its last checkpoint:
batches depend on the seed and the step alone. Figures go to the screen, to TensorBoard and to
`metrics.jsonl`.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.errors import ConfigError, DataError
from novaedit.training import checkpoint
from novaedit.training.batches import Batch, Encoded, Reading, collate, encode_files, plan_batches
from novaedit.training.checkpoint import Progress
from novaedit.training.config import SftConfig
from novaedit.training.device import Device, choose_device
from novaedit.training.log import RunLog
from novaedit.training.loop import restore
from novaedit.training.loss import DevScore, answer_logits, patch_loss, score, total_weight
from novaedit.training.mixture import describe, draw
from novaedit.training.plan import Plan, StagedPlan
from novaedit.training.processes import Processes, agreed, join, leave
from novaedit.training.schedule import make_optimizer, rate_at, set_rate
from novaedit.training.start import Trained, load_model, put_on

if TYPE_CHECKING:
    import torch
    from transformers import LlamaForCausalLM, PreTrainedTokenizerFast


def train(config: SftConfig, *, stop: Callable[[], bool] = lambda: False) -> DevScore:
    """Run (or go on with) a training run; returns the final score on the development data.

    `stop` is asked before each step: when any process says True all end with a checkpoint. Raises
    DataError when there is nothing to train on, ConfigError when stages do not fit the rest.
    """
    import torch

    _check_stages(config)

    # ---- model -------------------------------------------------------------------------------
    out = Path(config.out)
    processes = join()
    device = agreed(choose_device(config.threads), config.bf16, processes)
    torch.manual_seed(config.seed)
    resume = checkpoint.find(out / "checkpoint")
    # With an adapter a checkpoint holds that alone: the model is still the published one.
    start = Path(config.base) if resume is None or config.lora_rank is not None else resume
    model, tokenizer = load_model(start, config.seed)

    # ---- data --------------------------------------------------------------------------------
    items = _items(tokenizer, config)
    dev = _dev_batches(tokenizer, config)
    if not items:
        raise DataError(f"{config.train[0]}: no example fits into {config.max_tokens} tokens")
    drawn = _drawn(items, config)
    plan: Plan | StagedPlan
    if drawn:
        plan = StagedPlan(items, drawn, config.batch_tokens, config.seed)
    else:
        plan = Plan(items, config.batch_tokens, config.seed, config.epochs)

    # ---- what is trained ---------------------------------------------------------------------
    trained = Trained(config.trained_layers, config.lora_rank, config.lora_alpha, config.adapter)
    adapter = put_on(device, model, tokenizer, trained)
    if config.compile:
        for layer in model.model.layers:  # one layer's code serves all: compiled once, in seconds
            layer.compile(dynamic=True)
    if adapter is not None and resume is not None:
        adapter.load(resume / checkpoint.ADAPTER)

    # ---- optimizer ---------------------------------------------------------------------------
    optimizer = make_optimizer(model, config.learning_rate, config.weight_decay)
    progress = restore(optimizer, resume)
    with contextlib.ExitStack() as stack:
        stack.callback(leave)
        log = RunLog(out, plan.steps, progress.step) if processes.is_first else None
        if log is not None:
            stack.callback(log.close)
            _announce(log, processes, items, drawn)

        # ---- loop --------------------------------------------------------------------------------
        model.train()
        saved = time.monotonic()
        while not _asked(stop, processes) and not _is_over(config, plan, progress):
            rate = rate_at(
                config.learning_rate,
                _share_done(config, plan, progress),
                progress.step,
                warmup_steps=config.warmup_steps,
                final_rate=config.final_rate,
            )
            set_rate(optimizer, rate)
            whole = [items[i] for i in plan.numbers(progress.step)]
            loss = _step(model, whole, optimizer, config, device, processes, progress)
            if log is None:
                continue
            if progress.step % config.log_steps == 0:
                log.step(progress, {"loss": loss, "rate": rate})
            if time.monotonic() - saved > config.checkpoint_minutes * 60:
                checkpoint.save(out / "checkpoint", adapter or model, tokenizer, optimizer, progress)
                _log_score(log, progress, _dev_score(model, dev, device))
                saved = time.monotonic()

        # ---- result ------------------------------------------------------------------------------
        if log is not None:
            checkpoint.save(out / "checkpoint", adapter or model, tokenizer, optimizer, progress)
        result = _dev_score(model, dev, device)
        if log is not None:
            _log_score(log, progress, result)
            checkpoint.save_model(out / "model", adapter or model, tokenizer)
        processes.wait()
    return result


def _step(
    model: LlamaForCausalLM,
    whole: Sequence[Encoded],
    optimizer: torch.optim.Optimizer,
    config: SftConfig,
    device: Device,
    processes: Processes,
    progress: Progress,
) -> float:
    """Learn from the batch `whole`, of which this process computes its share; the loss of all of it."""
    import torch

    began = time.monotonic()
    loss, tokens = 0.0, 0
    own = processes.share(whole)
    if own:  # there may be fewer examples than processes
        batch = device.move(collate(own))
        with device.autocast():
            logits, targets = answer_logits(model, batch, detach_input=config.trained_layers is not None)
        power = config.length_power
        part = patch_loss(logits, targets, batch, power) * (
            total_weight(own, power) / total_weight(whole, power)
        )
        part.backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
        loss, tokens = float(part.detach()), batch.tokens
    processes.sum_gradients(model.parameters())
    torch.nn.utils.clip_grad_norm_(model.parameters(), config.clip)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    # The clock too: all have to find the run over at the same step.
    loss, summed, seconds = processes.total([loss, tokens, time.monotonic() - began])
    progress.step += 1
    progress.tokens += round(summed)
    progress.examples += len(whole)
    progress.seconds += seconds / processes.count
    return loss


def _asked(stop: Callable[[], bool], processes: Processes) -> bool:
    """Whether any process was told to stop."""
    (answers,) = processes.total([float(stop())])
    return answers > 0


def _announce(
    log: RunLog, processes: Processes, items: Sequence[Encoded], drawn: Sequence[Sequence[int]]
) -> None:
    if processes.count > 1:
        log.say(f"{processes.count} processes")
    names = [item.item for item in items]
    for number, part in enumerate(drawn, start=1):
        kinds = ", ".join(f"{kind} {count}" for kind, count in describe(names, [part]).items())
        log.say(f"stage {number}: {kinds}")


def _items(tokenizer: PreTrainedTokenizerFast, config: SftConfig) -> list[Encoded]:
    """All training examples, each as often as `repeat` says."""
    encoded = encode_files(tokenizer, config.train, _reading(config), config.workers)
    return [item for item in encoded for _ in range(config.repeat.get(item.label, 1))]


def _reading(config: SftConfig) -> Reading:
    return Reading(config.max_tokens, config.style, config.window)


def _check_stages(config: SftConfig) -> None:
    """Raises ConfigError."""
    if config.stages and (config.repeat or config.max_minutes is not None):
        raise ConfigError("stages: not together with repeat or max_minutes")
    for number, stage in enumerate(config.stages, start=1):
        if unknown := sorted(set(stage.files) - set(config.train)):
            raise ConfigError(f"stage {number}: {', '.join(unknown)} is not among the files of train")


def _drawn(items: Sequence[Encoded], config: SftConfig) -> list[list[int]]:
    """The numbers of each stage's items; [] without stages. Raises ConfigError naming the stage."""
    if not config.stages:
        return []
    count = max(1, round(config.epochs * len(items)))
    drawn = draw([item.item for item in items], config.stages, count, config.seed)
    if not any(drawn):
        raise ConfigError("stages: they draw no example")
    return drawn


def _dev_batches(tokenizer: PreTrainedTokenizerFast, config: SftConfig) -> list[Batch]:
    items = encode_files(tokenizer, [config.dev], _reading(config), config.workers)
    # Spread over the file, which is in order of packages.
    items = items[:: max(1, len(items) // config.dev_examples)][: config.dev_examples]
    return [collate([items[i] for i in b]) for b in plan_batches(items, config.batch_tokens, 0)]


def _dev_score(model: LlamaForCausalLM, batches: list[Batch], device: Device) -> DevScore:
    model.train(False)
    with device.autocast():
        result = score(model, (device.move(batch) for batch in batches))
    model.train()
    return result


def _log_score(log: RunLog, progress: Progress, result: DevScore) -> None:
    log.dev(progress, {"loss": result.loss, "exact": result.exact})
    by_label = {label: list(pair) for label, pair in result.exact_by_label.items()}
    log.row({"step": progress.step, "dev_exact_by_label": by_label})


def _share_done(config: SftConfig, plan: Plan | StagedPlan, progress: Progress) -> float:
    if config.max_minutes is not None:
        return progress.seconds / (config.max_minutes * 60)
    return progress.step / plan.steps


def _is_over(config: SftConfig, plan: Plan | StagedPlan, progress: Progress) -> bool:
    return _share_done(config, plan, progress) >= 1.0
