"""The packaged suites: by the real tools, every case is broken as it says and its answer mends it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from benchmarks.suites import tools
from benchmarks.suites.build import HIDDEN, PATIENCE, TARGET, VISIBLE
from benchmarks.suites.session import Failure
from novaedit.diagnostics import Diagnostic, finding_key
from novaedit.edits import Region
from novaedit.eval.case import case_of
from novaedit.eval.sandbox.child import ChildSandbox
from novaedit.eval.solving.search import Effort
from novaedit.eval.solving.solver import NovaEditSolver
from novaedit.languages.python.adapter import PythonLanguage
from novaedit.languages.python.ruff import DEFAULT_RULES
from novaedit.lines import line_texts
from novaedit.model.prompt import encode_answer
from novaedit.patch.apply import apply_edits, diff_edits
from tests.eval.solving.scripted import Script

Record = dict[str, Any]

_LEAST = {"regression": 150, "edit-lite": 60}
_KEYS = {
    *("id", "language", "file_path", "kind", "tags", "code", "diagnostics"),
    *("instruction", "fixed", "check"),
}
_CHECK_KEYS = {"kind", "tests", "visible_tests", "timeout_s"}
_MOST_CHANGED = 8
_PYTHON = PythonLanguage()


def _read(suite: str) -> list[Record]:
    lines = (TARGET / f"{suite}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


_SUITES = {suite: _read(suite) for suite in _LEAST}
_ALL = [record for records in _SUITES.values() for record in records]
_REGRESSION = _SUITES["regression"]
_LITE = _SUITES["edit-lite"]
_BROKEN = [record for record in _REGRESSION if record["tags"] != ["none"]]
_UNTOUCHED = [record for record in _REGRESSION if record["tags"] == ["none"]]


def _of(*who: str) -> list[Record]:
    return [record for record in _REGRESSION if record["tags"][0] in who]


def _diagnostics(record: Record) -> list[Diagnostic]:
    return [Diagnostic(**diagnostic) for diagnostic in record["diagnostics"]]


def _code(records: list[Record]) -> tools.Contents:
    return {record["id"]: (record["file_path"], record["code"]) for record in records}


def _fixed(records: list[Record]) -> tools.Contents:
    """Each right module once, however many cases break it."""
    return {record["file_path"]: (record["file_path"], record["fixed"]) for record in records}


def _partly_fixed(record: Record) -> Iterator[str]:
    """The broken code with all changes of the answer but one; nothing when there is only one."""
    edits = diff_edits(record["code"], record["fixed"])
    for left_out in edits if len(edits) > 1 else ():
        yield apply_edits(record["code"], [edit for edit in edits if edit is not left_out])


def _partly(records: list[Record]) -> tools.Contents:
    return {
        f"{record['id']}+{number}": (record["file_path"], code)
        for record in records
        for number, code in enumerate(_partly_fixed(record))
    }


# ---- what the files hold ---------------------------------------------------------------------------


@pytest.mark.parametrize("suite", _LEAST)
def test_there_are_enough_cases_and_no_kind_has_too_many(suite: str) -> None:
    kinds = Counter(record["kind"] for record in _SUITES[suite])
    assert kinds.total() >= _LEAST[suite]
    assert max(kinds.values()) <= 0.15 * kinds.total(), kinds.most_common(1)


def test_ids_are_unique() -> None:
    counts = Counter(record["id"] for record in _ALL)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("suite", _LEAST)
def test_records_have_the_form_of_a_case(suite: str) -> None:
    for record in _SUITES[suite]:
        check = record["check"]
        assert record.keys() == _KEYS, record["id"]
        assert check.keys() == _CHECK_KEYS, record["id"]
        assert check["kind"] in {"parse", "diagnostics", "tests", "exact"}
        assert (check["tests"] is not None) == (check["kind"] == "tests"), record["id"]
        assert record["language"] == "python"
        path = PurePosixPath(record["file_path"])
        assert path.suffix == ".py"
        assert not path.is_absolute()
        lines = record["code"].count("\n")
        for diagnostic in _diagnostics(record):
            assert diagnostic.path == record["file_path"], record["id"]
            assert diagnostic.line is None or 1 <= diagnostic.line <= lines, record["id"]


def test_regression_cases_are_small_files_of_their_own_tool() -> None:
    for record in _REGRESSION:
        assert 15 <= record["code"].count("\n") <= 60, record["id"]
        assert record["instruction"] is None
    assert {record["tags"][0] for record in _REGRESSION} == {
        *("parser", "ruff", "mypy", "pytest", "pyre", "none")
    }


def test_items_of_edit_lite_say_what_to_do() -> None:
    for record in _LITE:
        assert len(record["instruction"]) > 20, record["id"]
        assert record["diagnostics"] == []
    assert len({record["instruction"] for record in _LITE}) == len(_LITE)


# ---- the reference answers -------------------------------------------------------------------------


def test_answers_are_small() -> None:
    for record in _BROKEN:
        edits = diff_edits(record["code"], record["fixed"])
        size = sum(edit.end_line - edit.start_line + 1 + len(edit.replacement) for edit in edits)
        assert 0 < size <= _MOST_CHANGED, record["id"]


def test_answers_lose_no_code_and_silence_no_tool() -> None:
    for record in _BROKEN:
        before, after = record["code"], record["fixed"]
        assert _PYTHON.added_suppression(before, after) == "", record["id"]
        if not any(map(_PYTHON.allows_removal, _diagnostics(record))):
            assert _PYTHON.lost_code(before, after) == "", record["id"]


def test_answers_lie_where_the_model_may_write() -> None:
    """Except for failing tests, which tell what is wrong but not where."""
    for record in _of("parser", "ruff", "mypy", "pyre"):
        shown = [_PYTHON.region(record["code"], diagnostic) for diagnostic in _diagnostics(record)]
        if record["kind"] == "syntax-two-errors":  # the second is seen once the first is mended
            later = [_PYTHON.parse(code) for code in _partly_fixed(record)]
            shown += [_PYTHON.region(record["code"], error) for error in later if error is not None]
        seen = {line for region in shown for line in _lines(region)}
        for edit in diff_edits(record["code"], record["fixed"]):
            touched = set(range(edit.start_line, edit.end_line + 1))
            assert touched <= seen, record["id"]
            assert {edit.start_line, edit.start_line - 1} & seen, record["id"]


def _lines(region: Region) -> Iterator[int]:
    for span in region.spans:
        yield from range(span.start_line, span.start_line + len(span.lines))


def test_answers_parse_and_are_clean_for_ruff_and_mypy() -> None:
    fixed = _fixed(_BROKEN)
    assert tools.parse_errors(fixed) == {}
    assert tools.ruff_findings(fixed) == {}
    assert tools.parse_errors(_fixed(_LITE)) == {}
    assert tools.ruff_findings(_fixed(_LITE), DEFAULT_RULES) == {}


def test_answers_pass_all_tests() -> None:
    regression = _tests(_of("pytest"))
    modules = _fixed(_of("pytest"))
    by_module: dict[str, dict[str, str]] = {path: {} for path in modules}
    for record in _of("pytest"):
        files = {f"{len(by_module[record['file_path']])}_{k}": v for k, v in regression[record["id"]].items()}
        by_module[record["file_path"]].update(files)
    assert _failing(tools.failed_tests(modules, by_module, PATIENCE)) == []
    fixed = {record["id"]: (record["file_path"], record["fixed"]) for record in _LITE}
    assert _failing(tools.failed_tests(fixed, _tests(_LITE), PATIENCE)) == []


@pytest.mark.slow
def test_a_model_that_knows_the_answers_of_edit_lite_could_give_them() -> None:
    """The whole change is within what it is shown, and no gate refuses it."""
    for record in _LITE:
        lines = line_texts(record["code"])
        answer = encode_answer(diff_edits(record["code"], record["fixed"]), lines)
        script = Script([answer.removesuffix("<PATCH_END>")])
        solver = NovaEditSolver(script, ChildSandbox(), Effort(wanted=1, max_time=300))
        try:
            assert solver.solve(case_of(record)).code == record["fixed"], record["id"]
        finally:
            solver.close()


# ---- the starting points ---------------------------------------------------------------------------


def test_syntax_errors_are_reported_as_recorded() -> None:
    records = _of("parser")
    found = tools.parse_errors(_code(records))
    for record in records:
        (recorded,) = _diagnostics(record)
        assert record["check"]["kind"] == "parse"
        assert [(e.source, e.code) for e in found[record["id"]]] == [(recorded.source, recorded.code)]
    assert tools.parse_errors(_partly(records)).keys() == _partly(records).keys()


def test_ruff_reports_what_is_recorded_and_cannot_mend_it_by_itself() -> None:
    records = _of("ruff")
    found = tools.ruff_findings({**_code(records), **_partly(records)})
    for record in records:
        said = found[record["id"]]
        assert _places(said) == _places(_diagnostics(record)), record["id"]
        assert any(diagnostic.fix is None for diagnostic in said), record["id"]
    assert _partly(records).keys() <= found.keys()


def test_mypy_reports_what_is_recorded_and_nothing_of_the_answers() -> None:
    """One run for the broken files and the right ones. What Pyre says of a line, mypy says of it too."""
    mypy, pyre = _of("mypy"), _of("pyre")
    fixed, partly = _fixed(_BROKEN), _partly([*mypy, *pyre])
    found = tools.mypy_findings({**_code([*mypy, *pyre]), **fixed, **partly})
    assert {name: said for name, said in found.items() if name in fixed} == {}
    assert partly.keys() <= found.keys()
    for record in mypy:
        assert _places(found[record["id"]]) == _places(_diagnostics(record)), record["id"]
    for record in pyre:
        lines = {diagnostic.line for diagnostic in found[record["id"]]}
        assert {diagnostic.line for diagnostic in _diagnostics(record)} & lines, record["id"]


def _places(diagnostics: list[Diagnostic]) -> Counter[tuple[str | None, int | None]]:
    """Codes and lines: the words change from version to version."""
    return Counter((diagnostic.code, diagnostic.line) for diagnostic in diagnostics)


def test_every_test_file_fails_at_the_starting_point() -> None:
    for records in (_of("pytest"), _LITE):
        tests = _tests(records)
        failed = tools.failed_tests(_code(records), tests, PATIENCE)
        for name, files in tests.items():
            assert {failure.test for failure in failed[name]} == files.keys(), name


def test_failing_tests_are_recorded_with_what_they_say() -> None:
    for record in _of("pytest"):
        assert record["check"]["visible_tests"], record["id"]
        assert record["check"]["visible_tests"] != record["check"]["tests"]
        assert {d.source for d in _diagnostics(record)} == {"pytest"}, record["id"]


def _tests(records: list[Record]) -> dict[str, dict[str, str]]:
    keys = {HIDDEN: "tests", VISIBLE: "visible_tests"}
    return {
        record["id"]: {file: record["check"][key] for file, key in keys.items() if record["check"][key]}
        for record in records
    }


def _failing(failures: dict[str, list[Failure]]) -> list[tuple[str, Failure]]:
    return [(name, failure) for name, said in failures.items() for failure in said]


# ---- where nothing is to be done -------------------------------------------------------------------


def test_where_nothing_is_to_be_done_the_answer_is_the_code() -> None:
    assert len(_UNTOUCHED) >= 10
    for record in _UNTOUCHED:
        assert record["fixed"] == record["code"]
        assert record["check"]["kind"] == "exact"
    silent = [record for record in _UNTOUCHED if not record["diagnostics"]]
    assert tools.parse_errors(_code(_UNTOUCHED)) == {}
    assert tools.ruff_findings(_code(silent)) == {}


def test_what_tools_say_there_is_real() -> None:
    spoken = [record for record in _UNTOUCHED if record["diagnostics"]]
    codes = sorted({d.code for r in spoken for d in _diagnostics(r) if d.source == "ruff" and d.code})
    by_ruff = tools.ruff_findings(_code(spoken), codes)
    by_mypy = tools.mypy_findings(_code([r for r in spoken if r["diagnostics"][0]["source"] == "mypy"]))
    for record in spoken:
        said = [*by_ruff.get(record["id"], ()), *by_mypy.get(record["id"], ())]
        for recorded in _diagnostics(record):
            assert (finding_key(recorded), recorded.line) in [(finding_key(d), d.line) for d in said]


def test_the_suites_lie_in_the_package() -> None:
    assert sorted(file.stem for file in TARGET.glob("*.jsonl")) == sorted(_LEAST)
    assert Path("novaedit", "eval", "suites").parts == TARGET.parts[-3:]
