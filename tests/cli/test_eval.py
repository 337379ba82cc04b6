"""`novaedit eval` as a command, in a process of its own: files in, figures, reports and exit codes out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.command import Repo, Result, make_repo

_UNUSED = [{"source": "ruff", "code": "F401", "message": "`os` imported but unused", "line": 1}]


def _record(name: str, number: int = 1) -> dict[str, object]:
    return {
        "id": name,
        "kind": "imports" if number % 2 else "others",
        "language": "python",
        "code": f"import os\n\nx = {number}\n",
        "fixed": f"x = {number}\n",
        "diagnostics": _UNUSED,
        "check": {"kind": "diagnostics"},
    }


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A folder with ten cases, each an unused import, and a file of the right and one of wrong answers."""
    made = make_repo(tmp_path)
    names = [f"c{n}" for n in range(10)]
    made.write("cases.jsonl", "".join(json.dumps(_record(n, i)) + "\n" for i, n in enumerate(names)))
    right = [{"id": n, "code": f"x = {i}\n", "confidence": 0.9} for i, n in enumerate(names)]
    wrong = [{**row, "code": "x = None\n" if i > 3 else row["code"]} for i, row in enumerate(right)]
    made.write("right.jsonl", "".join(json.dumps(row) + "\n" for row in right))
    made.write("wrong.jsonl", "".join(json.dumps(row) + "\n" for row in wrong))
    return made


def _eval(repo: Repo, *arguments: str) -> Result:
    return repo.run("eval", *arguments, "--sandbox", "process", "--jobs", "1")


def _fixed(report: Path) -> int:
    hits: int = json.loads((report / "report.json").read_text())["summary"]["fixed@1"]["hits"]
    return hits


def test_cases_are_answered_scored_and_reported(repo: Repo) -> None:
    done = _eval(repo, "cases.jsonl", "--solver", "ruff", "--report", "out")
    assert done.code == 0, done.err
    assert "| ruff | 10 | 100.0% (72%-100%) |" in done.out
    out = repo.root / "out"
    assert sorted(p.name for p in out.iterdir()) == [
        "predictions.jsonl",
        "report.html",
        "report.json",
        "report.md",
    ]
    assert _fixed(out) == 10
    assert "| imports | 5 |" in (out / "report.md").read_text()
    page = (out / "report.html").read_text()
    assert page.count('<details class="case"') == 10
    assert page.count("<svg") == 3
    assert set(re.findall(r"https?://[\w.]+", page)) <= {"http://www.w3.org"}  # names, not addresses


def test_the_pipeline_without_a_model_answers_in_memory(repo: Repo) -> None:
    done = _eval(repo, "cases.jsonl", "--solver", "novaedit:none", "--predictions", "p.jsonl")
    assert done.code == 0, done.err
    rows = [json.loads(row) for row in (repo.root / "p.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == [f"c{n}" for n in range(10)]
    assert rows[3]["code"] == "\nx = 3\n"
    assert {gate["name"] for gate in rows[3]["candidates"][0]["gates"]} >= {"applies", "resolved"}


def test_a_worse_run_is_a_regression_and_an_equal_one_is_none(repo: Repo) -> None:
    assert _eval(repo, "cases.jsonl", "--solver", "replay:right.jsonl", "--report", "good").code == 0
    same = _eval(repo, "cases.jsonl", "--solver", "replay:right.jsonl", "--baseline", "good")
    assert (same.code, "This is no regression." in same.out) == (0, True)
    worse = _eval(
        repo, "cases.jsonl", "--solver", "replay:wrong.jsonl", "--baseline", "good", "--report", "bad"
    )
    assert worse.code == 1
    assert "6 lost, 0 won (p = 0.0312, exact McNemar test)" in worse.out
    assert "A regression." in (repo.root / "bad" / "report.html").read_text()
    assert _eval(repo, "cases.jsonl", "--solver", "replay:right.jsonl", "--baseline", "bad").code == 0


def test_a_stopped_run_goes_on_and_no_figure_changes(repo: Repo) -> None:
    whole = _eval(repo, "cases.jsonl", "--solver", "replay:wrong.jsonl", "--report", "whole")
    assert whole.code == 0, whole.err
    rows = (repo.root / "whole" / "predictions.jsonl").read_bytes().splitlines(keepends=True)
    (repo.root / "part").mkdir()
    (repo.root / "part" / "predictions.jsonl").write_bytes(b"".join(rows[:6]) + rows[6][:30])
    part = _eval(repo, "cases.jsonl", "--solver", "replay:wrong.jsonl", "--report", "part")
    assert part.out == whole.out
    saved = [json.loads((repo.root / name / "report.json").read_text()) for name in ("whole", "part")]
    assert saved[0]["cases"] == saved[1]["cases"]
    assert saved[1]["solved_in_this_run"] == 4


def test_several_solvers_stand_side_by_side(repo: Repo) -> None:
    done = _eval(repo, "cases.jsonl", "--solver", "ruff", "--solver", "replay:wrong.jsonl", "--report", "out")
    assert done.code == 0, done.err
    assert [row.split(" | ")[0] for row in done.out.splitlines()[2:]] == ["| ruff", "| replay:wrong.jsonl"]
    assert (repo.root / "out" / "ruff" / "report.json").is_file()
    assert (repo.root / "out" / "replay-wrong.jsonl" / "predictions.jsonl").is_file()


def test_answers_of_little_confidence_can_be_withheld(repo: Repo) -> None:
    done = _eval(
        repo, "cases.jsonl", "--solver", "replay:right.jsonl", "--min-confidence", "0.95", "--report", "out"
    )
    assert "| 0.0% (0%-28%) |" in done.out
    assert json.loads((repo.root / "out" / "report.json").read_text())["curve"][-1]["precision"] == 1.0


def test_ones_own_project_is_broken_and_mended(repo: Repo) -> None:
    for n in range(4):
        body = "".join(
            f"def first_{i}(values, limit):\n    total = sum(values)\n    if total > limit:\n"
            f"        return total - limit\n    return [total, {i}, limit]\n\n\n"
            for i in range(5)
        )
        repo.write(f"pkg/mod{n}.py", body.rstrip("\n") + "\n")
    done = _eval(repo, "--repo", ".", "--count", "12", "--solver", "novaedit:none", "--report", "out")
    assert done.code == 0, done.err
    again = _eval(repo, "--repo", ".", "--count", "12", "--solver", "novaedit:none", "--report", "again")
    assert again.code == 0
    reports = [json.loads((repo.root / n / "report.json").read_text()) for n in ("out", "again")]
    names = [[(c["id"], c["digest"]) for c in report["cases"]] for report in reports]
    assert len(names[0]) == 12
    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "there are no cases"),
        (["no.jsonl"], "no.jsonl: cannot be read"),
        (["bad.jsonl"], "bad.jsonl:2: code is missing"),
        (["cases.jsonl", "--solver", "magic"], "no such solver: 'magic'"),
        (["cases.jsonl", "--solver", "replay"], "replay needs a file"),
        (["cases.jsonl", "--solver", "ruff", "--model", "mini"], "--model is for the solver novaedit"),
        (["cases.jsonl", "--solver", "ruff", "--solver", "ruff"], "named twice"),
        (["cases.jsonl", "--baseline", "cases.jsonl", "--solver", "ruff"], "is not a report"),
        (["cases.jsonl", "--model", "./nowhere"], "no model there"),
        (["cases.jsonl", "--solver", "prompted"], "novaedit model pull base-untuned"),
        (["--suite", "magic"], "no such suite: 'magic'"),
        (["--repo", "nowhere"], "nowhere is not a folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(repo: Repo, arguments: list[str], said: str) -> None:
    repo.write(
        "bad.jsonl", json.dumps(_record("a")) + '\n{"id":"b","check":{"kind":"parse"},"language":"x"}\n'
    )
    done = _eval(repo, *arguments)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_validation_prints_every_mistake(repo: Repo) -> None:
    assert repo.run("eval", "--validate", "cases.jsonl").code == 0
    repo.write("bad.jsonl", '{"id": "a"}\nnonsense\n')
    done = repo.run("eval", "--validate", "bad.jsonl")
    assert done.code == 2
    assert "bad.jsonl:1: 'code' is a required property\n" in done.out
    assert "bad.jsonl:2: is not JSON" in done.out


@pytest.mark.slow
def test_the_packaged_model_answers_a_case(tmp_path: Path) -> None:
    repo = make_repo(tmp_path)
    broken = "def larger(x):\n    if x > 1\n        return x\n    return -x\n"
    record = {"id": "a", "language": "python", "code": broken, "check": {"kind": "parse"}}
    repo.write("cases.jsonl", json.dumps(record) + "\n")
    done = _eval(repo, "cases.jsonl", "--model", "mini", "--candidates", "1", "--predictions", "p.jsonl")
    assert done.code == 0, done.err
    (answer,) = [json.loads(row) for row in (repo.root / "p.jsonl").read_text().splitlines()]
    assert answer["code"] == broken.replace("> 1", "> 1:")
    assert 0 < answer["confidence"] < 1
    assert answer["solver"] == "novaedit:mini"
