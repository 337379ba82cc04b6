"""From a checkpoint to one GGUF file, read back."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from novaedit.errors import WeightsError
from novaedit.model.base_weights import load_base
from novaedit.model.export import export
from novaedit.model.gguf_export import MODEL, write_gguf
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.manifest import Form, Manifest, read_manifest
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.torch_runtime import load_checkpoint
from tests.model.conftest import CODE


@pytest.fixture(params=["llama", "qwen2"])
def source(request: pytest.FixtureRequest, checkpoint: Path, qwen_checkpoint: Path) -> Path:
    return checkpoint if request.param == "llama" else qwen_checkpoint


def test_every_tensor_comes_back_but_for_rounding(source: Path, tmp_path: Path) -> None:
    write_gguf(source, tmp_path / "m.gguf", name="tiny", licence="Apache-2.0")
    read = GgufWeights(tmp_path / "m.gguf")
    for name, values in load_file(source / "model.safetensors").items():
        np.testing.assert_allclose(read.tensor(name), values, atol=np.abs(values).max() / 127)


def test_what_is_read_back_says_nearly_the_same(source: Path, tmp_path: Path) -> None:
    write_gguf(source, tmp_path / "m.gguf", name="tiny", licence="Apache-2.0")
    model, tokenizer = load_base(tmp_path / "m.gguf", torch.float32)
    kept = load_checkpoint(source, device="cpu")
    text = CODE + "".join(SPECIAL_TOKENS)
    assert tokenizer.encode(text, add_special_tokens=False) == kept.encode(text)
    ids = torch.tensor([kept.encode("def f(x):\n    return x + 1\n")])
    with torch.no_grad():
        got, wanted = (one(input_ids=ids).logits for one in (model, kept._model))
    both = torch.stack([got.flatten(), wanted.flatten()])
    assert torch.corrcoef(both)[0, 1] > 0.99
    name = "model.embed_tokens.weight"
    ours = [one.state_dict()[name][3:17].flatten() for one in (model, kept._model)]
    assert torch.corrcoef(torch.stack(ours))[0, 1] > 0.99  # trained ones are not started anew


def test_a_release_has_its_manifest(checkpoint: Path, tmp_path: Path) -> None:
    manifest = _release(checkpoint, tmp_path / "out")
    assert manifest == read_manifest(tmp_path / "out")
    assert [file.path for file in manifest.files] == [MODEL]
    assert manifest.size == (tmp_path / "out" / MODEL).stat().st_size
    assert manifest.context == 512


def test_a_tokenizer_of_no_family_is_refused_and_nothing_is_left(checkpoint: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(checkpoint, tmp_path / "broken"))
    path = broken / "tokenizer.json"
    path.write_text(path.read_text().replace('"use_regex": false', '"use_regex": true'))
    with pytest.raises(WeightsError, match="no name in GGUF"):
        _release(broken, tmp_path / "out" / "tiny")
    assert list((tmp_path / "out").iterdir()) == []


def _release(checkpoint: Path, folder: Path) -> Manifest:
    return export(
        checkpoint,
        folder,
        name="tiny",
        version="1",
        base="random",
        base_sha256="0" * 64,
        licence="MIT",
        training_run=None,
        form=Form.GGUF,
    )
