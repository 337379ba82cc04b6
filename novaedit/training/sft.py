"""Supervised fine-tuning on Examples: `novaedit train sft --config FILE`.

Reads from top to bottom: model, data, optimizer, loop. The same file runs on a laptop's CPU and on
one GPU. A killed run goes on from its last checkpoint: batches depend on the seed and the step
alone. Figures go to the screen, to TensorBoard and to `metrics.jsonl`.
"""

from __future__ import annotations

import contextlib
import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from novaedit.errors import DataError
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.training import checkpoint
from novaedit.training.batches import Batch, Encoded, collate, encode_files, plan_batches
from novaedit.training.checkpoint import Progress
from novaedit.training.config import SftConfig
from novaedit.training.device import Device, choose_device
from novaedit.training.loss import DevScore, answer_logits, patch_loss, score

if TYPE_CHECKING:
    import torch
    from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

    from novaedit.training.lora import Adapter


def train(config: SftConfig, *, stop: Callable[[], bool] = lambda: False) -> DevScore:
    """Run (or go on with) a training run; returns the final score on the development data.

    `stop` is asked after each step; True ends the run with a checkpoint. Raises DataError when
    there is nothing to train on.
    """
    import torch

    # ---- model -------------------------------------------------------------------------------
    out = Path(config.out)
    device = choose_device(config.threads)
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
    plan = _Plan(items, config)

    # ---- what is trained ---------------------------------------------------------------------
    adapter = _put_on(device, model, tokenizer, config)
    if adapter is not None and resume is not None:
        adapter.load(resume / checkpoint.ADAPTER)

    # ---- optimizer ---------------------------------------------------------------------------
    optimizer = _optimizer(model, config)
    progress = Progress()
    if resume is not None:
        progress = checkpoint.load_progress(resume)
        checkpoint.load_optimizer(resume, optimizer)
    with contextlib.closing(_Log(out, plan.steps)) as log:
        # ---- loop --------------------------------------------------------------------------------
        model.train()
        saved = began = time.monotonic()
        while not stop() and not _is_over(config, plan, progress):
            rate = learning_rate(config, _share_done(config, plan, progress), progress.step)
            for group in optimizer.param_groups:
                group["lr"] = rate
            batch = plan.batch(progress.step)
            loss = _step(model, batch, optimizer, config, device)
            now = time.monotonic()
            progress.seconds += now - began
            began = now
            progress.step += 1
            progress.tokens += batch.tokens
            progress.examples += len(batch.labels)
            if progress.step % config.log_steps == 0:
                log.step(progress, loss, rate)
            if now - saved > config.checkpoint_minutes * 60:
                checkpoint.save(out / "checkpoint", adapter or model, tokenizer, optimizer, progress)
                log.dev(progress, _dev_score(model, dev, device))
                saved = began = time.monotonic()

        # ---- result ------------------------------------------------------------------------------
        checkpoint.save(out / "checkpoint", adapter or model, tokenizer, optimizer, progress)
        result = _dev_score(model, dev, device)
        log.dev(progress, result)
        checkpoint.save_model(out / "model", adapter or model, tokenizer)
    return result


def _put_on(
    device: Device, model: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, config: SftConfig
) -> Adapter | None:
    """Bring the model to its device, with the parts frozen that are not trained; its adapter, if any."""
    from novaedit.training.lora import Adapter

    if config.lora_rank is not None and device.bf16:
        model.bfloat16()  # frozen weights need no more: half of the memory to read
    model.to(device.name)  # type: ignore[arg-type]  # transformers' stub of nn.Module.to
    adapter = None
    if config.lora_rank is not None:
        ids = tokenizer.get_vocab()
        special = [ids[token] for token in SPECIAL_TOKENS]
        adapter = Adapter(model, rank=config.lora_rank, alpha=config.lora_alpha, special_ids=special)
    freeze(model, config.trained_layers)
    if config.compile:
        for layer in model.model.layers:  # one layer's code serves all: compiled once, in seconds
            layer.compile(dynamic=True)
    return adapter


def load_model(path: Path, seed: int) -> tuple[LlamaForCausalLM, PreTrainedTokenizerFast]:
    """A GGUF file or a checkpoint directory, with fp32 weights."""
    import torch
    from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

    from novaedit.model.base_weights import load_base

    if path.is_file():
        model, tokenizer = load_base(path, torch.float32, seed=seed)
    else:
        model = AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32)
        tokenizer = PreTrainedTokenizerFast.from_pretrained(path)
    return cast("LlamaForCausalLM", model), tokenizer


def freeze(model: LlamaForCausalLM, trained_layers: int | None) -> None:
    """Leave only the last `trained_layers`, the final norm and the output embeddings to train."""
    if trained_layers is None:
        return
    layers = list(model.model.layers)
    for layer in layers[: len(layers) - trained_layers]:
        layer.requires_grad_(False)


def learning_rate(config: SftConfig, done: float, step: int) -> float:
    """Linear warm-up over steps, then a cosine over the share of the run that is `done`."""
    warm = min(1.0, (step + 1) / config.warmup_steps) if config.warmup_steps else 1.0
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
    return config.learning_rate * warm * (config.final_rate + (1 - config.final_rate) * cosine)


class _Plan:
    """Which examples make up step n: a function of the seed and n alone."""

    def __init__(self, items: list[Encoded], config: SftConfig) -> None:
        self._items, self._config = items, config
        self._epoch, self._batches = 0, plan_batches(items, config.batch_tokens, config.seed)
        # The number of batches differs a little between epochs; the first one's is used for all.
        self.per_epoch = len(self._batches)
        self.steps = max(1, round(config.epochs * self.per_epoch))

    def batch(self, step: int) -> Batch:
        epoch, index = divmod(step, self.per_epoch)
        if epoch != self._epoch:
            self._epoch = epoch
            self._batches = plan_batches(self._items, self._config.batch_tokens, self._config.seed + epoch)
        return collate([self._items[i] for i in self._batches[index % len(self._batches)]])


def _step(
    model: LlamaForCausalLM, batch: Batch, optimizer: torch.optim.Optimizer, config: SftConfig, device: Device
) -> float:
    import torch

    batch = device.move(batch)
    with device.autocast():
        logits, targets = answer_logits(model, batch, detach_input=config.trained_layers is not None)
    loss = patch_loss(logits, targets, batch, config.length_power)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
    torch.nn.utils.clip_grad_norm_(model.parameters(), config.clip)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _optimizer(model: LlamaForCausalLM, config: SftConfig) -> torch.optim.Optimizer:
    import torch

    # Norms and biases are not decayed: there is nothing to shrink in a scale.
    trained = [p for p in model.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": [p for p in trained if p.ndim >= 2], "weight_decay": config.weight_decay},
        {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.98), fused=True)


def _items(tokenizer: PreTrainedTokenizerFast, config: SftConfig) -> list[Encoded]:
    """All training examples, each as often as `repeat` says."""
    encoded = encode_files(tokenizer, config.train, config.max_tokens, config.workers)
    return [item for item in encoded for _ in range(config.repeat.get(item.label, 1))]


def _dev_batches(tokenizer: PreTrainedTokenizerFast, config: SftConfig) -> list[Batch]:
    items = encode_files(tokenizer, [config.dev], config.max_tokens, config.workers)
    # Spread over the file, which is in order of packages.
    items = items[:: max(1, len(items) // config.dev_examples)][: config.dev_examples]
    return [collate([items[i] for i in b]) for b in plan_batches(items, config.batch_tokens, 0)]


def _dev_score(model: LlamaForCausalLM, batches: list[Batch], device: Device) -> DevScore:
    model.train(False)
    with device.autocast():
        result = score(model, (device.move(batch) for batch in batches))
    model.train()
    return result


def _share_done(config: SftConfig, plan: _Plan, progress: Progress) -> float:
    if config.max_minutes is not None:
        return progress.seconds / (config.max_minutes * 60)
    return progress.step / plan.steps


def _is_over(config: SftConfig, plan: _Plan, progress: Progress) -> bool:
    return _share_done(config, plan, progress) >= 1.0


class _Log:
    """One line a report on the screen, one JSON object a report in metrics.jsonl, and TensorBoard."""

    def __init__(self, out: Path, steps: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        out.mkdir(parents=True, exist_ok=True)
        self._board = SummaryWriter(out / "tensorboard")
        self._file = (out / "metrics.jsonl").open("a", encoding="utf-8")
        self._steps = steps
        self._last = (time.monotonic(), 0)

    def step(self, progress: Progress, loss: float, rate: float) -> None:
        (then, tokens), now = self._last, time.monotonic()
        speed = (progress.tokens - tokens) / (now - then) if tokens else progress.tokens / progress.seconds
        self._last = (now, progress.tokens)
        left = (self._steps - progress.step) * progress.seconds / progress.step
        print(
            f"step {progress.step}/{self._steps} loss {loss:.3f} lr {rate:.1e} {speed:.0f} tok/s "
            f"{progress.examples} examples, {left / 60:.0f} min left",
            file=sys.stderr,
            flush=True,
        )
        self._write({"loss": loss, "rate": rate, "tokens_per_second": round(speed)}, progress)

    def dev(self, progress: Progress, result: DevScore) -> None:
        print(f"dev loss {result.loss:.3f} exact {result.exact:.1%}", file=sys.stderr, flush=True)
        self._write({"dev_loss": result.loss, "dev_exact": result.exact}, progress)
        by_label = {label: list(pair) for label, pair in result.exact_by_label.items()}
        self._file.write(json.dumps({"step": progress.step, "dev_exact_by_label": by_label}) + "\n")
        self._file.flush()

    def _write(self, values: dict[str, float], progress: Progress) -> None:
        self._file.write(json.dumps({**asdict(progress), **values}) + "\n")
        self._file.flush()
        for name, value in values.items():
            self._board.add_scalar(name, value, progress.step)

    def close(self) -> None:
        self._file.close()
        self._board.close()
