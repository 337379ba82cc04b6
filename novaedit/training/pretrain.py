"""Training from scratch on plain code: `novaedit train pretrain --config FILE`.

    novaedit train tokenizer --config tokenizer.yaml
    novaedit train pretrain --config pretrain.yaml
    accelerate launch --num_processes 2 -m novaedit.cli train pretrain --config pretrain.yaml

Next-token loss on packed chunks. The sizes are those of model/configs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from novaedit.errors import ConfigError, DataError
from novaedit.model.configuration import read_architecture, transformers_config
from novaedit.model.vocabulary import FIM_TOKENS
from novaedit.training import checkpoint
from novaedit.training.chunks import Chunks, FillIn
from novaedit.training.corpus import read_tokens
from novaedit.training.device import Device, choose_device
from novaedit.training.loop import Recipe, State, Step, restore, run
from novaedit.training.processes import Processes, agreed, join, leave
from novaedit.training.schedule import make_optimizer

if TYPE_CHECKING:
    import torch
    from transformers import LlamaForCausalLM, PreTrainedTokenizerFast


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrainConfig(Recipe):
    """Training from scratch. More keys: loop.py."""

    size: str
    """A name in model/configs (novaedit-small, novaedit-base, tiny), or a file like those."""
    tokenizer: str
    """Folder that `novaedit train tokenizer` wrote."""
    train: list[str]
    """JSONL of code, or `.npz` shards of its tokens (training/corpus.py)."""
    steps: int
    dev: list[str] = field(default_factory=list)
    """The same from other repositories, only measured on."""
    context: int = 1024
    """Tokens of a chunk."""
    batch_tokens: int = 65_536
    """Tokens of one optimizer step, over all processes."""
    micro_tokens: int = 8_192
    """Tokens computed at once in one process: what memory allows."""
    fill_in_rate: float = 0.0
    """Share of texts turned round for filling in the middle."""
    learning_rate: float = 6e-4
    warmup_steps: int = 200
    weight_decay: float = 0.1
    dev_chunks: int = 64
    log_steps: int = 10


def pretrain(config: PretrainConfig, *, stop: Callable[[], bool] = lambda: False) -> Mapping[str, float]:
    """Run (or go on with) a run; returns the loss on development data, or else of the last step.

    Raises ConfigError, and DataError when there is not one chunk to train on.
    """
    import torch
    from transformers import PreTrainedTokenizerFast

    # ---- model -------------------------------------------------------------------------------
    processes = join()
    device = agreed(choose_device(config.threads), config.bf16, processes)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(config.tokenizer)
    found = checkpoint.find(Path(config.out) / "checkpoint")
    torch.manual_seed(config.seed)
    model = new_model(config.size, tokenizer) if found is None else _load(found)
    model.to(device.name)  # type: ignore[arg-type]  # transformers' stub of nn.Module.to

    # ---- data, optimizer, loop ---------------------------------------------------------------
    work = _Pretraining(model, tokenizer, config, device, processes)
    optimizer = make_optimizer(model, config.learning_rate, config.weight_decay, betas=(0.9, 0.95))
    state = State(model, model, tokenizer, optimizer, restore(optimizer, found))
    try:
        return run(work, state, config, processes, stop)
    finally:
        leave()


def new_model(size: str, tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    """Random weights of the sizes `size`, drawn from torch's generator. Raises ConfigError."""
    import torch
    from transformers import AutoModelForCausalLM

    sizes = read_architecture(size)
    if len(tokenizer) > sizes.vocabulary:
        raise ConfigError(f"{size} has a vocabulary of {sizes.vocabulary}, the tokenizer {len(tokenizer)}")
    model = cast(
        "LlamaForCausalLM",
        AutoModelForCausalLM.from_config(transformers_config("llama", sizes, tokenizer)),  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
    )
    # What each layer adds to the residual stream starts small, the smaller the more layers there are.
    with torch.no_grad():
        for layer in model.model.layers:
            for matrix in (layer.self_attn.o_proj, layer.mlp.down_proj):
                matrix.weight.mul_((2 * sizes.layers) ** -0.5)
    return model


class _Pretraining:
    """Packed chunks and their next-token loss."""

    def __init__(
        self,
        model: LlamaForCausalLM,
        tokenizer: PreTrainedTokenizerFast,
        config: PretrainConfig,
        device: Device,
        processes: Processes,
    ) -> None:
        self._model, self._config, self._device, self._processes = model, config, device, processes
        self.steps = config.steps
        self._per_step = max(1, config.batch_tokens // config.context)
        tokens = read_tokens(map(Path, config.train), tokenizer)
        fill_in = _fill_in(tokenizer, config.fill_in_rate) if config.fill_in_rate else None
        self._chunks = Chunks(tokens, config.context, self._per_step, config.seed, fill_in)
        if not self._chunks.count:
            raise DataError(f"{len(tokens)} tokens are less than one chunk of {config.context}")
        dev = read_tokens(map(Path, config.dev), tokenizer)
        self._dev = Chunks(dev, config.context, config.dev_chunks, 0)

    def compute(self, number: int) -> Step:
        rows = self._processes.share(self._chunks.numbers(number))
        loss = 0.0
        for part in self._parts(rows):
            # A share of the whole batch: parts and processes add up to its mean.
            share = self._loss(self._chunks, part) * (len(part) / self._per_step)
            share.backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
            loss += float(share.detach())
        return Step({"loss": loss}, len(rows) * self._config.context, len(rows))

    def measure(self) -> Mapping[str, float]:
        import torch

        count = min(self._dev.count, self._config.dev_chunks)
        if not count:
            return {}
        with torch.no_grad():
            parts = self._parts(list(range(count)))
            total = sum(float(self._loss(self._dev, part)) * len(part) for part in parts)
        return {"loss": total / count}

    def _loss(self, chunks: Chunks, numbers: list[int]) -> torch.Tensor:
        """Mean cross-entropy of the chunks (B, T) of these numbers."""
        import torch
        from torch.nn.functional import cross_entropy

        ids = torch.from_numpy(chunks.rows(numbers)).to(self._device.name)  # (B, T)
        with self._device.autocast():
            hidden = self._model.model(input_ids=ids, use_cache=False).last_hidden_state  # (B, T, D)
            # Flat and contiguous: a projection of a 3-D slice copies the vocabulary matrix for each row.
            logits = self._model.lm_head(hidden[:, :-1].flatten(0, 1))  # (B * (T - 1), V)
        return cross_entropy(logits.float(), ids[:, 1:].flatten())

    def _parts(self, rows: list[int]) -> list[list[int]]:
        size = max(1, self._config.micro_tokens // self._config.context)
        return [rows[begin : begin + size] for begin in range(0, len(rows), size)]


def _fill_in(tokenizer: PreTrainedTokenizerFast, rate: float) -> FillIn:
    known = tokenizer.get_vocab()
    if any(token not in known for token in FIM_TOKENS):
        raise ConfigError("fill_in_rate needs a tokenizer of `novaedit train tokenizer`")
    prefix, suffix, middle = (known[token] for token in FIM_TOKENS)
    return FillIn(rate, prefix, suffix, middle, cast("int", tokenizer.pad_token_id))


def _load(path: Path) -> LlamaForCausalLM:
    import torch
    from transformers import LlamaForCausalLM

    return LlamaForCausalLM.from_pretrained(path, dtype=torch.float32)
