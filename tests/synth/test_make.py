"""One source: repeatable, bounded in time, and no file that cannot be handled stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from novaedit.synth import draft as drafting
from novaedit.synth import make as making
from novaedit.synth.injector import Family, Injector
from novaedit.synth.injectors import INJECTORS
from novaedit.synth.make import make
from novaedit.synth.module import Change, Module
from novaedit.synth.settings import Settings
from novaedit.synth.sources import read_source
from tests.synth.archives import PACKAGE, write_wheel
from tests.synth.corpus import INVENTORY

_MANY = {**PACKAGE, **{f"store/more{n}.py": INVENTORY for n in range(5)}}


def test_same_records_each_time(tmp_path: Path) -> None:
    """In spite of temporary folders, caches and the order of the file system."""
    source = read_source(write_wheel(tmp_path, files=_MANY))
    one, two = make(source, Settings()), make(source, Settings())
    assert one.examples == two.examples
    assert one.rejected == two.rejected
    assert {d.source for e in one.examples for d in e.diagnostics} >= {"parser", "ruff", "mypy"}


def test_a_file_that_cannot_be_handled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted, by what went wrong; the rest goes on."""
    monkeypatch.setattr(making, "Drafter", _drafter_that_fails_at("bad.py"))
    files = {**PACKAGE, "store/bad.py": INVENTORY.replace("Inventory", "Stock")}
    made = make(read_source(write_wheel(tmp_path, files=files)), Settings())
    assert made.rejected["file failed: RecursionError"] == 1
    assert {e.provenance.path for e in made.examples} == {"store/inventory.py"}


def test_an_injector_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted by name; the others make their mistakes."""

    def find(module: Module, rng: Random) -> Iterator[Change]:
        raise KeyError(module.text[:1])

    monkeypatch.setitem(INJECTORS, "broken", Injector("broken", "syntax", find, "", "", 50))
    made = make(read_source(write_wheel(tmp_path, files=_MANY)), Settings())
    assert made.rejected["broken failed: KeyError"] > 1
    assert made.examples


def test_out_of_time(tmp_path: Path) -> None:
    """What is ready by then is what it gives; no error."""
    made = make(read_source(write_wheel(tmp_path, files=_MANY)), Settings(max_seconds=0.05))
    assert made.rejected["out of time"] >= 1
    assert len(made.examples) < 20


def _drafter_that_fails_at(name: str) -> type[drafting.Drafter]:
    class Failing(drafting.Drafter):
        def __init__(
            self,
            path: str,
            text: str,
            injectors: Iterable[Injector],
            rng: Random,
            shares: Mapping[Family, float],
            risks: Mapping[str, float] | None,
        ) -> None:
            if path.endswith(name):
                raise RecursionError
            super().__init__(path, text, injectors, rng, shares, risks)

    return Failing
