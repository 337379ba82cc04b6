"""Every arm of the ablations with a toy model and toy data: each starts, learns, is scored, is a row."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.ablations.__main__ import main
from benchmarks.ablations.data import GROUPS
from benchmarks.ablations.plan import ARMS, read_plan
from novaedit.dataset.example import Example, dump, read_examples
from novaedit.errors import ConfigError
from novaedit.synth.injectors import INJECTORS
from novaedit.training.config import SftConfig
from novaedit.training.loss import DevScore
from novaedit.training.sft import train
from tests.training.tiny import write_examples, write_model

_TRAINED = {
    *("reference", "no-line-numbers", "removals", "window-7", "window-15", "window-40"),
    *("base-lora", "synthetic-then-real"),
}

_TRAIN = "benchmarks.ablations.bench.train"


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., int]:
    """The command with everything it needs, and less than a second of training."""
    for folder in ("data", "wide"):
        (tmp_path / folder).mkdir()
        for name, count in (("train", 12), ("dev", 1)):
            made = list(read_examples(write_examples(tmp_path / "some.jsonl", count, "missing-colon")))
            made += list(read_examples(write_examples(tmp_path / "some.jsonl", count, "misspelt-name")))
            made += map(_real, made[:count])
            (tmp_path / folder / f"{name}.jsonl").write_text("".join(map(dump, made)))
    model = str(write_model(tmp_path / "model"))
    paths = [word for name in ("mini", "base", "released", "unrounded") for word in (f"--{name}", model)]
    where = [
        "--data",
        str(tmp_path / "data"),
        "--wide",
        str(tmp_path / "wide"),
        "--out",
        str(tmp_path / "out"),
    ]
    small = ["--workers", "1", "--threads", "1"]

    def run(*words: str) -> int:
        minutes = [] if "--once" in words else ["--minutes", "0.005"]
        return main([*where, *paths, *small, *minutes, *words])

    return run


def _real(example: Example) -> Example:
    return replace(example, kind="real", injector=None, instruction="Fix it")


@pytest.mark.slow
def test_every_arm_comes_to_a_row(command: Callable[..., int], tmp_path: Path) -> None:
    assert command() == 0
    report = json.loads((tmp_path / "out" / "ablations.json").read_text())
    plan = read_plan()
    assert report["arms"].keys() == plan.arms.keys()
    assert {name for question in plan.questions.values() for name in question} == plan.arms.keys()
    for name, row in report["arms"].items():
        assert row["exact"].keys() == {"syntax", "names", "real"}
        assert all(count == 1 for _, count in row["exact"].values())
        if name in _TRAINED:
            assert row["examples"] > 0
            assert row["tokens"] > row["examples"]
            assert 0 < row["minutes"] < 1
            assert row["loss"] > 0
        else:
            assert row["p95_seconds"] >= row["p50_seconds"] > 0
    arms = report["arms"]
    assert arms["no-line-numbers"]["prompt_tokens"] < arms["reference"]["prompt_tokens"]
    assert arms["removals"]["answer_tokens"] > arms["reference"]["answer_tokens"]
    assert arms["removals"]["loss_of"] != arms["reference"]["loss_of"]
    table = (tmp_path / "out" / "ablations.md").read_text()
    assert [line[3:] for line in table.splitlines() if line.startswith("## ")] == list(plan.questions)
    assert re.search(r"The same text \d of 3 times\.", table)
    assert not list((tmp_path / "out" / "runs").glob("*/*/model"))
    assert (tmp_path / "out" / "runs" / "synthetic-then-real" / "1" / "metrics.jsonl").is_file()


def test_what_is_done_is_not_done_again(
    command: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("--arms", "reference") == 0
    row = (tmp_path / "out" / "results" / "reference.json").read_bytes()
    ran: list[str] = []

    def noted(config: SftConfig) -> DevScore:
        ran.append(config.out)
        return train(config)

    monkeypatch.setattr(_TRAIN, noted)
    assert command("--arms", "reference", "removals") == 0
    assert ran == [str(tmp_path / "out" / "runs" / "removals" / "0")]
    assert (tmp_path / "out" / "results" / "reference.json").read_bytes() == row


def test_a_killed_arm_goes_on_with_its_second_part(
    command: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def killed(config: SftConfig) -> DevScore:
        if config.out.endswith("/1"):
            raise KeyboardInterrupt
        return train(config)

    monkeypatch.setattr(_TRAIN, killed)
    with pytest.raises(KeyboardInterrupt):
        command("--arms", "synthetic-then-real")
    first = tmp_path / "out" / "runs" / "synthetic-then-real" / "0" / "metrics.jsonl"
    learnt = [row for row in map(json.loads, first.read_text().splitlines()) if "loss" in row]
    monkeypatch.setattr(_TRAIN, train)
    assert command("--arms", "synthetic-then-real") == 0
    again = [row for row in map(json.loads, first.read_text().splitlines()) if "loss" in row]
    assert again == learnt


def test_an_arm_without_its_weights_is_left_out(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--out", str(tmp_path / "out"), "--data", str(tmp_path / "data"), "--arms", "reference"]
    assert main(words) == 1
    assert "reference is left out: --mini is not given" in capsys.readouterr().err
    assert main([*words[:4], "--mini", str(tmp_path / "model"), "--arms", "window-7"]) == 1
    assert "window-7 is left out: there is no " in capsys.readouterr().err


def test_the_sample_is_drawn_once(command: Callable[..., int], tmp_path: Path) -> None:
    assert command("--prepare", "--examples", "5") == 0
    drawn = {path.name: path.read_text() for path in (tmp_path / "out" / "data").iterdir()}
    assert {name: text.count("\n") for name, text in drawn.items()} == {
        "synthetic.jsonl": 5,
        "real.jsonl": 5,
        "dev.jsonl": 3,
        "wide.jsonl": 5,
        "wide-dev.jsonl": 3,
    }
    assert {example.kind for example in read_examples(tmp_path / "out" / "data" / "real.jsonl")} == {"real"}
    assert command("--prepare") == 0
    assert drawn == {path.name: path.read_text() for path in (tmp_path / "out" / "data").iterdir()}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("reference:", "other:", "compares 'reference', which is no arm"),
        ("data: wide", "date: wide", "unknown key 'date'"),
    ],
)
def test_a_plan_that_cannot_be_is_said(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "arms.yaml"
    path.write_text(ARMS.read_text().replace(old, new, 1))
    with pytest.raises(ConfigError, match=message):
        read_plan(path)


def test_an_arm_that_is_none_is_said() -> None:
    with pytest.raises(ConfigError, match="there is no arm 'x'; there are: reference, "):
        read_plan().chosen(["x"])


def test_arms_may_read_their_sample_once_instead_of_for_a_time(
    command: Callable[..., int], tmp_path: Path
) -> None:
    assert command("--once", "--examples", "8", "--arms", "reference") == 0
    row = json.loads((tmp_path / "out" / "results" / "reference.json").read_text())
    assert row["examples"] == 8


def test_every_injector_counts_in_a_group() -> None:
    assert {injector.family for injector in INJECTORS.values()} <= set(GROUPS)
