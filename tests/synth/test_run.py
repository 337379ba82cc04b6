"""The whole way: folders in, a data set out, the same one each time."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from novaedit.dataset.check import check_file
from novaedit.dataset.example import read_examples
from novaedit.dataset.where import Where
from novaedit.errors import UsageError
from novaedit.synth.run import Step, synthesise
from novaedit.synth.settings import Settings
from tests.synth.corpus import write_source

SETTINGS = Settings(seed=5, per_file=12, per_source=40, per_dev_source=5)


def test_data_set(tmp_path: Path) -> None:
    """Every record passes the checks, splits are by repository, and a second run gives the same bytes."""
    roots = [
        write_source(tmp_path / "train", copies=3),
        write_source(tmp_path / "dev", repo="pytoolz/toolz"),
        write_source(tmp_path / "never", repo="scrapy/scrapy"),
    ]
    said: list[Step] = []
    manifest = synthesise(roots, tmp_path / "one", SETTINGS, where=Where(2), progress=said.append)
    synthesise(roots, tmp_path / "two", SETTINGS, where=Where(1))
    for name in ("train.jsonl", "dev.jsonl", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert list(check_file(tmp_path / "one" / "train.jsonl")) == []
    train = list(read_examples(tmp_path / "one" / "train.jsonl"))
    assert {record.provenance.repo for record in train} == {"someone/store"}
    assert manifest["kept"]["train"] == len(train) > 15
    assert manifest["rejected"]["source refused"] == 1
    assert json.loads((tmp_path / "one" / "manifest.json").read_text(encoding="utf-8")) == manifest
    assert [step.outcome.reason for step in said if not step.outcome.part] == [
        "scrapy/scrapy is on the list of what is never trained on"
    ]
    made = sum(manifest["kept"].values()) + manifest["rejected"].get("duplicate", 0)
    assert (said[-1].done, said[-1].sources, said[-1].records) == (3, 3, made)


def test_limit(tmp_path: Path) -> None:
    """Not one record more than asked for."""
    settings = Settings(families=("syntax",))
    manifest = synthesise([write_source(tmp_path / "a")], tmp_path / "out", settings, limit=3, where=Where(1))
    records = list(read_examples(tmp_path / "out" / "train.jsonl"))
    assert sum(manifest["kept"].values()) == len(records) == 3
    with pytest.raises(SyntaxError):
        ast.parse("\n".join(["if 1:", *records[0].region.window.lines]))


def test_no_usable_source(tmp_path: Path) -> None:
    """One sentence that names each source and what is wrong with it."""
    with pytest.raises(UsageError, match="is not there"):
        synthesise([tmp_path / "none"], tmp_path / "out", SETTINGS)
