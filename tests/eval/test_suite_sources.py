"""The sources of the suites: how they are read, and that they give the packaged files."""

from __future__ import annotations

import json

import pytest

from benchmarks.suites.build import SUITES, TARGET, VERSIONS, Record, build, render, versions
from benchmarks.suites.failures import finding
from benchmarks.suites.session import Failure
from benchmarks.suites.source import Draft, SourceError, read_source

_MODULE = """\
### module shop shop/prices.py
def net(price):
    return price / 1.19


def gross(price):
    return price * 1.19
### tests
assert True
"""


@pytest.mark.parametrize("suite", SUITES)
def test_the_sources_give_the_packaged_file(suite: str) -> None:
    """To the letter with the tools that it was made with; else all but their words."""
    packaged = (TARGET / f"{suite}.jsonl").read_text("utf-8")
    records = build(suite)
    if versions() == json.loads(VERSIONS.read_text("utf-8")):
        assert render(records) == packaged
    else:
        assert list(map(_wordless, records)) == [_wordless(json.loads(row)) for row in packaged.splitlines()]


def _wordless(record: Record) -> Record:
    return {**record, "diagnostics": None}


def _cases(break_: str) -> list[Draft]:
    return list(read_source(_MODULE + break_))


def test_a_break_replaces_lines() -> None:
    (draft,) = _cases(
        "### break pytest wrong-operator\n-     return price / 1.19\n+     return price - 1.19\n"
    )
    assert draft.code == draft.fixed.replace("/", "-")
    assert (draft.name, draft.path, draft.tests) == ("shop-wrong-operator", "shop/prices.py", "assert True\n")


def test_a_break_may_have_several_runs() -> None:
    body = "- def net(price):\n+ def net(price)\n@@\n- def gross(price):\n+ def gross(price)\n"
    (draft,) = _cases(f"### break parser syntax-two-errors\n{body}")
    assert draft.code == draft.fixed.replace("):", ")")
    assert draft.tests == ""


def test_nothing_is_broken_where_nothing_is_to_be_done() -> None:
    (draft,) = _cases(
        "### break none todo\n- def net(price):\n+ def net(price):  # TODO\n! ruff FIX002 | TODO | Do\n"
    )
    assert draft.code == draft.fixed != _MODULE
    assert draft.findings == [("ruff FIX002", "TODO", "Do")]


@pytest.mark.parametrize("body", ["- def nett(price):\n+ x\n", "+ only new lines\n"])
def test_lines_must_stand_in_the_module_once(body: str) -> None:
    with pytest.raises(SourceError, match="stand 0 times"):
        _cases(f"### break ruff kind\n{body}")


def test_an_unknown_directive_is_refused() -> None:
    with pytest.raises(SourceError, match="no such directive here: fix it"):
        _cases("### fix it\n")


def test_an_item_has_its_parts() -> None:
    text = "### item a fix b.py\nx = 1\n### ask\nMake it\ntwo.\n### answer\nx = 2\n### tests\nassert 1\n"
    (draft,) = read_source(text)
    assert (draft.code, draft.instruction, draft.fixed) == ("x = 1\n", "Make it two.", "x = 2\n")
    assert (draft.tests, draft.kind, draft.path) == ("assert 1\n", "fix", "b.py")


_CODE = "def net(price):\n    return price / 1.19\n\n\ndef gross(price):\n    return price * 1.19\n"
_TESTS = "from prices import gross, net\n\n\ndef test_it():\n    value = gross(1)\n    assert value == 2\n"


def test_a_failure_is_placed_in_the_code() -> None:
    failure = Failure("visible.py", "TypeError", "no number", (("test_0.py", 5), ("prices.py", 6)))
    said = finding(failure, "prices.py", _CODE, _TESTS)
    assert (said.line, said.code, said.message) == (6, "TypeError", "no number")


def test_a_failed_assertion_is_placed_at_the_function_that_its_test_uses() -> None:
    failure = Failure("visible.py", "AssertionError", "assert 1.19 == 2\n  more", (("test_0.py", 6),))
    said = finding(failure, "prices.py", _CODE, _TESTS)
    assert said.line == 5
    assert said.message == "assert 1.19 == 2 more in: assert value == 2"
