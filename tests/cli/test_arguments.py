"""Flags that contradict each other are refused with a sentence that names them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.cli.arguments import Arguments, check_arguments, parse_lines, split_command
from novaedit.errors import UsageError


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (Arguments(staged=True, from_ref="a"), "--staged and --from-ref/--to-ref exclude"),
        (Arguments(to_ref="a"), "--to-ref needs --from-ref"),
        (Arguments(lines=("a.py:1-2",), paths=("a.py",)), "leave the PATHS out"),
        (Arguments(lines=("a.py:1-2",), from_ref="a"), "leave the refs out"),
        (Arguments(stage=True), "--stage needs --staged"),
        (Arguments(check=True, apply=True), "--check writes nothing"),
        (Arguments(check=True, interactive=True), "--check writes nothing"),
        (Arguments(check=True, diff=True), "choose one"),
        (Arguments(check=True, output_format="diff"), "choose one"),
        (Arguments(diff=True, apply=True), "--diff only prints"),
        (Arguments(diff=True, output_format="json"), "--diff and --output-format exclude"),
        (Arguments(instruction=" "), "--instruction is empty"),
        (Arguments(min_confidence=1.5), "--min-confidence must be from 0 to 1"),
        (Arguments(min_confidence=float("nan")), "--min-confidence must be from 0 to 1"),
        (Arguments(max_time=0), "--max-time must be a number of seconds above 0"),
        (Arguments(max_time=float("inf")), "--max-time must be"),
        (Arguments(lines=("a.py",)), "--lines wants FILE:A-B, not 'a.py'"),
        (Arguments(lines=("a.py:3-2",)), "no such lines"),
        (Arguments(lines=("a.py:0-2",)), "no such lines"),
    ],
)
def test_contradictions(arguments: Arguments, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check_arguments(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        Arguments(),
        Arguments(paths=("a.py",), staged=True),
        Arguments(from_ref="main", to_ref="HEAD", apply=True),
        Arguments(staged=True, stage=True, apply=True),
        Arguments(apply=True, output_format="diff"),
        Arguments(diff=True, output_format="diff"),
        Arguments(interactive=True, diff=True),
        Arguments(lines=("a.py:1-2", "C:\\b.py:4"), staged=True),
    ],
)
def test_what_goes_together(arguments: Arguments) -> None:
    check_arguments(arguments)


def test_parse_lines() -> None:
    assert parse_lines("a:b.py:3-5") == ("a:b.py", 3, 5)
    assert parse_lines("a.py:7") == ("a.py", 7, 7)


def test_split_command() -> None:
    assert split_command("pytest -k 'a b'") == ("pytest", "-k", "a b")
    for text in ("", "a 'b"):
        with pytest.raises(UsageError, match="--tests"):
            split_command(text)


def test_interactive_writes_unless_only_the_patch_is_wanted() -> None:
    assert Arguments(interactive=True).writes
    assert not Arguments(interactive=True, diff=True).writes
    assert not replace(Arguments(), staged=True).writes
