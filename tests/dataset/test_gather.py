"""Records of many files go to one side or the other, and nothing to both."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.checking import Summary, check_files
from novaedit.dataset.example import Example, dump, read_examples
from novaedit.dataset.gather import split_files
from novaedit.dataset.split import group_of, split_of
from novaedit.errors import UsageError
from tests.dataset.records import LINES, example

_REPOSITORIES = [f"owner/project-{number}" for number in range(40)]


def _record(repo: str, text: str = "") -> Example:
    word = text or group_of(repo).replace("-", "_")
    words = [f"    {word}_{n} = {word}(x, {n}, {word}={n})" for n in range(9)]
    return example(repo=repo, lines=(LINES[0], *words))


def _write(folder: Path, *groups: list[Example]) -> list[Path]:
    paths = []
    for number, records in enumerate(groups):
        paths.append(folder / f"{number}.jsonl")
        paths[-1].write_text("".join(map(dump, records)), encoding="utf-8")
    return paths


def _sides(out: Path) -> dict[str, set[str]]:
    files = {name: read_examples(out / f"{name}.jsonl") for name in ("train", "dev")}
    return {name: {one.provenance.repo for one in records} for name, records in files.items()}


def test_by_repository(tmp_path: Path) -> None:
    """Each where the hash of its name says, in any order of the files, as large as was asked for."""
    one, two = (_record(repo) for repo in _REPOSITORIES[:2])
    paths = _write(tmp_path, [_record(repo) for repo in _REPOSITORIES], [one, two])
    manifest = split_files(paths, tmp_path / "out", dev_share=0.3)
    sides = _sides(tmp_path / "out")
    assert sides["dev"] == {repo for repo in _REPOSITORIES if split_of(repo, 0.3) == "dev"}
    assert sides["train"] == set(_REPOSITORIES) - sides["dev"]
    assert 4 < len(sides["dev"]) < 20
    assert manifest["rejected"] == {"duplicate": 2}
    split_files(paths[::-1], tmp_path / "again", dev_share=0.3)
    assert _sides(tmp_path / "again") == sides
    assert not list(check_files(sorted((tmp_path / "out").glob("*.jsonl")), Summary(), tools=False))


def test_forks_and_packages_stay_together() -> None:
    """Else the same code would be learnt and asked for."""
    for number in range(200):
        names = [f"one/my-project.{number}", f"Two/My_Project-{number}", f"my_project_{number}"]
        assert len({split_of(name, 0.5) for name in names}) == 1


def test_a_copy_is_left_out(tmp_path: Path) -> None:
    """Once within a side, once across: counted apart."""
    train = [repo for repo in _REPOSITORIES if split_of(repo, 0.3) == "train"]
    dev = [repo for repo in _REPOSITORIES if split_of(repo, 0.3) == "dev"]
    first = _record(train[0])
    lines = first.region.window.lines
    across = example(repo=dev[0], lines=(*lines, "    return x"))
    within = example(repo=train[1], lines=(*lines, "    ok"))
    paths = _write(tmp_path, [first, across, within])
    manifest = split_files(paths, tmp_path / "out", dev_share=0.3)
    assert manifest["kept"] == {"train": 1}
    assert manifest["rejected"] == {
        "near-duplicate of another repository, in the other split": 1,
        "near-duplicate of another repository, in the same split": 1,
    }
    everything = split_files(paths, tmp_path / "all", dev_share=0.3, near=False)
    assert everything["kept"] == {"dev": 1, "train": 2}


def test_one_repository_may_repeat_itself(tmp_path: Path) -> None:
    """Many mistakes are made in the same lines."""
    lines = _record("a/b").region.window.lines
    other = example(repo="a/b", lines=lines, patch="@@ 7-7\n- def f(x)\n+ def g(x):")
    manifest = split_files(_write(tmp_path, [_record("a/b"), other]), tmp_path / "out")
    assert manifest["kept"] == {"train": 2}


def test_nothing_is_read_and_written_at_once(tmp_path: Path) -> None:
    """The input would be gone."""
    path = tmp_path / "train.jsonl"
    path.write_text(dump(example()), encoding="utf-8")
    with pytest.raises(UsageError, match="written over"):
        split_files([path], tmp_path)
    assert path.read_text(encoding="utf-8") == dump(example())
