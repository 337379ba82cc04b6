"""A part is there with everything or not at all, under a name that changes with what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.errors import DataError, WriteError
from novaedit.synth.make import Made, make
from novaedit.synth.parts import examples_of, find_part, part_name, remove_leftovers, write_part
from novaedit.synth.settings import Settings
from novaedit.synth.sources import read_source
from tests.synth.archives import write_repository, write_wheel


def test_written_and_found_again(tmp_path: Path) -> None:
    """Records and counts come back as they were."""
    made = make(read_source(write_wheel(tmp_path)), Settings(families=("syntax",)))
    place = tmp_path / "parts" / "a.jsonl"
    assert find_part(place) is None
    written = write_part(place, made)
    found = find_part(place)
    assert found == written
    assert found is not None
    assert list(examples_of(found)) == made.examples != []
    assert (found.repo, found.rejected) == ("someone/store", made.rejected)


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    """Neither the part nor the beginning of one."""
    made = Made("a", examples=[object()])  # type: ignore[list-item]
    with pytest.raises(AttributeError):
        write_part(tmp_path / "a.jsonl", made)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="cannot write"):
        write_part(tmp_path / "file" / "a.jsonl", Made("a"))


def test_something_else_under_the_name(tmp_path: Path) -> None:
    """It is not taken for a part, nor overwritten."""
    (tmp_path / "a.jsonl").write_text("[]\n", encoding="utf-8")
    with pytest.raises(DataError, match="is not a part"):
        find_part(tmp_path / "a.jsonl")


def test_name_follows_contents_settings_and_makers(tmp_path: Path) -> None:
    """Whatever would change the records changes the name; nothing else does."""
    wheel = write_wheel(tmp_path)
    repository = write_repository(tmp_path / "a")
    settings, makers = Settings().as_json(), {"some": 1.0}
    names = [part_name(wheel, settings, makers), part_name(repository, settings, makers)]
    names.append(part_name(wheel, Settings(seed=1).as_json(), makers))
    names.append(part_name(wheel, settings, {"some": 2.0}))
    assert part_name(wheel, settings, makers) == names[0]
    wheel.write_bytes(wheel.read_bytes() + b"more")
    names.append(part_name(wheel, settings, makers))
    assert len(set(names)) == 5
    assert all("/" not in name and name.endswith(".jsonl") for name in names)


def test_leftovers(tmp_path: Path) -> None:
    """Only what a killed run was writing is removed."""
    for name in (".x.tmp", "a.jsonl", "x.tmp"):
        (tmp_path / name).touch()
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "x.tmp"]
