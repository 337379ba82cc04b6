"""A repository in the collection's layout becomes records: one in its file, the others as fragments."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Example, read_examples
from novaedit.errors import DataError
from novaedit.mining.type_fixes import convert

_BEFORE = "    def find(self, key: str = None):\n        return self.names[key]\n"
_AFTER = "    def find(self, key: Optional[str] = None):\n        return self.names[key]\n"


def _row(**changes: object) -> dict[str, Any]:
    """One pair as the collection has it; keys of its hunk go into the hunk."""
    hunk: dict[str, object] = {
        "diff_format": "@@ -40,2 +40,2 @@\n",
        "source_code": _BEFORE,
        "target_code": _AFTER,
        "has_suppression": False,
        "delete_only": False,
    }
    row = {
        "min_patch_found": True,
        "single_hunk": True,
        "min_patch": [{name: changes.pop(name, value) for name, value in hunk.items()}],
        "project": "acme/names",
        "commit": "1" * 40,
        "filename": "pkg/names.py",
        "rule_id": "Incompatible variable type [9]",
        "message": "key is declared to have type `str`\n  but is used as type `None`.",
        "warning_line_no": 40,
    }
    return {**row, **changes}


def _clone(folder: Path, rows: list[dict[str, Any]]) -> Path:
    """Two files of the collection, so that both are read, and one that is none of it."""
    inputs = folder / "src" / "Input"
    inputs.mkdir(parents=True)
    (inputs / "dd_out_a.json").write_text(json.dumps(rows[:1]))
    (inputs / "dd_out_b.json").write_text(json.dumps(rows[1:]))
    (inputs / "other.json").write_text("[{}]")
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "data"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def _records(out: Path) -> list[Example]:
    return [example for split in ("train", "dev") for example in read_examples(out / f"{split}.jsonl")]


def test_a_pair_is_several_records_that_hold(tmp_path: Path) -> None:
    """In the file its lines are those of the file; the fragments begin at line 1, with and without a line."""
    convert(_clone(tmp_path / "clone", [_row()]), tmp_path / "out")
    placed, *fragments = _records(tmp_path / "out")
    assert placed.region.window.start_line == 40
    assert [fragment.diagnostics[0].line for fragment in fragments[:2]] == [1, None]
    for record, line in ((placed, 40), *((fragment, 1) for fragment in fragments)):
        assert record.region.window.start_line == line
        assert problem_of(record) is None
        assert record.patch_dsl.split("\n")[0] == f"@@ {line}-{line}"
        assert record.patch_dsl.endswith("+     def find(self, key: Optional[str] = None):")
        (finding,) = record.diagnostics
        assert finding.message.endswith("key is declared to have type `str` but is used as type `None`.")
        assert (finding.source, finding.line in (line, None)) == ("pyre", True)
    assert placed.diagnostics[0].line == 40
    assert (placed.injector, placed.kind, placed.provenance.repo) == ("type-fix", "real", "acme/names")


def test_lines_around_a_change_are_left_out_at_times(tmp_path: Path) -> None:
    """Above, below or both."""
    around = {"source_code": f"import os\n{_BEFORE}\n", "target_code": f"import os\n{_AFTER}\n"}
    rows = [_row(**around, message=f"message {number}", warning_line_no=41) for number in range(20)]
    convert(_clone(tmp_path / "clone", rows), tmp_path / "out")
    places = {(r.edits()[0].start_line, len(r.region.window.lines)) for r in _records(tmp_path / "out")}
    assert {place for place, _ in places} == {1, 2, 41}
    assert len({size for place, size in places if place == 1}) > 1


def test_a_large_change_is_one_record(tmp_path: Path) -> None:
    """As a fragment: few are like it."""
    changes = {"source_code": "x = 1\n" * 8, "target_code": "y = 1\n" * 8}
    convert(_clone(tmp_path / "clone", [_row(), _row(**changes)]), tmp_path / "out")
    large = [record for record in _records(tmp_path / "out") if "y = 1" in record.patch_dsl]
    assert [record.region.window.start_line for record in large] == [1]


_IMPORT = {
    "diff_format": "@@ -1,2 +1,2 @@\n import os\n-from typing import Any\n+from typing import Optional\n",
    "source_code": "import os\nfrom typing import Any\n",
    "target_code": "import os\nfrom typing import Optional\n",
    "has_suppression": False,
    "delete_only": False,
}
_LARGE = {
    "source_code": _BEFORE + "x = 1\n" * 8,
    "target_code": _AFTER + "y = 1\n" * 8,
}


@pytest.mark.parametrize(
    ("about", "other", "kept"),
    [
        pytest.param({}, _IMPORT, True, id="the other imports"),
        pytest.param(_LARGE, _IMPORT, True, id="and so it may be large"),
        pytest.param({}, {**_IMPORT, "diff_format": "@@ -1 +1 @@\n-x = 1\n+x = 2\n"}, True, id="small"),
        pytest.param(_LARGE, {**_IMPORT, "diff_format": "@@ -1 +1 @@\n-x = 1\n+x = 2\n"}, False, id="large"),
        pytest.param({}, {**_IMPORT, "diff_format": "@@ -40,2 +40,2 @@\n"}, False, id="both hold the line"),
    ],
)
def test_of_several_hunks_one_may_tell_all(
    tmp_path: Path, about: dict[str, Any], other: dict[str, Any], kept: bool
) -> None:
    """That which the message is about."""
    row = _row(**about)
    row["min_patch"].append(other)
    row["single_hunk"] = False
    manifest = convert(_clone(tmp_path / "clone", [_row(message="another"), row]), tmp_path / "out")
    assert manifest["rejected"].get("several hunks", 0) == (not kept)
    assert any("another" not in r.diagnostics[0].message for r in _records(tmp_path / "out")) is kept


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"min_patch_found": False}, "no minimal patch", id="no minimal patch"),
        pytest.param({"project": "scrapy/scrapy"}, "never list", id="never list"),
        pytest.param({"has_suppression": True}, "suppressed or deleted", id="suppression"),
        pytest.param({"delete_only": True}, "suppressed or deleted", id="deletion"),
        pytest.param({"source_code": "x = 1\n" * 41}, "too large or empty", id="large"),
        pytest.param({"target_code": _BEFORE}, "too large or empty", id="no change"),
        pytest.param({"diff_format": "?"}, "too large or empty", id="no header"),
        pytest.param({"warning_line_no": 42}, "message outside the hunk", id="elsewhere"),
        pytest.param({}, "seen before", id="repeated"),
    ],
)
def test_what_cannot_be_learnt_from_is_counted(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    """The other pair is kept."""
    manifest = convert(_clone(tmp_path / "clone", [_row(), _row(**changes)]), tmp_path / "out")
    assert manifest["rejected"] == {reason: 1}
    assert {record.region.window.start_line for record in _records(tmp_path / "out")} == {1, 40}


def test_a_few_projects_do_not_make_up_all(tmp_path: Path) -> None:
    """At most 80 pairs of one."""
    rows = [_row(message=f"message {number}") for number in range(82)]
    manifest = convert(_clone(tmp_path / "clone", rows), tmp_path / "out")
    assert manifest["rejected"] == {"enough of this project": 2}


def test_what_is_no_clone_is_one_sentence(tmp_path: Path) -> None:
    """A folder without git."""
    with pytest.raises(DataError, match="not a clone of the collection"):
        convert(tmp_path, tmp_path / "out")
