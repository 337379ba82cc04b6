"""Low-rank parts: nothing changes at first, only they learn, and our tokens' rows are tied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import torch
from torch import nn

from novaedit.errors import WeightsError
from novaedit.model.adapter import EMBEDDINGS, merged, with_special_tokens
from novaedit.training.lora import Adapter, SpecialEmbedding, SpecialHead

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM

_IDS = [3, 5]


def _tied() -> tuple[SpecialEmbedding, SpecialHead]:
    """Seven tokens of width 4, two of them ours."""
    torch.manual_seed(0)
    embedding, head = nn.Embedding(7, 4), nn.Linear(4, 7, bias=False)
    head.weight = embedding.weight
    embedding.requires_grad_(False)
    special = SpecialEmbedding(embedding, _IDS)
    return special, SpecialHead(head, special)


def test_at_first_the_rows_are_the_frozen_ones() -> None:
    special, head = _tied()
    ids, x = torch.arange(7)[None], torch.randn(2, 4)
    torch.testing.assert_close(special(ids)[0], special.weight)
    torch.testing.assert_close(head(x), x @ special.weight.T)


def test_a_trained_row_counts_on_the_way_in_and_out() -> None:
    special, head = _tied()
    frozen, x = special.weight.clone(), torch.randn(2, 4)
    with torch.no_grad():
        special.rows.add_(1)
    expected = frozen.clone()
    expected[_IDS] += 1
    torch.testing.assert_close(special(torch.tensor([[5, 2, 3]]))[0], expected[[5, 2, 3]])
    torch.testing.assert_close(head(x), x @ expected.T)
    torch.testing.assert_close(special.weight, frozen)


def test_both_ways_train_the_same_rows() -> None:
    special, head = _tied()
    assert [
        name for name, p in [*special.named_parameters(), *head.named_parameters()] if p.requires_grad
    ] == ["rows"]
    head(special(torch.tensor([0, 3]))).sum().backward()
    assert special.rows.grad is not None
    assert (special.rows.grad[1] != 0).any()  # only seen on the way out
    assert special.weight.grad is None


def _model(checkpoint: Path) -> LlamaForCausalLM:
    from transformers import AutoModelForCausalLM

    return cast("LlamaForCausalLM", AutoModelForCausalLM.from_pretrained(checkpoint, dtype=torch.float32))


@pytest.mark.parametrize("kind", ["checkpoint", "qwen_checkpoint"])
def test_what_is_released_merges_to_what_was_trained(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The merged matrices compute what the model with the adapter computed, but for the rounding."""
    folder: Path = request.getfixturevalue(kind)
    model, plain, ids = _model(folder), _model(folder), torch.arange(3, 40)[None]
    special = list(range(3, 17))
    with torch.no_grad():
        adapter = Adapter(model, rank=2, alpha=4.0, special_ids=special)
        torch.testing.assert_close(model(ids).logits, plain(ids).logits)
        torch.manual_seed(1)
        for tensor in adapter.tensors().values():
            tensor += 0.05 * torch.randn_like(tensor)
        adapter.release(tmp_path / "adapter", None)
        state = plain.state_dict()
        tensors = merged(
            with_special_tokens(lambda name: state[name].numpy().copy(), special, tmp_path / "adapter"),
            tmp_path / "adapter",
        )
        for name, parameter in plain.named_parameters():
            parameter.copy_(torch.from_numpy(tensors(name)))
        torch.testing.assert_close(plain(ids).logits, model(ids).logits, atol=0.1, rtol=0.02)


def test_what_was_saved_is_loaded_and_another_rank_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    first = Adapter(_model(checkpoint), rank=2, alpha=4.0, special_ids=_IDS)
    with torch.no_grad():
        for tensor in first.tensors().values():
            tensor += 1
    first.save(tmp_path / "saved")
    second = Adapter(_model(checkpoint), rank=2, alpha=4.0, special_ids=_IDS)
    second.load(tmp_path / "saved")
    for name, tensor in first.tensors().items():
        torch.testing.assert_close(second.tensors()[name], tensor)
    assert first.tensors()[EMBEDDINGS].shape == (2, 64)
    with pytest.raises(WeightsError, match="does not fit the model and the rank"):
        Adapter(_model(checkpoint), rank=3, alpha=4.0, special_ids=_IDS).load(tmp_path / "saved")
