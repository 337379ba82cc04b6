"""The records: what each test is proven to do, by the real pytest and ruff."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Example
from novaedit.languages.base import Project
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.environment import ruff_command
from novaedit.synth.logic.library import FOLDER, entries_of
from novaedit.synth.logic.mutators import MUTATORS
from novaedit.synth.logic.sandbox import Sandbox
from novaedit.synth.logic.testing.make import RULES, FunctionTester, Proven, records
from novaedit.synth.module import Module, splice
from novaedit.synth.sources import read_source
from tests.synth.logic.testing.package import TESTABLE, write_package

_MOST_LINES = 13
_SEEDS = range(5)


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> list[Proven]:
    """The tests of the package, drawn several times, and of some functions of ours."""
    root = write_package(tmp_path_factory.mktemp("tests") / "package")
    found: list[Proven] = []
    with Sandbox() as sandbox:
        for seed in _SEEDS:
            found += FunctionTester(sandbox, 3).of_source(read_source(root), 100, seed)
        for entry in list(entries_of(FOLDER / "strings.txt"))[:6]:
            found += FunctionTester(sandbox, 5).of_entry(entry, 1)
    return found


def _pytest(folder: Path, files: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What the real pytest says of each file: `passed` or `failed`."""
    for name, text in files:
        (folder / f"test_{name}.py").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "-p",
        "no:cacheprovider",
        "--noconftest",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    said: dict[str, str] = {}
    for line in done.stdout.splitlines():
        outcome, _, place = line.partition(" ")
        if outcome in {"PASSED", "FAILED", "ERROR"}:
            name = Path(place.split("::")[0].split(" ")[0]).stem.removeprefix("test_")
            said[name] = "failed" if outcome != "PASSED" or said.get(name) == "failed" else "passed"
    return said


def test_the_real_pytest_agrees(proven: list[Proven], tmp_path: Path) -> None:
    """Every file passes with its test."""
    files = [(str(number), one.draft.after) for number, one in enumerate(proven)]
    said = _pytest(tmp_path, files)
    assert said == {name: "passed" for name, _ in files}
    assert len(said) > 60


def test_every_test_fails_on_a_broken_function(proven: list[Proven], tmp_path: Path) -> None:
    """One mutant at least, by the real pytest; of each way of testing one test is tried."""
    ways = {one.draft.way: one for one in proven if one.draft.name in TESTABLE}
    assert set(ways) == {"asserts", "parametrize", "told", "raises", "case"}
    for way, one in ways.items():
        folder = tmp_path / way
        folder.mkdir()
        said = _pytest(folder, [(str(n), text) for n, text in enumerate(_broken(one))])
        assert "failed" in said.values(), one.draft.after


def _broken(one: Proven) -> list[str]:
    """The file with its test, and each mistake that a mutator makes in the function."""
    after = one.draft.after
    function = next(
        node
        for node in ast.parse(after).body
        if isinstance(node, ast.FunctionDef) and node.name == one.draft.name
    )
    source = ast.get_source_segment(after, function) or ""
    module = Module(source)
    texts = [
        splice(source, change)
        for mutator in MUTATORS.values()
        for change in mutator.find(module, Random(1))  # noqa: S311 - repeatable, not secret
    ]
    return [after.replace(source, text) for text in texts[:40]]


def test_ruff_finds_nothing_new_and_would_not_reformat(proven: list[Proven], tmp_path: Path) -> None:
    """Rules, lines and quotes as a careful project has them."""
    found = ruff_on(
        [(one.draft.path, text) for one in proven for text in (one.draft.before, one.draft.after)], RULES
    )
    for number, one in enumerate(proven):
        before, after = found[2 * number : 2 * number + 2]
        assert before is not None
        assert after is not None
        assert sorted(d.code or "" for d in after) == sorted(d.code or "" for d in before), one.draft.after
    for number, one in enumerate(proven):
        text = one.draft.after.replace("'", '"') if "'A.L'" not in one.draft.after else ""
        (tmp_path / f"a{number}.py").write_text(text, encoding="utf-8")
    command = [ruff_command(Project(tmp_path)), "format", "--isolated", "--diff", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_what_is_tested(proven: list[Proven]) -> None:
    """Every function that can be, none that cannot, and none of a name that is never trained on."""
    names = {one.draft.name for one in proven if one.provenance.repo == "someone/odds"}
    assert names == TESTABLE


def test_tests_are_short_and_say_something(proven: list[Proven]) -> None:
    """Few lines, short values, two cases or more unless one was asked for, more than one result."""
    for one in proven:
        lines = one.draft.whole.splitlines()
        assert len(lines) <= _MOST_LINES, one.draft.whole
        assert max(map(len, lines)) <= 88
        constants = [
            node.value for node in ast.walk(ast.parse(one.draft.whole)) if isinstance(node, ast.Constant)
        ]
        assert all(len(repr(value)) <= 60 for value in constants)
        if one.draft.way in {"asserts", "parametrize"}:
            rows = [line for line in lines if line.startswith(("    assert", "        ("))]
            assert len(rows) >= 2 or "), (" in lines[0]


def test_records(proven: list[Proven]) -> None:
    """They pass the checks, are of their kind, and ask in words that name what is wanted."""
    counts: Counter[str] = Counter()
    found: list[Example] = list(records(proven, counts))
    assert len(found) == len(proven)
    assert counts == {}
    assert {problem_of(record) for record in found} == {None}
    assert {record.kind for record in found} == {"tests"}
    assert {record.injector for record in found} == {
        f"test-{way}" for way in ("asserts", "parametrize", "told", "raises", "case")
    }
    for record, one in zip(found, proven, strict=True):
        assert record.instruction
        assert one.draft.name.strip("_") in record.instruction
        assert record.region.covers(record.edits())


def test_both_places(proven: list[Proven]) -> None:
    """Below the function where it stands in its file, or at the end of a short file of its own."""
    alone = [one for one in proven if one.draft.first == 1]
    in_place = [one for one in proven if one.draft.first > 1]
    assert alone
    assert in_place
    assert {one.draft.name for one in in_place} <= {"clip", "initials", "parse_size", "evens"}
    assert {one.draft.path for one in in_place} == {"odds.py"}
    for one in in_place:
        assert one.draft.after.index(f"def {one.draft.name}(") < one.draft.after.index("def test_")
        assert "pytest" not in one.draft.after
    for one in alone:
        assert "opaque" not in one.draft.before


def test_what_depends_on_the_order_of_sets(tmp_path: Path) -> None:
    """A test that would fail with the next seed of hashes is none."""
    body = "    if not words:\n        return ''\n    return list(set(words))[0]\n"
    code = f"\n\ndef any_of(words: list[str]) -> str:\n{body}"
    source = read_source(write_package(tmp_path / "package", code="# Some.\n" * 20 + code))
    with Sandbox() as sandbox, Sandbox(1) as one, Sandbox(2) as two, Sandbox(3) as three:
        careless, careful = FunctionTester(sandbox, 4), FunctionTester(sandbox, 4, (one, two, three))
        assert len(list(careless.of_source(source, 9, 1))) > 1
        assert list(careful.of_source(source, 9, 1)) == []
    assert careful.rejected["test: depends on the order of sets"] > 1


def test_the_same_again_and_each_function_once(tmp_path: Path) -> None:
    """Equal seeds give equal tests; a copy of a function is counted, not tested again."""
    root = write_package(tmp_path / "package")
    (root / "zcopy.py").write_text((root / "odds.py").read_text().replace("Odds", "Copies"))
    source = read_source(root)
    with Sandbox() as sandbox:
        makers = [FunctionTester(sandbox, 2), FunctionTester(sandbox, 2)]
        one, two = (list(maker.of_source(source, 100, 3)) for maker in makers)
    assert one == two
    assert makers[0].rejected == makers[1].rejected
    assert makers[0].rejected["function: seen before"] == len(TESTABLE)
