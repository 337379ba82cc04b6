"""Records of many files go to one side or the other, and nothing to both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.dataset.checking import Summary, check_files
from novaedit.dataset.example import Example, dump, read_examples
from novaedit.dataset.gather import split_files
from novaedit.dataset.split import Sides, group_of, read_sides, split_of
from novaedit.errors import DataError, UsageError
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
    manifest = split_files(paths, tmp_path / "out", sides=Sides(0.3))
    sides = _sides(tmp_path / "out")
    assert sides["dev"] == {repo for repo in _REPOSITORIES if split_of(repo, 0.3) == "dev"}
    assert sides["train"] == set(_REPOSITORIES) - sides["dev"]
    assert 4 < len(sides["dev"]) < 20
    assert manifest["rejected"] == {"duplicate": 2}
    split_files(paths[::-1], tmp_path / "again", sides=Sides(0.3))
    assert _sides(tmp_path / "again") == sides
    assert not list(check_files(sorted((tmp_path / "out").glob("*.jsonl")), Summary(), tools=False))


def test_forks_and_packages_stay_together() -> None:
    """Else the same code would be learnt and asked for."""
    for number in range(200):
        names = [f"one/my-project.{number}", f"Two/My_Project-{number}", f"my_project_{number}"]
        assert len({split_of(name, 0.5) for name in names}) == 1


def test_sides_of_an_earlier_dataset_are_kept(tmp_path: Path) -> None:
    """What a model learnt from stays learnt, forks and packages, too; new ones go by their hash."""
    one, two, *new = _REPOSITORIES
    earlier = tmp_path / "sources.json"
    earlier.write_text(
        json.dumps(
            [{"repo": one, "split": "dev"}, {"repo": f"fork/{two.partition('/')[2]}", "split": "train"}]
        )
    )
    paths = _write(tmp_path, [_record(repo) for repo in _REPOSITORIES])
    split_files(paths, tmp_path / "out", sides=Sides(0.3, read_sides(earlier)))
    sides = _sides(tmp_path / "out")
    assert sides["dev"] == {one, *(repo for repo in new if split_of(repo, 0.3) == "dev")}
    again = read_sides(tmp_path / "out" / "manifest.json")
    assert {repo for repo in _REPOSITORIES if again[group_of(repo)] == "dev"} == sides["dev"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[{}]", "neither"),
        ("3", "neither"),
        ("{", "neither"),
        ("{}", "no repository"),
        ("[]", "no repository"),
    ],
)
def test_what_names_no_sides_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """Else a mistaken file would mean: all are new."""
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(DataError, match=says):
        read_sides(path)


def test_learnt_from_once_is_learnt_from(tmp_path: Path) -> None:
    """A group that an older rule had split is never asked for."""
    path = tmp_path / "sources.json"
    path.write_text(json.dumps([{"repo": f"{o}/x", "split": s} for o, s in (("a", "train"), ("b", "dev"))]))
    assert read_sides(path) == {"x": "train"}


def test_a_copy_is_left_out(tmp_path: Path) -> None:
    """Once within a side, once across: counted apart."""
    train = [repo for repo in _REPOSITORIES if split_of(repo, 0.3) == "train"]
    dev = [repo for repo in _REPOSITORIES if split_of(repo, 0.3) == "dev"]
    first = _record(train[0])
    lines = first.region.window.lines
    across = example(repo=dev[0], lines=(*lines, "    return x"))
    within = example(repo=train[1], lines=(*lines, "    ok"))
    paths = _write(tmp_path, [first, across, within])
    manifest = split_files(paths, tmp_path / "out", sides=Sides(0.3))
    assert manifest["kept"] == {"train": 1}
    assert manifest["rejected"] == {
        "near-duplicate of another repository, in the other split": 1,
        "near-duplicate of another repository, in the same split": 1,
    }
    everything = split_files(paths, tmp_path / "all", sides=Sides(0.3), near=False)
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
