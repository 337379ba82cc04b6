"""Pulling a model: from the published file to one that runs."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from novaedit.errors import DownloadError, ModelMissingError, WeightsError, WriteError
from novaedit.model import pull, store
from novaedit.model.adapter import EMBEDDINGS, save_adapter
from novaedit.model.base_weights import load_tokenizer
from novaedit.model.cutting import Cut, choose
from novaedit.model.download import Progress, Wanted
from novaedit.model.export import export_adapter, save_tokenizer
from novaedit.model.gguf_weights import GgufWeights
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.release import TOKENIZER
from novaedit.model.vocabulary import PADDING, build_tokenizer, take_over

if TYPE_CHECKING:
    from novaedit.model.store import Installed

#: Of about 400 tokens.
_CUT_TO = 310


@dataclass
class FileMirror:
    """Serves bytes, or fails, and counts how often it was asked."""

    data: bytes | BaseException
    name: str = "a mirror"
    asked: list[int] = field(default_factory=list)

    def fetch(self, wanted: Wanted, part: Path, progress: Progress) -> None:
        self.asked.append(part.stat().st_size if part.exists() else 0)
        if isinstance(self.data, BaseException):
            raise self.data
        part.write_bytes(self.data)
        progress(len(self.data), wanted.size)


@pytest.fixture
def source(gguf: Path, released: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pull.Source:
    """The tiny GGUF in the place of the real one, with a tokenizer and no adapter."""
    addition = tmp_path / "addition"
    addition.mkdir()
    for name in TOKENIZER:
        shutil.copyfile(released.folder / name, addition / name)
    data = gguf.read_bytes()
    wanted = Wanted("tiny.gguf", len(data), hashlib.sha256(data).hexdigest())
    made = pull.Source("base", "random", "Apache-2.0", wanted, [FileMirror(data)], addition)
    monkeypatch.setattr(pull, "SOURCES", {"base": made})
    return made


def test_a_pulled_model_is_found_and_runs(source: pull.Source) -> None:
    seen: list[tuple[int, int]] = []
    model = pull.pull("base", progress=lambda *now: seen.append(now))
    assert seen == [(source.file.size, source.file.size)]
    assert store.find_model() == model
    assert (model.manifest.tuned, model.manifest.version, model.place) == (False, "untuned", "store")
    assert model.manifest.base_sha256 == source.file.sha256
    assert OpenVinoRuntime(model).greedy("<LANG=python>x", max_tokens=3).tokens == 3
    assert not list((store.home() / "downloads").iterdir())


def test_a_second_pull_asks_nobody(source: pull.Source) -> None:
    first = pull.pull("base")
    assert pull.pull("base", mirrors=[FileMirror(DownloadError("asked"))]) == first


def test_an_adapter_of_a_newer_package_is_merged(source: pull.Source) -> None:
    pull.pull("base")
    shape = np.random.default_rng(0)
    arrays = {
        "model.layers.0.mlp.up_proj.lora_a": shape.standard_normal((2, 64)).astype(np.float32),
        "model.layers.0.mlp.up_proj.lora_b": shape.standard_normal((96, 2)).astype(np.float32),
    }
    save_adapter(source.addition / "adapter.safetensors", arrays, alpha=4)
    facts = {"version": "2", "training_run": "runs/base", "metrics": {"fixed@1": 0.5}}
    (source.addition / "adapter.json").write_text(json.dumps(facts))
    model = pull.pull("base")
    assert (model.manifest.tuned, model.manifest.version) == (True, "2")
    assert model.manifest.training_run == "runs/base"


def test_an_exported_adapter_is_merged(source: pull.Source, checkpoint: Path, tmp_path: Path) -> None:
    """From what training leaves to a model: the tokens' trained embeddings are in its weights."""
    trained = tmp_path / "trained"
    trained.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(checkpoint / name, trained / name)
    rows = np.random.default_rng(0).standard_normal((len(SPECIAL_TOKENS), 64)).astype(np.float32)
    save_adapter(trained / "adapter.safetensors", {EMBEDDINGS: rows}, alpha=1)
    facts = {"version": "4", "training_run": "runs/base", "metrics": {"fixed@1": 0.5}, "min_confidence": 0.1}
    text = "<LANG=python>x"
    before = OpenVinoRuntime(pull.pull("base"), precision="f32").greedy(text, max_tokens=3)
    export_adapter(trained, facts, source.addition)
    model = pull.pull("base")
    assert (model.manifest.version, model.manifest.tuned) == ("4", True)
    assert (model.manifest.metrics, model.manifest.min_confidence) == ({"fixed@1": 0.5}, 0.1)
    after = OpenVinoRuntime(model, precision="f32").greedy(text, max_tokens=3)
    assert after.log_probability != pytest.approx(before.log_probability, abs=0.01)


def test_an_adapter_without_a_tokenizer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"no tokenizer\.json there"):
        export_adapter(tmp_path, {}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_adapter_brings_its_cut_vocabulary(source: pull.Source, gguf: Path) -> None:
    """What was trained with fewer tokens runs with fewer tokens, our own ones among them."""
    cut = _add_cut_adapter(source, gguf)
    model = pull.pull("base")
    assert model.manifest.min_confidence == 0.25
    assert model.manifest.special_tokens["<LANG=python>"] == cut.kept.index(3)
    answer = OpenVinoRuntime(model).greedy("<LANG=python>x = 1", max_tokens=4)
    assert answer.tokens == 4


def test_untuned_weights_keep_their_whole_vocabulary(
    source: pull.Source, gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside an adapter whose vocabulary is cut: nothing of it is used, not even its tokenizer."""
    _add_cut_adapter(source, gguf)
    untuned = replace(source, name="base-untuned", adapted=False)
    monkeypatch.setattr(pull, "SOURCES", {"base-untuned": untuned})
    model = pull.pull("base-untuned")
    assert (model.manifest.tuned, model.manifest.version) == (False, "untuned")
    assert model.manifest.special_tokens["<LANG=python>"] == 3
    runtime, whole = OpenVinoRuntime(model), load_tokenizer(gguf)
    text = "<LANG=python>def export(folder):\n    return checkpoint\n"
    assert runtime.encode(text) == whole.encode(text)
    assert max(runtime.encode(text)) >= _CUT_TO
    assert runtime.greedy(text, max_tokens=4).tokens == 4


def _add_cut_adapter(source: pull.Source, gguf: Path) -> Cut:
    weights, whole = GgufWeights(gguf), load_tokenizer(gguf)
    vocabulary = take_over(weights.vocabulary, weights.family)
    cut = choose(
        vocabulary, weights.merges, Counter(whole.encode("def f(x):")), _CUT_TO, (PADDING, *SPECIAL_TOKENS)
    )
    merges = cut.merges(vocabulary, weights.merges)
    save_tokenizer(build_tokenizer(cut.vocabulary(vocabulary), merges, weights.family), source.addition)
    arrays = {EMBEDDINGS: np.zeros((len(SPECIAL_TOKENS), 64), dtype=np.float32)}
    save_adapter(source.addition / "adapter.safetensors", arrays, alpha=1, kept=cut.kept)
    (source.addition / "adapter.json").write_text(json.dumps({"version": "3", "min_confidence": 0.25}))
    return cut


def test_the_next_mirror_is_tried_and_told(source: pull.Source) -> None:
    told: list[str] = []
    bad = [FileMirror(DownloadError("404"), "one"), FileMirror(b"html", "two")]
    pull.pull("base", mirrors=[*bad, *source.mirrors], notice=told.append)
    assert [sentence[:14] for sentence in told[:2]] == ["not from one: ", "not from two: "]


def test_when_all_mirrors_fail_each_is_named_and_nothing_is_left(source: pull.Source) -> None:
    with pytest.raises(DownloadError, match=r"no mirror gave tiny\.gguf \(offline; what came is not"):
        pull.pull("base", mirrors=[FileMirror(DownloadError("offline")), FileMirror(b"html")])
    assert not list((store.home() / "downloads").iterdir())
    assert store.list_models() == [] or store.list_models()[0].place == "package"


def test_ctrl_c_keeps_what_has_arrived(source: pull.Source) -> None:
    part = store.home() / "downloads" / "tiny.gguf.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    with pytest.raises(KeyboardInterrupt):
        pull.pull("base", mirrors=[FileMirror(KeyboardInterrupt())])
    assert part.read_bytes() == b"half"


def test_a_failed_conversion_leaves_no_model(source: pull.Source, monkeypatch: pytest.MonkeyPatch) -> None:
    junk = b"GGUF" + bytes(100)
    wanted = Wanted("junk.gguf", len(junk), hashlib.sha256(junk).hexdigest())
    made = replace(source, file=wanted, mirrors=[FileMirror(junk)])
    monkeypatch.setattr(pull, "SOURCES", {"base": made})
    with pytest.raises(WeightsError, match="not a GGUF file"):
        pull.pull("base")
    assert not (store.store() / "base").exists()


def test_a_full_disk_is_said_before_anything_is_fetched(
    source: pull.Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = replace(source, file=replace(source.file, size=1 << 60))
    monkeypatch.setattr(pull, "SOURCES", {"base": huge})
    mirror = FileMirror(b"")
    with pytest.raises(WriteError, match="MB are needed"):
        pull.pull("base", mirrors=[mirror])
    assert mirror.asked == []


def test_an_unknown_name_lists_what_there_is(source: pull.Source) -> None:
    with pytest.raises(ModelMissingError, match=r"no model 'x' to pull; there are: base"):
        pull.pull("x")
