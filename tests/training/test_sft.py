"""Training for real, on a tiny model: it learns, it stops, it goes on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch

from novaedit.dataset.example import dump, read_examples
from novaedit.edits import Region, Span
from novaedit.errors import ConfigError, DataError, WeightsError
from novaedit.model.prompt import PromptStyle
from novaedit.training import sft
from novaedit.training.batches import Batch, Encoded, collate
from novaedit.training.checkpoint import ADAPTER
from novaedit.training.config import SftConfig, load_config
from novaedit.training.mixture import Stage
from novaedit.training.portable import shrink_adapter
from novaedit.training.sft import train
from novaedit.training.start import load_model
from tests.training.command import finish, start, write_config
from tests.training.tiny import write_examples, write_model


@pytest.fixture
def config(tmp_path: Path) -> SftConfig:
    return SftConfig(
        base=str(write_model(tmp_path / "base")),
        train=[str(write_examples(tmp_path / "train.jsonl", 24))],
        dev=str(write_examples(tmp_path / "dev.jsonl", 6)),
        out=str(tmp_path / "out"),
        epochs=3,
        batch_tokens=800,
        learning_rate=1e-2,
        warmup_steps=2,
        threads=1,
        log_steps=1,
    )


def losses(out: str) -> list[float]:
    rows = [json.loads(line) for line in (Path(out) / "metrics.jsonl").read_text().splitlines()]
    return [row["loss"] for row in rows if "loss" in row]


def test_the_loss_falls_and_a_model_is_written(config: SftConfig) -> None:
    train(config)
    curve = losses(config.out)
    assert curve[-1] < curve[0] * 0.8
    assert (Path(config.out) / "model" / "model.safetensors").is_file()


def test_a_stopped_run_goes_on_to_the_same_curve(config: SftConfig, tmp_path: Path) -> None:
    whole = replace(config, out=str(tmp_path / "whole"))
    train(whole)
    steps = iter([False] * 3 + [True])
    train(config, stop=lambda: next(steps))
    assert len(losses(config.out)) == 3
    train(config)
    assert losses(config.out) == pytest.approx(losses(whole.out), abs=1e-5)


def test_frozen_layers_stay_as_they_were(config: SftConfig) -> None:
    from transformers import AutoModelForCausalLM

    train(replace(config, trained_layers=1, epochs=1))
    old = AutoModelForCausalLM.from_pretrained(config.base, dtype=torch.float32).state_dict()
    new = AutoModelForCausalLM.from_pretrained(Path(config.out) / "model", dtype=torch.float32).state_dict()
    same = {name for name in old if torch.equal(old[name], new[name])}
    assert any(".layers.0." in name for name in same)
    assert not any(".layers.1." in name for name in same)


def test_nothing_to_train_on_is_said(config: SftConfig) -> None:
    with pytest.raises(DataError, match="no example fits"):
        train(replace(config, max_tokens=5))


@pytest.fixture
def staged(config: SftConfig, tmp_path: Path) -> SftConfig:
    """First three keywords to a colon, then colons alone: 24 and 8 of the 32 examples that are there."""
    more = str(write_examples(tmp_path / "more.jsonl", 8, "missing-colon"))
    stages = [Stage(3.0, weights={"keyword": 3, "headers": 1}), Stage(1.0, files=[more])]
    return replace(config, train=[*config.train, more], stages=stages, epochs=1)


def test_a_staged_run_goes_on_to_the_same_curve(staged: SftConfig, tmp_path: Path) -> None:
    whole = replace(staged, out=str(tmp_path / "whole"))
    train(whole)
    steps = iter([False] * 3 + [True])
    train(staged, stop=lambda: next(steps))
    assert len(losses(staged.out)) == 3 < len(losses(whole.out))
    train(staged)
    assert losses(staged.out) == pytest.approx(losses(whole.out), abs=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("power", [0.0, 0.5])
def test_two_processes_have_the_loss_of_one(staged: SftConfig, tmp_path: Path, power: float) -> None:
    both = replace(staged, bf16=False, length_power=power)
    whole = replace(both, out=str(tmp_path / "whole"))
    result = train(whole)
    printed = finish(start("sft", write_config(tmp_path / "c.yaml", asdict(both)), two=True))
    assert "2 processes" in printed
    assert losses(both.out) == pytest.approx(losses(whole.out), abs=1e-4)
    assert f"dev loss {result.loss:.3f}" in printed


def test_what_is_learned_from_follows_the_weights(
    staged: SftConfig, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read: list[str] = []

    def noted(items: Sequence[Encoded]) -> Batch:
        read.extend(item.label for item in items)
        return collate(items)

    monkeypatch.setattr(sft, "_dev_batches", lambda *_: [])
    monkeypatch.setattr(sft, "collate", noted)
    train(staged)
    assert Counter(read[:24]) == {"keyword": 18, "missing-colon": 6}
    assert Counter(read[24:]) == {"missing-colon": 8}
    assert "stage 1: synthetic 24\nstage 2: synthetic 8\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"repeat": {"keyword": 2}}, "stages: not together with repeat"),
        ({"max_minutes": 1.0}, "stages: not together with repeat or max_minutes"),
        ({"stages": [Stage(1.0, files=["x"])]}, "stage 1: x is not among the files of train"),
        ({"stages": [Stage(1.0, weights={"keyword": 0})]}, "stages: they draw no example"),
        ({"stages": [Stage(1.0, weights={"docstring": 1})]}, "stage 1: there is no example of docstring"),
    ],
)
def test_stages_that_cannot_be_are_named(staged: SftConfig, change: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        train(replace(staged, **change))  # type: ignore[arg-type]  # by name


def test_stages_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    text = "base: a\ntrain: [b]\ndev: c\nout: d\nstages:\n- share: 1\n  weights: {real: 2}\n"
    path.write_text(text)
    assert load_config(path).stages == [Stage(1.0, weights={"real": 2.0})]
    path.write_text(text.replace("real: 2", "real: often"))
    with pytest.raises(ConfigError, match=r"stages\[0\]: weights.real must be float"):
        load_config(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("base: a\nbogus: 1\n", "unknown key 'bogus'", id="an unknown key"),
        pytest.param("base: a\nepochs: many\n", "epochs must be", id="a wrong type"),
        pytest.param("base: a\ntrain: b\n", "train must be", id="a name where a list is wanted"),
        pytest.param("repeat: {a: often}\n", r"repeat\.a must be", id="a word where a number is wanted"),
        pytest.param("base: a\n", "missing train, dev, out", id="missing keys"),
        pytest.param("base: [\n", "not YAML", id="not YAML"),
        pytest.param("- a\n", "expected keys and values", id="a list"),
    ],
)
def test_a_bad_configuration_names_the_key(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_config(path)


def test_whole_numbers_will_do_for_fractions(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("base: a\ntrain: [b]\ndev: c\nout: d\nmax_minutes: 5\nepochs: 2\n")
    assert (load_config(path).max_minutes, load_config(path).epochs) == (5, 2)


def test_kinds_are_repeated_as_the_configuration_says(config: SftConfig) -> None:
    with pytest.raises(DataError, match="no example"):
        train(replace(config, repeat={"keyword": 0}))


def test_an_adapter_learns_while_the_base_stays(config: SftConfig) -> None:
    """Only the adapter is written, and it is small."""
    low = replace(config, lora_rank=8, lora_alpha=32.0, epochs=8, learning_rate=5e-2)
    train(low)
    curve = losses(config.out)
    assert curve[-1] < curve[0] - 0.2  # all that an adapter can do for frozen random weights
    assert not (Path(config.out) / "model" / "model.safetensors").exists()
    assert (Path(config.out) / "model" / ADAPTER).is_file()


def test_a_stopped_adapter_goes_on_to_the_same_curve(config: SftConfig, tmp_path: Path) -> None:
    low = replace(config, lora_rank=4, lora_alpha=8.0)
    whole = replace(low, out=str(tmp_path / "whole"))
    train(whole)
    steps = iter([False] * 3 + [True])
    train(low, stop=lambda: next(steps))
    train(low)
    assert losses(low.out) == pytest.approx(losses(whole.out), abs=1e-5)


@pytest.mark.parametrize("released", [False, True])
def test_another_run_starts_where_an_adapter_ended(config: SftConfig, tmp_path: Path, released: bool) -> None:
    low = replace(config, lora_rank=4, lora_alpha=8.0)
    ended = train(low)
    adapter = Path(low.out) / "model"
    if released:
        shrink_adapter(adapter, tmp_path / "released", kept=None, alpha=8)
        adapter = tmp_path / "released" / "adapter.safetensors"
    on = replace(low, adapter=str(adapter), out=str(tmp_path / "on"), epochs=0.1, learning_rate=0.0)
    assert train(on).loss == pytest.approx(ended.loss, abs=0.02 if released else 1e-5)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"lora_rank": None}, ConfigError, "adapter: needs its lora_rank"),
        ({"lora_rank": 3}, WeightsError, "does not fit the model and the rank"),
        ({"lora_alpha": 9.0}, WeightsError, "was trained with an alpha of 8, this run has 9"),
    ],
)
def test_an_adapter_that_does_not_fit_is_refused(
    config: SftConfig, tmp_path: Path, change: dict[str, object], error: type[Exception], message: str
) -> None:
    low = replace(config, lora_rank=4, lora_alpha=8.0, epochs=0.1)
    train(low)
    shrink_adapter(Path(low.out) / "model", tmp_path / "released", kept=None, alpha=8)
    file = str(tmp_path / "released" / "adapter.safetensors")
    on = replace(low, adapter=file, out=str(tmp_path / "on"))
    with pytest.raises(error, match=message):
        train(replace(on, **change))  # type: ignore[arg-type]  # by name


@pytest.mark.filterwarnings("ignore")  # torch warns of itself when it compiles
@pytest.mark.slow
def test_compiled_layers_compute_the_same(config: SftConfig, tmp_path: Path) -> None:
    plain = replace(config, epochs=1, lora_rank=4)
    compiled = replace(plain, out=str(tmp_path / "compiled"), compile=True)
    train(plain)
    train(compiled)
    assert losses(compiled.out) == pytest.approx(losses(plain.out), abs=1e-2)


def test_several_processes_tokenise_the_same(config: SftConfig, tmp_path: Path) -> None:
    other = replace(config, out=str(tmp_path / "other"), workers=2)
    train(config)
    train(other)
    assert losses(other.out) == losses(config.out)


def test_style_and_window_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("base: a\ntrain: [b]\ndev: c\nout: d\nstyle: {removals: true}\nwindow: 7\n")
    config = load_config(path)
    assert (config.style, config.window) == (PromptStyle(line_numbers=True, removals=True), 7)


@pytest.mark.parametrize(
    ("change", "prompt", "answer"),
    [
        pytest.param({}, "1 def f0(x):\n2     retrun", "@@ 2-2\n+     return", id="the product's"),
        pytest.param(
            {"style": PromptStyle(line_numbers=False, removals=True)},
            ">\ndef f0(x):\n    retrun",
            "@@ 2-2\n-     retrun x + 0\n+     return",
            id="another style",
        ),
    ],
)
def test_examples_are_written_as_the_configuration_says(
    config: SftConfig, change: dict[str, object], prompt: str, answer: str
) -> None:
    changed = replace(config, **change)  # type: ignore[arg-type]  # by name
    _, tokenizer = load_model(Path(config.base), 0)
    first = sft._items(tokenizer, changed)[0]
    assert prompt in tokenizer.decode(first.ids[: first.start])
    assert answer in tokenizer.decode(first.ids[first.start :])


def test_a_window_shows_less_and_leaves_out_what_it_hides(config: SftConfig, tmp_path: Path) -> None:
    path = write_examples(tmp_path / "long.jsonl", 1)
    (short,) = read_examples(path)
    lines = tuple(f"x{n} = {n}" for n in range(1, 10))
    near, far = (
        replace(
            short,
            region=Region("a.py", Span(1, lines)),
            diagnostics=(replace(short.diagnostics[0], line=5),),
            patch_dsl=f"@@ {n}-{n}\n- x{n} = {n}\n+ y = 1",
        )
        for n in (4, 9)
    )
    path.write_text(dump(near) + dump(far))
    _, tokenizer = load_model(Path(config.base), 0)
    (item,) = sft._items(tokenizer, replace(config, train=[str(path)], window=5))
    prompt = tokenizer.decode(item.ids[: item.start])
    assert (
        "<REGION_START_LINE>3<CODE_START>\n3 x3 = 3\n4 x4 = 4\n5 x5 = 5\n6 x6 = 6\n7 x7 = 7\n<CODE_END>"
        in prompt
    )
