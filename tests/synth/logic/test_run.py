"""Several sources, one dataset."""

from __future__ import annotations

import json
from pathlib import Path

from novaedit.dataset.example import read_examples
from novaedit.dataset.where import Where
from novaedit.synth.logic.make import Amounts
from novaedit.synth.logic.recipes import FunctionTests
from novaedit.synth.logic.run import own_and, synthesise_logic, synthesise_tests
from tests.synth.logic.testing.package import CODE, write_package


def _two(folder: Path) -> list[Path]:
    """Packages of which the second has a copy of each function of the first, and one more."""
    more = CODE + "\n\ndef twice(n: int) -> int:\n    return 2 * n\n"
    first = write_package(folder / "a", "someone/first")
    return [first, write_package(folder / "b", "someone/second", more)]


def test_a_function_is_taken_of_the_first_package_that_has_it(tmp_path: Path) -> None:
    """For tests and for bugs; what is left out is counted."""
    sources = _two(tmp_path)
    manifest = synthesise_tests(sources, tmp_path / "tests", FunctionTests(), library=False, where=Where(1))
    records = [r for name in ("train", "dev") for r in read_examples(tmp_path / "tests" / f"{name}.jsonl")]
    second = [r for r in records if r.provenance.repo == "someone/second"]
    assert second
    assert all("twice(" in r.patch_dsl for r in second)
    assert manifest["rejected"]["seen in an earlier source"] > 5
    assert manifest["settings"] == {"library": False, "seed": 0, "per_function": 2, "per_source": 500}
    assert json.loads((tmp_path / "tests" / "manifest.json").read_text()) == manifest
    amounts = Amounts(per_function=2)
    bugs = synthesise_logic(sources, tmp_path / "bugs", library=False, amounts=amounts, where=Where(1))
    assert bugs["rejected"]["seen in an earlier source"] > 5


def test_our_own_functions_come_first(tmp_path: Path) -> None:
    paths = own_and([tmp_path / "b", tmp_path / "a", tmp_path / "b"], library=True)
    assert paths[-2:] == [tmp_path / "a", tmp_path / "b"]
    assert {path.suffix for path in paths[:-2]} == {".txt"}
    assert own_and([tmp_path], library=False) == [tmp_path]
