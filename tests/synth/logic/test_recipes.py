"""From packages, our own functions and pairs of programs to what was made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.errors import UsageError
from novaedit.synth.logic.library import FOLDER
from novaedit.synth.logic.make import Amounts
from novaedit.synth.logic.recipes import Bugs, FunctionTests, Pairs, function_of_test, mended
from tests.synth.logic.testing.package import TESTABLE, write_package


def test_bugs_and_tests_of_a_package(tmp_path: Path) -> None:
    """Records of each kind, whose subjects are the functions of the package."""
    package = write_package(tmp_path / "package")
    bugs, tests = Bugs(Amounts(per_function=4)), FunctionTests(per_function=2)
    source = bugs.source(package)
    assert (source.repo, source.licence) == ("someone/odds", "MIT")
    broken, tried = bugs.make(source), tests.make(tests.source(package))
    assert {record.kind for record in broken.examples} == {"synthetic"}
    assert {record.kind for record in tried.examples} == {"tests"}
    functions = {function_of_test(record) for record in tried.examples}
    assert len(functions) == len(TESTABLE)
    assert all(function.startswith("def") for function in functions)
    assert {mended(record) for record in broken.examples} & {
        function_of_test(record) for record in tried.examples
    }


def test_our_own_functions() -> None:
    """A file of them is a source; the records name the function as their repository, for the split."""
    recipe = FunctionTests(per_function=1)
    made = recipe.make(recipe.source(FOLDER / "bits.txt"))
    assert made.repo == "novaedit-logic"
    assert len({record.provenance.repo for record in made.examples}) == len(made.examples) > 10
    assert all(record.provenance.repo.startswith("novaedit-logic/") for record in made.examples)


def test_settings_and_makers_name_what_decides() -> None:
    """Another seed or amount, another part; mutators show in both, ways of testing in one."""
    assert FunctionTests(seed=1).settings() != FunctionTests().settings()
    assert Bugs(seed=1).settings() != Bugs().settings()
    assert set(Bugs().makers()) < set(FunctionTests().makers())
    assert Pairs().settings() == Pairs().makers() == {}


def test_what_is_no_source(tmp_path: Path) -> None:
    for recipe in (Bugs(), FunctionTests(), Pairs()):
        with pytest.raises(UsageError):
            recipe.source(tmp_path / "none")
