"""Records of a function: what they show is true, and their patch mends it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Example
from novaedit.edits import Span
from novaedit.synth.logic.examples import fails_by_truth
from novaedit.synth.logic.library import Entry
from novaedit.synth.logic.make import Amounts, Maker
from novaedit.synth.logic.sandbox import Sandbox
from novaedit.synth.sources import Source

SOURCE = """\
def longest(words: list[str]) -> str:
    best = ''
    for word in words:
        if len(word) > len(best):
            best = word
    return best
"""
ENTRY = Entry(
    "lists",
    "longest_word",
    SOURCE.replace("longest", "longest_word"),
    "",
    ("['a', 'bb', 'cc']", "[]", "['xyz', 'y']"),
)
PACKAGE = (
    '"""A module."""\n\nimport os\n\nSIZE = 2\n\n\n'
    + "# filler\n" * 20
    + '''

def pad(text, width=4):
    """Text with blanks on the left."""
    missing = width - len(text)
    if missing <= 0:
        return text
    return " " * missing + text


def cut(nums):
    out = []
    for n in nums:
        if n > SIZE:
            out.append(n - SIZE)
    return out


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def here(path):
    name = os.path.abspath(path)
    return name
'''
)


def _mended(example: Example) -> str:
    """The window's lines after the patch; the function is all of the window."""
    lines = list(example.region.window.lines)
    start = example.region.window.start_line
    for edit in reversed(example.edits()):
        lines[edit.start_line - start : edit.end_line - start + 1] = edit.replacement
    return "\n".join(lines) + "\n"


def _values(source: str, calls: list[str]) -> list[str]:
    space: dict[str, object] = {"SIZE": 2}
    if source.startswith(" "):  # a method
        name = calls[0].split("(")[0].removeprefix("list")
        source = f"class C:\n{source}\n\n{name} = C().{name}\n"
    exec(source, space)  # noqa: S102 - our own functions above
    found = []
    for call in calls:
        try:
            found.append(repr(eval(call, space)))  # noqa: S307
        except Exception as error:
            found.append(type(error).__name__)
    return found


def _calls(example: Example) -> list[str]:
    """The calls that the assertions and instructions of a record show."""
    name = example.region.window.lines[0].split("(")[0].split()[-1]
    text = " ".join([*(d.message for d in example.diagnostics), example.instruction or ""])
    calls = []
    for start in [i for i in range(len(text)) if text.startswith(name + "(", i)]:
        for end in range(start + 1, len(text) + 1):
            try:
                ast.parse(text[start:end], mode="eval")
            except SyntaxError:
                continue
            calls.append(text[start:end])
            if text[end - 1] == ")":
                break
    return [call for call in calls if call.endswith(")")]


@pytest.fixture(scope="module")
def records() -> list[Example]:
    with Sandbox() as sandbox:
        return list(Maker(sandbox, Amounts(variants=20, per_variant=8)).of_entry(ENTRY, 1))


def test_records_are_sound(records: list[Example]) -> None:
    """They pass the checks, are of many kinds, and one is the same the next time."""
    assert len(records) > 40
    assert {problem_of(record) for record in records} == {None}
    assert len({record.injector for record in records}) > 6
    assert {record.provenance.repo for record in records} == {"novaedit-logic/longest_word"}
    with Sandbox() as sandbox:
        again = list(Maker(sandbox, Amounts(variants=20, per_variant=8)).of_entry(ENTRY, 1))
    assert [record.id for record in again] == [record.id for record in records]


def test_calls_shown_fail_before_and_pass_after(records: list[Example]) -> None:
    """Run here and now: every call that a record shows gives something else once the patch is in."""
    checked = 0
    for record in records:
        calls = _calls(record)
        if not calls or any("imeout" in d.message for d in record.diagnostics):
            continue
        broken = "\n".join(record.region.window.lines) + "\n"
        before, after = _values(broken, calls), _values(_mended(record), calls)
        assert all(x != y for x, y in zip(before, after, strict=True)), (broken, calls)
        checked += 1
    assert checked > 30


def test_shapes_are_mixed(records: list[Example]) -> None:
    """With and without instruction, line, diagnostics, several failures, names and annotations."""
    assert {bool(record.instruction) for record in records} == {True, False}
    assert {bool(record.diagnostics) for record in records} == {True, False}
    assert {d.line is None for record in records for d in record.diagnostics} == {True, False}
    assert len({record.region.window.lines[0] for record in records}) > 3
    assert {record.region.window.lines[0].startswith("    def") for record in records} == {True, False}
    assert any(len(record.diagnostics) > 1 for record in records)
    assert {record.diagnostics[0].source for record in records if record.diagnostics} == {"pytest"}


def test_package(tmp_path: Path) -> None:
    """Only what is pure, not of a never-train name, and new; where it stands or in a file of its own."""
    (tmp_path / "mod.py").write_text(PACKAGE)
    (tmp_path / "copy.py").write_text(PACKAGE.replace("# filler", "# other"))
    with Sandbox() as sandbox:
        maker = Maker(sandbox, Amounts())
        records = list(maker.of_source(Source(tmp_path, "someone/pack", "1", "MIT"), 2))
    heads = {record.region.window.lines[0] for record in records}
    assert {head.split("(")[0] for head in heads} == {"def pad", "def cut"}
    assert maker.rejected["function seen before"] == 2
    assert {record.provenance.licence for record in records} == {"MIT"}
    for record in records:
        assert isinstance(record.region.window, Span)
        assert compile(_mended(record), "x", "exec")


def test_no_number_is_added_to_a_text(tmp_path: Path) -> None:
    """`out[key.upper() + 1]`: whoever breaks code so is no person."""
    source = (
        "def upper(headers: dict) -> dict:\n    out = {}\n    for key in headers:\n"
        "        out[key.upper()] = headers[key]\n    return out\n"
    )
    (tmp_path / "mod.py").write_text("# filler\n" * 20 + source)
    with Sandbox() as sandbox:
        maker = Maker(sandbox, Amounts(per_function=40))
        records = list(maker.of_source(Source(tmp_path, "someone/pack", "1", "MIT"), 2))
    assert records
    assert maker.rejected["computes with what is no number"] > 0
    assert not any("concatenate" in d.message for record in records for d in record.diagnostics)


def test_an_assertion_that_is_shown_fails() -> None:
    """`assert f(2)` would pass where 99 stands for True."""
    for expected, got, fails in (
        ("True", "99", False),
        ("True", "None", True),
        ("False", "None", False),
        ("False", "[1]", True),
        ("None", "0", True),
        ("7", "8", False),
    ):
        assert fails_by_truth(expected, got) == fails
