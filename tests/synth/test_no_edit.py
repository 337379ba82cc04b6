"""Records that teach to leave code alone."""

from __future__ import annotations

from random import Random

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.synth.no_edit import no_edits
from tests.synth.corpus import INVENTORY

TEXT = "import numpy\nimport yaml\n" + INVENTORY


def test_kinds() -> None:
    """Environment findings, findings that authors live with, and no finding at all; none has a patch."""
    late = Diagnostic("ruff", "E402", "Module level import not at top of file", "a.py", 7)
    wrong = Diagnostic("ruff", "F821", "Undefined name `x`", "a.py", 8)
    where = Provenance("someone/store", "abc", "a.py", "MIT")
    made = [
        record
        for seed in range(200)
        for record in no_edits("a.py", TEXT, [late, wrong], where, Random(seed))  # noqa: S311 - repeatable
    ]
    assert {record.injector for record in made} == {
        "no-edit-environment",
        "no-edit-left-alone",
        "no-edit-clean",
    }
    assert {record.patch_dsl for record in made} == {"<NO_EDIT>"}
    assert {d.code for record in made for d in record.diagnostics} == {
        "E402",
        "import-not-found",
        "import-untyped",
    }
    assert [problem_of(record) for record in made] == [None] * len(made)


def test_a_file_finds_its_own_package() -> None:
    """That a module of the package itself is missing is nothing that mypy says of an installed one."""
    where = Provenance("someone/store", "abc", "store/a.py", "MIT")
    text = "import numpy\nimport store.b\nfrom store import c\n" + INVENTORY
    told = {
        diagnostic.message
        for seed in range(200)
        for record in no_edits("store/a.py", text, [], where, Random(seed))  # noqa: S311 - repeatable
        for diagnostic in record.diagnostics
    }
    assert told == {'Cannot find implementation or library stub for module named "numpy"'}
