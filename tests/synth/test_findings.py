"""The real tools say what is new in a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.synth.draft import Draft
from novaedit.synth.findings import Findings
from novaedit.synth.injector import Family
from novaedit.synth.rejected import RejectedError

CLEAN = "import os\n\n\ndef f(name: str) -> int:\n    return len(name)\n\n\nold = missing\n"


def _draft(broken: str, family: Family, path: str = "a.py") -> Draft:
    return Draft(path, CLEAN, broken, "some", family)


def test_each_tool_is_asked_for_its_family() -> None:
    """What the clean file has already is not new: the unused import, the undefined `missing`."""
    drafts = [
        _draft(CLEAN.replace("int:", "int"), "syntax"),
        _draft(CLEAN.replace("(name)", "(naem)"), "names"),
        _draft(CLEAN.replace("return len(name)", "return name"), "types"),
        _draft(CLEAN.replace("len(name)", "len(name)  # same"), "lint"),
    ]
    findings = Findings(drafts)
    found = [[(d.source, d.code, d.line) for d in findings.new(draft)] for draft in drafts]
    assert found == [
        [("parser", "invalid-syntax", 4)],
        [("ruff", "F821", 5)],
        [("mypy", "return-value", 5)],
        [],
    ]
    assert {d.code for d in findings.of_clean("a.py")} == {"F401", "F821"}


def test_file_name_counts() -> None:
    """In a package's `__init__.py` ruff offers no fix for an unused import."""
    draft = _draft(CLEAN.replace("(name)", "(naem)"), "names", "pkg/__init__.py")
    findings = Findings([draft])
    assert [d.path for d in findings.new(draft)] == ["pkg/__init__.py"]
    unused = [d for d in findings.of_clean("pkg/__init__.py") if d.code == "F401"]
    assert unused[0].fix is None


def test_a_names_draft_must_parse() -> None:
    """What was to be a wrong name and became a syntax error is no record."""
    draft = _draft("def f(:\n", "names")
    findings = Findings([draft])
    with pytest.raises(RejectedError, match="does not parse"):
        findings.new(draft)


def test_wrong_hints_are_proved_by_the_text() -> None:
    """In Pyre's words or in mypy's; no tool is asked."""
    broken = CLEAN.replace("name: str)", "name: str = None)")
    drafts = [_draft(broken, "hints"), replace(_draft(broken, "hints"), checker="mypy")]
    findings = Findings(drafts)
    found = [(d.source, d.code, d.line) for draft in drafts for d in findings.new(draft)]
    assert found == [("pyre", "Incompatible variable type [9]", 4), ("mypy", "assignment", 4)]


def test_what_was_wrong_with_a_line_before_is_not_new() -> None:
    """The line reads otherwise now, but that was said of it before."""
    clean = "def f(a: int = None, b: Optional[str] = None): ...\n"
    draft = Draft("a.py", clean, clean.replace("Optional[str]", "str"), "some", "hints")
    (found,) = Findings([draft]).new(draft)
    assert found.message.startswith("b is declared")


def test_a_file_in_an_older_notation_is_no_other_file() -> None:
    """ruff is asked about the file as it is."""
    dated = CLEAN.replace("name: str", "name: Optional[str]")
    drafts = [
        Draft("a.py", dated, dated.replace("Optional[str]", "str"), "some", "types"),
        _draft(CLEAN.replace("(name)", "(naem)"), "names"),
    ]
    assert {d.line for d in Findings(drafts).of_clean("a.py")} == {1, 8}
