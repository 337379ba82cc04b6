"""From draft to record: the reverse patch mends the file, and only what can be seen is asked for."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from novaedit.dataset.example import Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.syntax import parse
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits
from novaedit.patch.dsl import parse_dsl
from novaedit.synth.build import build
from novaedit.synth.draft import Draft
from novaedit.synth.rejected import RejectedError
from tests.synth.corpus import INVENTORY

WHERE = Provenance("someone/store", "abc", "store/inventory.py", "MIT")
RNG = Random(1)  # noqa: S311 - repeatable, not secret


def _undefined(name: str, line: int) -> Diagnostic:
    return Diagnostic("ruff", "F821", f"Undefined name `{name}`", "store/inventory.py", line)


def _draft(old: str, new: str, *, keep_broken: bool = False) -> Draft:
    broken = INVENTORY.replace(old, new)
    return Draft("store/inventory.py", INVENTORY, broken, "some", "names", keep_broken)


def _line(draft: Draft, text: str) -> int:
    return next(i for i, line in enumerate(line_texts(draft.broken), 1) if text in line)


def test_the_patch_mends_the_whole_file() -> None:
    """Applied to the broken file, the record's patch gives the clean one."""
    draft = _draft("sorted(names)", "sorted(name)")
    broken = draft.broken.replace("for name, count in wanted", "for nane, count in wanted")
    draft = Draft(draft.path, INVENTORY, broken, "some", "names")
    example = build(draft, [_undefined("name", _line(draft, "self.items.get(name, 0) < count"))], WHERE, RNG)
    edits = parse_dsl(example.patch_dsl, line_texts(broken))
    assert apply_edits(broken, edits) == INVENTORY


def test_syntax_error() -> None:
    """The parser's finding, and a patch of one line."""
    broken = INVENTORY.replace("def total(self) -> int:", "def total(self) -> int")
    draft = Draft("a.py", INVENTORY, broken, "missing-colon", "syntax")
    error = parse(broken, "a.py")
    assert error is not None
    example = build(draft, [error], WHERE, RNG)
    assert [edit.replacement for edit in example.edits()] == [("    def total(self) -> int:",)]


def test_findings_of_one_line_are_told_once() -> None:
    """Two uses in a line are one diagnostic in the prompt."""
    draft = _draft("def total(self)", "def total()")
    line = _line(draft, "self.items.values()")
    example = build(draft, [_undefined("self", line), _undefined("self", line)], WHERE, RNG)
    assert len(example.diagnostics) == 1


def test_unknown_answer_is_no_edit() -> None:
    """A draft that cannot be mended from what is seen keeps its code."""
    draft = _draft("import json\n", "", keep_broken=True)
    line = _line(draft, "json.dumps")
    assert build(draft, [_undefined("json", line)], WHERE, RNG).patch_dsl == "<NO_EDIT>"


@pytest.mark.parametrize(
    ("draft", "found", "reason"),
    [
        pytest.param(_draft("total", "totla"), [], "no new diagnostic", id="nothing was reported"),
        pytest.param(
            _draft("wanted: dict", "wnated: dict"),
            [_undefined("wanted", 5)],
            "mistake outside the region",
            id="reported elsewhere",
        ),
        pytest.param(
            _draft('"location": self', '"locatoin": self'),
            [Diagnostic("ruff", "B018", "Useless", "store/inventory.py", 52)],
            "not an undefined name",
            id="another finding than the injector is for",
        ),
        pytest.param(
            _draft("from collections import defaultdict\n", ""),
            [_undefined("defaultdict", 16)],
            "the answer cannot be seen",
            id="no one can guess it",
        ),
    ],
)
def test_rejected(draft: Draft, found: list[Diagnostic], reason: str) -> None:
    """Each reason is counted under its own name."""
    with pytest.raises(RejectedError, match=reason):
        build(draft, found, WHERE, RNG)


def test_what_ruff_fixes_itself_is_not_learnt() -> None:
    """A safe fix of the tool's own always wins in the product."""
    draft = _draft("sorted(names)", "sorted(nmaes)")
    found = _undefined("nmaes", _line(draft, "nmaes"))
    fixed = Diagnostic(found.source, found.code, found.message, found.path, found.line, fix=())
    with pytest.raises(RejectedError, match="ruff fixes it itself"):
        build(draft, [fixed], WHERE, RNG)


def test_the_finding_that_shows_the_mistake_is_asked_about() -> None:
    """Of several findings, one whose region holds the mistake."""
    draft = replace(_draft("def total(self) -> int", "def total(self) -> str"), family="types")
    line = _line(draft, "return sum(")
    far = Diagnostic("mypy", "arg-type", "Argument 1 is wrong", "store/inventory.py", 1)
    near = Diagnostic("mypy", "return-value", "Incompatible return value type", "store/inventory.py", line)
    for seed in range(8):
        example = build(draft, [near, far], WHERE, Random(seed))  # noqa: S311 - repeatable, not secret
        assert example.diagnostics[0].message.startswith(("Incompatible return", "Expected"))


def test_type_errors_come_as_hunks_too() -> None:
    """A piece that begins at line 1, with what can be told from it alone."""
    draft = replace(_draft("def total(self) -> int", "def total(self) -> str"), family="types")
    found = Diagnostic(
        "mypy", "return-value", "Incompatible", "store/inventory.py", _line(draft, "return sum(")
    )
    made = [build(draft, [found], WHERE, Random(seed)) for seed in range(20)]  # noqa: S311 - repeatable
    sizes = {len(example.region.window.lines) for example in made if example.region.window.start_line < 9}
    assert len(sizes) > 2
    assert any(example.region.window.start_line > 20 for example in made)
    assert {example.diagnostics[0].line is None for example in made} == {True, False}


def test_what_a_hunk_does_not_show_is_not_asked_for() -> None:
    """The file has the name elsewhere."""
    draft = replace(_draft("available = self.items", "available = self"), family="types")
    found = Diagnostic("mypy", "attr-defined", "no such attribute", draft.path, _line(draft, "available ="))
    reasons = set()
    for seed in range(20):
        try:
            build(draft, [found], WHERE, Random(seed))  # noqa: S311 - repeatable, not secret
        except RejectedError as error:
            reasons.add(str(error))
    assert "the answer cannot be seen" in reasons


def test_an_undefined_name_is_told_by_pyre_at_times() -> None:
    """Then it is a hunk."""
    draft = _draft("sorted(names)", "sorted(nmaes)")
    found = _undefined("nmaes", _line(draft, "nmaes"))
    made = [build(draft, [found], WHERE, Random(seed)) for seed in range(60)]  # noqa: S311 - repeatable
    told = [example for example in made if example.diagnostics[0].source == "pyre"]
    assert 0 < len(told) < 20
    assert all(example.region.window.start_line <= 9 for example in told)


def test_type_errors_are_told_as_mypy_or_as_pyre() -> None:
    """Both wordings occur, with the same patch."""
    draft = replace(_draft("def total(self) -> int", "def total(self) -> str"), family="types")
    message = 'Incompatible return value type (got "int", expected "str")'
    found = Diagnostic("mypy", "return-value", message, "store/inventory.py", _line(draft, "return sum("))
    made = [build(draft, [found], WHERE, Random(seed)) for seed in range(20)]  # noqa: S311 - repeatable
    assert {example.diagnostics[0].source for example in made} == {"mypy", "pyre"}
    patches = {tuple(edit.replacement for edit in example.edits()) for example in made}
    assert patches == {(("    def total(self) -> int:",),)}


def test_prints_all_over_are_mended_region_by_region() -> None:
    """Errors beyond the region stay; what is inside is put right."""
    clean = "".join(f"print({number})\n" for number in range(40))
    broken = clean.replace("(", " ").replace(")", "")
    draft = Draft("a.py", clean, broken, "all-prints", "syntax", snippet="main.py")
    error = parse(broken, "a.py")
    assert error is not None
    example = build(draft, [error], WHERE, RNG)
    assert example.region.path == "main.py"
    left = parse(apply_edits(broken, parse_dsl(example.patch_dsl, line_texts(broken))))
    assert left is not None
    assert left.line == example.region.window.end_line + 1


def test_an_import_that_no_finding_asks_for_is_not_learnt() -> None:
    """Two are missing; both are told of, or the region does not reach the other's use."""
    far, near = (
        "import re\n\n" + "a = re.I\n" * 40 + "x = os.sep\n" + gap + "y = sys.path\n"
        for gap in ("a = re.I\n" * 80, "")
    )
    lines = [line_texts(text).index("y = sys.path") + 1 for text in (far, near)]
    for seed in range(8):
        draft = Draft("a.py", f"import os\nimport sys\n{far}", far, "two", "names", known=True)
        with pytest.raises(RejectedError, match="more than is asked for"):
            build(draft, [_undefined("os", 43), _undefined("sys", lines[0])], WHERE, Random(seed))  # noqa: S311
        draft = replace(draft, clean=f"import os\nimport sys\n{near}", broken=near)
        found = [_undefined("os", 43), _undefined("sys", lines[1])]
        example = build(draft, found, WHERE, Random(seed))  # noqa: S311
        assert "+ import os\n" in example.patch_dsl
        assert "+ import sys" in example.patch_dsl


def test_an_import_comes_before_its_use() -> None:
    """The region shows imports that follow a use at the top level: the missing one cannot go there."""
    broken = "# about\n" * 41 + "x = sys.path\n\nimport argparse\n"
    draft = Draft("a.py", f"import sys\n{broken}", broken, "dropped", "names", known=True)
    with pytest.raises(RejectedError, match="below its use"):
        build(draft, [_undefined("sys", 42)], WHERE, RNG)
