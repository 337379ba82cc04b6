"""The words after `fix` as Arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.cli.arguments import Arguments
from novaedit.cli.flags import EXAMPLES
from novaedit.cli.parsing import parse_fix
from novaedit.errors import UsageError


def test_nothing_is_the_default() -> None:
    assert parse_fix([]) == Arguments()


def test_flags_and_paths_in_any_order() -> None:
    parsed = parse_fix(
        [
            "a.py",
            "--apply",
            "b.py",
            "--select",
            "F",
            "--select",
            "E1,E2",
            "--max-time",
            "3",
            "--output-file",
            "o.json",
            "-v",
            "-v",
            "--color",
            "never",
        ]
    )
    assert parsed == Arguments(
        paths=("a.py", "b.py"),
        apply=True,
        select=("F", "E1,E2"),
        max_time=3.0,
        output_file=Path("o.json"),
        verbosity=2,
        colour="never",
    )


def test_after_two_dashes_everything_is_a_path() -> None:
    parsed = parse_fix(["--staged", "--", "-dash.py"])
    assert parsed is not None
    assert parsed.paths == ("-dash.py",)


def test_help_wins() -> None:
    assert parse_fix(["-h", "--staged"]) is None


def test_quiet() -> None:
    parsed = parse_fix(["-q"])
    assert parsed is not None
    assert parsed.verbosity == -1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--stag"], "--stag"),
        (["--max-time", "soon"], "--max-time: invalid float value: 'soon'"),
        (["--output-format", "xml"], "--output-format: invalid choice: 'xml'"),
        (["--lines"], "--lines: expected one argument"),
        (["-q", "-v"], "not allowed with"),
    ],
)
def test_mistakes_are_one_sentence(words: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        parse_fix(words)
    assert str(caught.value).endswith("(see `novaedit fix --help`)")


@pytest.mark.parametrize("example", [command for command, _ in EXAMPLES])
def test_every_example_parses(example: str) -> None:
    import shlex

    words = shlex.split(example.partition(" | ")[0])
    assert words[:2] == ["novaedit", "fix"]
    assert parse_fix(words[2:]) is not None
