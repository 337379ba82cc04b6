"""The whole way: histories in, a data set out, the same one each time."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from novaedit.dataset.check import check_file
from novaedit.dataset.example import read_examples
from novaedit.dataset.where import Where
from novaedit.errors import UsageError
from novaedit.mining import run as run_module
from novaedit.mining.miner import mine_part
from novaedit.mining.part import Mined, Part
from novaedit.mining.run import mine
from novaedit.mining.settings import Settings
from tests.mining.histories import MIT
from tests.repository.conftest import Sandbox

_SETTINGS = Settings(part_size=3)
_FILES = ("train.jsonl", "dev.jsonl", "manifest.json", "habits.json")


class _Heard:
    """What a run tells."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.done = self.total = 0

    def begin(self, commits: int, done: int) -> None:
        self.total, self.done = commits, done

    def advance(self, commits: int) -> None:
        self.done += commits

    def say(self, line: str) -> None:
        self.lines.append(line)


def _function(n: int) -> str:
    """One of many that are not alike."""
    words = [f"w{n * k % 97}_{k}" for k in range(3, 19)]
    body = "".join(f"    {a} = {b}({n})\n" for a, b in zip(words[::2], words[1::2], strict=True))
    return f"def function_{n}({', '.join(words[1::2])}):\n{body}    return wrong_{n} + {words[0]}\n"


@pytest.fixture
def history(sandbox: Sandbox) -> str:
    """Twelve commits, each of which mends a name in a file of its own."""
    texts = {f"m{n}.py": _function(n) for n in range(12)}
    sandbox.commit({"LICENSE": MIT, **texts}, "start")
    for n, (path, text) in enumerate(texts.items()):
        sandbox.commit({path: text.replace(f"wrong_{n}", f"w{n * 3 % 97}_3")}, f"change {n}")
    return f"someone/shop={sandbox.root}"


def _bytes(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in _FILES}


def test_data_set(history: str, tmp_path: Path) -> None:
    """Records that pass the checks, the manifest, the habits; equal runs give equal bytes."""
    heard = _Heard()
    manifest = mine(
        [history, "scrapy/scrapy=/none"], tmp_path / "one", _SETTINGS, where=Where(1), progress=heard
    )
    mine([history], tmp_path / "two", _SETTINGS, where=Where(2), progress=_Heard())
    records = list(read_examples(tmp_path / "one" / "train.jsonl"))
    assert list(check_file(tmp_path / "one" / "train.jsonl")) == []
    assert manifest["kept"] == {"train": len(records)} == {"train": 12}
    assert manifest["rejected"] == {"repository refused": 1, "root commit": 1}
    assert (tmp_path / "one" / "train.jsonl").read_bytes() == (tmp_path / "two" / "train.jsonl").read_bytes()
    assert json.loads((tmp_path / "one" / "habits.json").read_text())["by_rule"] == {"F821": 12}
    assert (heard.done, heard.total) == (12, 12)
    assert heard.lines[0] == "someone/shop: 12 commits, MIT"
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted([*_FILES, "parts"])


def test_a_second_run_reads_nothing_again(
    history: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox
) -> None:
    """Until there are new commits: then only the part that they are in."""
    mine([history], tmp_path, _SETTINGS, where=Where(1), progress=_Heard())
    before = _bytes(tmp_path)
    asked: list[int] = []

    def note(part: Part) -> Mined:
        asked.append(len(part.commits))
        return mine_part(part)

    monkeypatch.setattr(run_module, "mine_part", note)
    heard = _Heard()
    mine([history], tmp_path, _SETTINGS, where=Where(1), progress=heard)
    assert (_bytes(tmp_path), asked, heard.done) == (before, [], 12)
    sandbox.commit({"m0.py": "x = 1\n"})
    mine([history], tmp_path, _SETTINGS, where=Where(1), progress=_Heard())
    assert asked == [1]


def test_the_same_repository_twice_gives_everything_once(history: str, tmp_path: Path) -> None:
    """Under the same name, or as a copy under another."""
    copy = history.replace("someone/shop", "fork/shop")
    manifest = mine([history, history, copy], tmp_path, _SETTINGS, where=Where(1), progress=_Heard())
    assert sum(manifest["kept"].values()) == 12
    assert manifest["rejected"]["near duplicate"] == 12


def test_limits_by_rule(history: str, tmp_path: Path) -> None:
    """Of one repository and rule not more than asked for."""
    settings = Settings(per_rule=5)
    manifest = mine([history], tmp_path, settings, where=Where(1), progress=_Heard())
    assert (manifest["kept"], manifest["rejected"]["enough of the rule"]) == ({"train": 5}, 7)


def _dies(part: Part) -> Mined:
    if part.name.startswith("someone+shop-00002"):
        os.kill(os.getpid(), signal.SIGKILL)
    return mine_part(part)


def test_a_worker_that_dies_costs_its_part(
    history: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are there, it is said which one is not, and the next run makes up for it."""
    heard = _Heard()
    with monkeypatch.context() as patched:
        patched.setattr(run_module, "mine_part", _dies)
        manifest = mine([history], tmp_path, _SETTINGS, where=Where(2), progress=heard)
    assert (manifest["kept"], manifest["rejected"]["part lost"]) == ({"train": 9}, 1)
    assert "someone+shop-00002" in heard.lines[-1]
    assert "died" in heard.lines[-1]
    manifest = mine([history], tmp_path, _SETTINGS, where=Where(1), progress=_Heard())
    assert manifest["kept"] == {"train": 12}


def test_nothing_to_mine(tmp_path: Path) -> None:
    """One sentence that names each repository and what is wrong with it."""
    with pytest.raises(UsageError, match="cannot be read as a git repository"):
        mine([str(tmp_path / "none")], tmp_path / "out", _SETTINGS, where=Where(1), progress=_Heard())
