"""A part is there with everything or not at all, under a name that changes with what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.store import FolderStore
from novaedit.errors import DataError
from novaedit.synth.make import make
from novaedit.synth.parts import examples_of, find_part, part_name, write_part
from novaedit.synth.recipe import Made
from novaedit.synth.settings import Settings
from novaedit.synth.sources import read_source
from tests.synth.archives import write_repository, write_wheel


def test_written_and_found_again(tmp_path: Path) -> None:
    """Records and counts come back as they were."""
    made = make(read_source(write_wheel(tmp_path)), Settings(families=("syntax",)))
    store = FolderStore(tmp_path / "parts")
    assert find_part(store, "a.jsonl") is None
    written = write_part(store, "a.jsonl", made)
    found = find_part(store, "a.jsonl")
    assert found == written
    assert found is not None
    assert list(examples_of(store, found)) == made.examples != []
    assert (found.repo, found.rejected) == ("someone/store", made.rejected)


def test_something_else_under_the_name(tmp_path: Path) -> None:
    """It is not taken for a part, nor overwritten."""
    store = FolderStore(tmp_path)
    store.write("a.jsonl", b"[]\n")
    with pytest.raises(DataError, match="is not a part"):
        find_part(store, "a.jsonl")


def test_part_that_has_gone(tmp_path: Path) -> None:
    """Somebody tidied up while the run was on: said, not passed over."""
    store = FolderStore(tmp_path)
    part = write_part(store, "a.jsonl", Made("a"))
    (tmp_path / "a.jsonl").unlink()
    with pytest.raises(DataError, match="has gone"):
        list(examples_of(store, part))


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
