"""The loss on patch tokens only, computed without projecting any other token."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from novaedit.training.batches import Batch, Encoded

if TYPE_CHECKING:
    import torch
    from transformers import LlamaForCausalLM


def answer_logits(
    model: LlamaForCausalLM, batch: Batch, *, detach_input: bool = False
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits (P, V) and target ids (P,) of the P answer tokens of the batch.

    `detach_input` stops the backward pass before the input embeddings, which with frozen first
    layers saves going through them. The rows are picked in 2-D first: a projection of a 3-D slice
    would copy the vocabulary matrix once for each row of the batch.
    """
    embedded = model.model.embed_tokens(batch.ids)  # (B, T, D)
    if detach_input:
        embedded = embedded.detach()
    hidden = model.model(inputs_embeds=embedded, use_cache=False).last_hidden_state  # (B, T, D)
    wanted = batch.targets[:, 1:]  # (B, T-1)
    rows = hidden[:, :-1][wanted]  # (P, D)
    return cast("torch.Tensor", model.lm_head(rows)), batch.ids[:, 1:][wanted]


def patch_loss(
    logits: torch.Tensor, targets: torch.Tensor, batch: Batch, length_power: float
) -> torch.Tensor:
    """Mean cross-entropy; with `length_power` an answer of n tokens weighs n to the -power a token."""
    import torch
    from torch.nn.functional import cross_entropy

    if not length_power:
        return cross_entropy(logits.float(), targets)
    lengths = batch.targets.sum(1)  # (B,)
    weights = torch.repeat_interleave(lengths.float() ** -length_power, lengths)  # (P,)
    losses = cross_entropy(logits.float(), targets, reduction="none")
    return (losses * weights).sum() / weights.sum()


def total_weight(items: Sequence[Encoded], length_power: float) -> float:
    """What `patch_loss` divides by: losses of parts, weighted with theirs, add up to that of the whole."""
    return float(sum((len(item.ids) - item.start) ** (1 - length_power) for item in items))


@dataclass(slots=True)
class DevScore:
    """`exact` is the share of examples whose every answer token is the likeliest: greedy decoding
    would write just that patch."""

    loss: float
    exact: float
    exact_by_label: dict[str, tuple[int, int]] = field(default_factory=dict)


def score(model: LlamaForCausalLM, batches: Iterable[Batch]) -> DevScore:
    """Teacher-forced loss and exactness over `batches`."""
    import torch

    total, count = 0.0, 0
    hits: dict[str, list[bool]] = defaultdict(list)
    with torch.no_grad():
        for batch in batches:
            logits, targets = answer_logits(model, batch)
            total += float(patch_loss(logits, targets, batch, 0.0)) * len(targets)
            count += len(targets)
            right = logits.argmax(-1) == targets
            for label, row in zip(
                batch.labels, torch.split(right, batch.targets.sum(1).tolist()), strict=True
            ):
                hits[label].append(bool(row.all()))
    tally = {label: (sum(found), len(found)) for label, found in sorted(hits.items())}
    examples = sum(n for _, n in tally.values())
    return DevScore(total / max(1, count), sum(k for k, _ in tally.values()) / max(1, examples), tally)
