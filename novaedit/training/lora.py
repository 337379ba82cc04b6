"""Low-rank adaptation: the published weights stay frozen, small matrices beside them learn.

Each linear layer computes `W x + alpha / rank * B (A x)`; A starts random, B at zero, so that training
starts at the published model (Hu et al. 2021). The embeddings of our special tokens are trained as they
are, on the way in and, where the output matrix is the embedding, on the way out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn

from novaedit.errors import WeightsError
from novaedit.model.adapter import EMBEDDINGS, read_adapter, save_adapter

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM


class LowRankLinear(nn.Module):
    """A frozen linear layer and what is added to it. (..., columns) -> (..., rows)."""

    def __init__(self, frozen: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.frozen, self.scale = frozen, alpha / rank
        device = frozen.weight.device
        self.lora_a = nn.Parameter(torch.empty(rank, frozen.in_features, device=device))
        self.lora_b = nn.Parameter(torch.zeros(frozen.out_features, rank, device=device))
        nn.init.kaiming_uniform_(self.lora_a, a=math.sqrt(5))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        added = nn.functional.linear(nn.functional.linear(x, self.lora_a), self.lora_b)
        out: torch.Tensor = self.frozen(x) + self.scale * added
        return out


class SpecialEmbedding(nn.Module):
    """A frozen embedding in which a few rows are trained. (B, T) -> (B, T, D)."""

    def __init__(self, frozen: nn.Embedding, ids: Sequence[int]) -> None:
        super().__init__()
        self.frozen = frozen
        where = torch.tensor(list(ids), device=frozen.weight.device)
        self.rows = nn.Parameter(frozen.weight.detach()[where].float())
        place = torch.full((frozen.num_embeddings,), -1, device=where.device)
        place[where] = torch.arange(len(where), device=where.device)
        self.register_buffer("place", place, persistent=False)
        self.register_buffer("where", where, persistent=False)
        self.place: torch.Tensor
        self.where: torch.Tensor

    @property
    def weight(self) -> torch.Tensor:
        """The frozen matrix: what `transformers` looks at for its type and place."""
        return self.frozen.weight

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        place = self.place[ids]
        special = self.rows[place.clamp(min=0)]
        out: torch.Tensor = self.frozen(ids)
        return torch.where((place >= 0).unsqueeze(-1), special.to(out.dtype), out)


class SpecialHead(nn.Module):
    """The output matrix that shares its rows with a SpecialEmbedding. (P, D) -> (P, V)."""

    def __init__(self, frozen: nn.Linear, embedding: SpecialEmbedding) -> None:
        super().__init__()
        self.frozen = frozen
        self._embedding = [embedding]  # in a list: its parameters are registered once, there

    @property
    def weight(self) -> torch.Tensor:
        """The frozen matrix."""
        return self.frozen.weight

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        (embedding,) = self._embedding
        logits: torch.Tensor = self.frozen(x)
        special = nn.functional.linear(x, embedding.rows)
        return logits.index_copy(-1, embedding.where, special.to(logits.dtype))


class Adapter:
    """All that is trained in a model whose published weights are frozen."""

    def __init__(
        self, model: LlamaForCausalLM, *, rank: int, alpha: float, special_ids: Sequence[int]
    ) -> None:
        """Freeze `model` and put the trained parts into it. Call it when the model is on its device."""
        model.requires_grad_(False)
        self.rank, self.alpha = rank, alpha
        self._embedding = SpecialEmbedding(model.model.embed_tokens, special_ids)
        self._layers: dict[str, LowRankLinear] = {}
        for name, layer in list(_linears(model)):
            parent, _, leaf = name.rpartition(".")
            adapted = LowRankLinear(layer, rank, alpha)
            setattr(model.get_submodule(parent), leaf, adapted)
            self._layers[name] = adapted
        if model.config.tie_word_embeddings:
            model.lm_head = SpecialHead(model.lm_head, self._embedding)
        model.model.embed_tokens = self._embedding

    def tensors(self) -> dict[str, torch.Tensor]:
        """What is trained, by the names of an adapter file."""
        found = {EMBEDDINGS: self._embedding.rows.detach()}
        for name, layer in self._layers.items():
            found[f"{name}.lora_a"], found[f"{name}.lora_b"] = layer.lora_a.detach(), layer.lora_b.detach()
        return found

    def save(self, path: Path) -> None:
        """Every number as it is, to go on from or to merge; otherwise like what `release` writes."""
        from safetensors.torch import save_file

        tensors = {name: tensor.cpu().contiguous() for name, tensor in self.tensors().items()}
        save_file(tensors, path, metadata={"alpha": str(self.alpha)})

    def load(self, path: Path) -> None:
        """What `save` wrote. Raises WeightsError when it belongs to another model or rank."""
        from safetensors.torch import load_file

        self._take(load_file(path), path)

    def load_released(self, path: Path) -> None:
        """What `release` wrote, as near as its rounding. Raises WeightsError as `load` does."""
        arrays, alpha = read_adapter(path)
        if alpha != self.alpha:
            raise WeightsError(f"{path}: was trained with an alpha of {alpha:g}, this run has {self.alpha:g}")
        self._take({name: torch.from_numpy(values) for name, values in arrays.items()}, path)

    def _take(self, saved: Mapping[str, torch.Tensor], path: Path) -> None:
        ours = self.tensors()
        if {n: t.shape for n, t in saved.items()} != {n: t.shape for n, t in ours.items()}:
            raise WeightsError(f"{path}: does not fit the model and the rank of this run")
        for name, tensor in saved.items():
            ours[name].copy_(tensor)

    def release(self, path: Path, kept: Sequence[int] | None) -> None:
        """As `novaedit model pull` takes it; `kept` are the published ids of a cut vocabulary."""
        arrays = {name: tensor.float().cpu().numpy() for name, tensor in self.tensors().items()}
        save_adapter(path, arrays, alpha=self.alpha, kept=kept)


def _linears(model: LlamaForCausalLM) -> Iterator[tuple[str, nn.Linear]]:
    """The linear layers of the decoder; the output matrix is none of them."""
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear) and name.startswith("model.layers."):
            yield name, module
