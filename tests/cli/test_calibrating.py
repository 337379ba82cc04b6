"""`novaedit model calibrate`, `card` and the forms of `export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.model.manifest import Manifest, read_manifest, write_manifest
from tests.cli.command import Repo

_MANIFEST = Manifest("m", "1", "b", "0" * 64, "MIT", None, True, 64, {}, {"fixed@1": 0.5})


@pytest.fixture
def folder(repo: Repo) -> Path:
    folder = repo.root / "m"
    folder.mkdir()
    write_manifest(folder, _MANIFEST)
    return folder


def write(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_the_manifest_keeps_what_was_chosen(repo: Repo, folder: Path) -> None:
    rows: list[dict[str, object]] = [{"confidence": 0.8, "right": True}] * 30
    rows += [{"confidence": 0.4, "right": False}] * 10
    rows += [{"confidence": 0.0, "right": None}] * 20
    answers = write(repo.root / "p.jsonl", rows)
    said = repo.run("model", "calibrate", "./m", "--predictions", answers, "--dry-run")
    assert said.out.startswith(
        "min confidence 0.8: precision 100.0% (95 % interval 88.6% to 100.0%), 30 answers"
    )
    assert read_manifest(folder) == _MANIFEST
    assert repo.run("model", "calibrate", "./m", "--predictions", answers).code == 0
    manifest = read_manifest(folder)
    assert manifest.min_confidence == 0.8
    assert manifest.metrics == {"fixed@1": 0.5, "calibrated_precision": 1.0, "calibrated_coverage": 0.5}
    assert "| least confidence | 0.8 |" in repo.run("model", "card", "./m").out


def test_answers_are_compared_with_the_cases(repo: Repo, folder: Path) -> None:
    cases = write(repo.root / "c.jsonl", [{"id": str(i), "fixed": f"x = {i}\n"} for i in range(50)])
    rows: list[dict[str, object]] = [
        {"id": str(i), "confidence": 1 - i / 100, "code": f"x = {i}" if i < 25 else "wrong"}
        for i in range(50)
    ]
    answers = write(repo.root / "p.jsonl", rows)
    done = repo.run(
        "model", "calibrate", "./m", "--predictions", answers, "--cases", cases, "--precision", "1"
    )
    assert (done.code, read_manifest(folder).min_confidence) == (0, 0.76)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"confidence": 0.9, "right": True}], "no 20 of the 1 answers"),
        ([{"right": True}], "p.jsonl:1: needs confidence"),
        ([{"id": "7", "confidence": 1, "code": "x"}], "p.jsonl:1: needs confidence, and right or an id"),
    ],
)
def test_what_cannot_be_calibrated_is_one_sentence(
    repo: Repo, folder: Path, rows: list[dict[str, object]], sentence: str
) -> None:
    result = repo.run("model", "calibrate", "./m", "--predictions", write(repo.root / "p.jsonl", rows))
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert sentence in result.err
    assert read_manifest(folder) == _MANIFEST
