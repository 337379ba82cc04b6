"""Preference tuning: `novaedit train dpo --config FILE`.

Answers that pass the gates against answers that do not (`novaedit train sample` makes the pairs), with
the loss of Direct Preference Optimization (Rafailov et al. 2023). The reference is the model that the
run starts from: its log-probabilities are computed once, before the first step, and kept in `out`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.errors import DataError
from novaedit.training import checkpoint
from novaedit.training.batches import Batch, collate
from novaedit.training.device import Device, choose_device
from novaedit.training.loop import Recipe, State, Step, restore, run
from novaedit.training.loss import answer_logits
from novaedit.training.pairs import Pair, read_pairs
from novaedit.training.plan import Plan
from novaedit.training.processes import Processes, agreed, join, leave
from novaedit.training.schedule import make_optimizer
from novaedit.training.start import Trained, load_model, put_on

if TYPE_CHECKING:
    import torch
    from transformers import LlamaForCausalLM

#: Log-probabilities of the reference: [chosen, rejected] for each pair, dev pairs after the others.
_REFERENCE = "reference.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DpoConfig(Recipe):
    """Preference tuning on pairs. More keys: loop.py."""

    base: str
    """A checkpoint that an earlier run wrote, or a GGUF file: start and reference."""
    train: list[str]
    """JSONL of pairs, as `novaedit train sample` writes them."""
    dev: list[str] = field(default_factory=list)
    """Pairs from other repositories, only measured on."""
    epochs: float = 1.0
    beta: float = 0.1
    """How far the model may move from the reference: less means farther."""
    imitation: float = 0.1
    """Weight of the chosen answers' own loss a token, without which both answers get less likely."""
    max_tokens: int = 800
    """Pairs with a longer answer (prompt included) are left out."""
    batch_tokens: int = 4096
    """Tokens of one optimizer step, over all processes, padding included."""
    learning_rate: float = 2e-6
    warmup_steps: int = 10
    weight_decay: float = 0.0
    trained_layers: int | None = None
    """Train only this many of the last layers; None trains all."""
    lora_rank: int | None = None
    """Train matrices of this rank beside frozen weights; None trains the weights themselves."""
    lora_alpha: float = 128.0
    adapter: str | None = None
    """The adapter to start from, as in config.py: with it beside `base` the reference answers."""
    log_steps: int = 5


def tune(config: DpoConfig, *, stop: Callable[[], bool] = lambda: False) -> Mapping[str, float]:
    """Run (or go on with) a run; returns the figures on development pairs, or else of the last step.

    `margin` is by how much the model prefers the chosen answer more than the reference does, `accuracy`
    the share of pairs in which it does. Raises DataError when there is no pair to train on.
    """
    import torch

    # ---- model and data ----------------------------------------------------------------------
    out = Path(config.out)
    processes = join()
    device = agreed(choose_device(config.threads), config.bf16, processes)
    torch.manual_seed(config.seed)
    model, tokenizer = load_model(Path(config.base), config.seed)
    trained = Trained(config.trained_layers, config.lora_rank, config.lora_alpha, config.adapter)
    adapter = put_on(device, model, tokenizer, trained)
    train = list(read_pairs(map(Path, config.train), tokenizer, config.max_tokens))
    dev = list(read_pairs(map(Path, config.dev), tokenizer, config.max_tokens))
    if not train:
        raise DataError(f"{', '.join(config.train)}: no pair fits into {config.max_tokens} tokens")

    # ---- reference ---------------------------------------------------------------------------
    reference = _reference(model, [*train, *dev], out / _REFERENCE, config, device, processes)
    found = checkpoint.find(out / "checkpoint")
    if found is not None and adapter is not None:
        adapter.load(found / checkpoint.ADAPTER)
    elif found is not None:
        model, tokenizer = load_model(found, config.seed)
        put_on(device, model, tokenizer, trained)

    # ---- optimizer, loop ---------------------------------------------------------------------
    optimizer = make_optimizer(model, config.learning_rate, config.weight_decay)
    state = State(model, adapter or model, tokenizer, optimizer, restore(optimizer, found))
    work = _Preferring(model, train, dev, reference, config, device, processes)
    try:
        return run(work, state, config, processes, stop)
    finally:
        leave()


class _Preferring:
    """Pairs and the loss of preferring the chosen answer."""

    def __init__(
        self,
        model: LlamaForCausalLM,
        train: Sequence[Pair],
        dev: Sequence[Pair],
        reference: list[list[float]],
        config: DpoConfig,
        device: Device,
        processes: Processes,
    ) -> None:
        self._model, self._config, self._device, self._processes = model, config, device, processes
        self._pairs, self._reference = [*train, *dev], reference
        self._dev = range(len(train), len(self._pairs))
        # Two answers a pair: half as many pairs fill a batch.
        plan = Plan([pair.longer for pair in train], config.batch_tokens // 2, config.seed, config.epochs)
        self._plan, self.steps = plan, plan.steps

    def compute(self, number: int) -> Step:
        numbers = self._plan.numbers(number)
        own = self._processes.share(numbers)
        if not own:  # fewer pairs than processes
            return Step({"loss": 0.0, "margin": 0.0, "accuracy": 0.0}, 0, 0)
        loss, margins, tokens = self._loss(own)
        (loss / len(numbers)).backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
        parts = (loss, margins.sum(), (margins > 0).sum())
        shares = [float(part.detach()) / len(numbers) for part in parts]
        return Step(dict(zip(("loss", "margin", "accuracy"), shares, strict=True)), tokens, len(own))

    def measure(self) -> Mapping[str, float]:
        import torch

        if not self._dev:
            return {}
        with torch.no_grad():
            found = [self._loss([number]) for number in self._dev]
        margins = torch.cat([margins for _, margins, _ in found])
        return {
            "loss": sum(float(loss) for loss, _, _ in found) / len(found),
            "margin": float(margins.mean()),
            "accuracy": float((margins > 0).float().mean()),
        }

    def _loss(self, numbers: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, int]:
        """Summed loss of these pairs, their margins (B,), and the tokens computed."""
        import torch
        from torch.nn.functional import logsigmoid

        pairs = [self._pairs[number] for number in numbers]
        batch = collate([*(pair.chosen for pair in pairs), *(pair.rejected for pair in pairs)])
        chances = log_probabilities(self._model, batch, self._device)  # (2B,)
        chosen, rejected = chances.split(len(pairs))  # type: ignore[no-untyped-call]  # as above
        known = [self._reference[number] for number in numbers]
        before = torch.tensor(known, device=chances.device)  # (B, 2)
        margins = (chosen - before[:, 0]) - (rejected - before[:, 1])
        lengths = batch.targets.sum(1)[: len(pairs)].to(chances.device)
        imitation = -(chosen / lengths).sum()
        loss = -logsigmoid(self._config.beta * margins).sum() + self._config.imitation * imitation
        return loss, margins, batch.tokens


def log_probabilities(model: LlamaForCausalLM, batch: Batch, device: Device) -> torch.Tensor:
    """Natural log-probability of each answer of the batch, (B,)."""
    import torch

    batch = device.move(batch)
    with device.autocast():
        logits, targets = answer_logits(model, batch)  # (P, V), (P,)
    # Picked before normalising: a full table of log-probabilities would be kept for the backward pass.
    logits = logits.float()
    each = logits.gather(1, targets[:, None])[:, 0] - logits.logsumexp(1)  # (P,)
    parts = torch.split(each, batch.targets.sum(1).tolist())
    return torch.stack([part.sum() for part in parts])


def _reference(
    model: LlamaForCausalLM,
    pairs: Sequence[Pair],
    path: Path,
    config: DpoConfig,
    device: Device,
    processes: Processes,
) -> list[list[float]]:
    """What the untouched model gives both answers of each pair: read from `path`, or computed and kept."""
    import torch

    if path.is_file():
        kept: list[list[float]] = json.loads(path.read_text(encoding="utf-8"))
        if len(kept) != len(pairs):
            raise DataError(f"{path}: for {len(kept)} pairs, now there are {len(pairs)}; take another `out`")
        return kept
    flat = [0.0] * (2 * len(pairs))
    plan = Plan([pair.longer for pair in pairs], config.batch_tokens // 2, 0, 1.0)
    with torch.no_grad():
        for step in processes.share(range(plan.steps)):
            numbers = plan.numbers(step)
            batch = collate([item for i in numbers for item in (pairs[i].chosen, pairs[i].rejected)])
            chances = log_probabilities(model, batch, device).tolist()
            for place, number in enumerate(numbers):
                flat[2 * number : 2 * number + 2] = chances[2 * place : 2 * place + 2]
    flat = processes.total(flat)
    reference = [flat[begin : begin + 2] for begin in range(0, len(flat), 2)]
    if processes.is_first:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".part")
        fresh.write_text(json.dumps(reference), encoding="utf-8")
        fresh.replace(path)
    return reference
