"""The flags of `novaedit fix`: name, meaning and help of each, once, for the parser and for `--help`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from novaedit.cli.output.formats import FORMATS

_SWITCH: Mapping[str, Any] = MappingProxyType({"action": "store_true"})


class Flag(NamedTuple):
    """One flag: its names, its help, what stands for its value (a switch has none), argparse's keywords."""

    names: tuple[str, ...]
    help: str
    metavar: str = ""
    keywords: Mapping[str, Any] = _SWITCH


def _value(name: str, metavar: str, help: str, **keywords: object) -> Flag:
    return Flag((name,), help, metavar, keywords)


PATHS = "Files or folders to check as a whole; with --staged or refs, only the changes in these."

GROUPS: Mapping[str, tuple[Flag, ...]] = {
    "What to look at": (
        Flag(("--staged",), "The staged changes."),
        _value("--from-ref", "REF", "The changes since REF."),
        _value("--to-ref", "REF", "The changes up to REF; HEAD if left out."),
        Flag(("--whole-file",), "Changed files as a whole, not only their changed lines."),
        _value("--lines", "FILE:A-B", "Only these lines; repeatable.", action="append"),
        _value("--select", "CODES", "Only codes that start so; repeatable, or with commas.", action="append"),
        _value("--ignore", "CODES", "No codes that start so; repeatable, or with commas.", action="append"),
        _value(
            "--diagnostics",
            "FILE",
            "Fix these findings too: SARIF, rdjson, or JSON of ruff, mypy or pyright.",
            type=Path,
        ),
    ),
    "What to do with fixes": (
        Flag(("--apply",), "Write the working tree."),
        Flag(("--stage",), "Write the index too; goes with --staged."),
        Flag(("--interactive", "-i"), "Ask before each fix and write what you accept."),
        Flag(("--check",), "Write nothing and show no patch, only say what is wrong."),
        Flag(("--exit-zero",), "Exit 0 where it would be 1."),
    ),
    "How to fix": (
        _value("--instruction", "TEXT", "Say what to change."),
        _value("--tests", "CMD", "A fix must leave this command passing."),
        _value("--max-time", "SECONDS", "Time for the whole run; 60 by default.", type=float),
        _value("--model", "NAME", "mini, base, none, or the folder of a model."),
        _value("--min-confidence", "0..1", "Offer no fix below this.", type=float),
    ),
    "What to print": (
        _value(
            "--output-format", "|".join(FORMATS), "Format of the result; text by default.", choices=FORMATS
        ),
        Flag(("--diff",), "Only the patch, as `git apply` takes it."),
        _value("--output-file", "FILE", "Write the result there.", type=Path),
        _value(
            "--color",
            "auto|always|never",
            "When to use colour.",
            choices=("auto", "always", "never"),
            default="auto",
            dest="colour",
        ),
        Flag(
            ("--quiet", "-q"),
            "No remarks on stderr.",
            keywords={"action": "store_const", "const": -1, "dest": "verbosity", "default": 0},
        ),
        Flag(
            ("--verbose", "-v"),
            "More detail.",
            keywords={"action": "count", "dest": "verbosity", "default": 0},
        ),
        Flag(("--help", "-h"), "Show this help."),
    ),
}

#: What people do with the command: shown by `--help`, and run by the tests.
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("novaedit fix", "the changes since HEAD"),
    ("novaedit fix --staged", "what the next commit holds"),
    ("novaedit fix --apply src/app.py", "a whole file, and write it"),
    ("novaedit fix -i", "ask before each fix"),
    ("novaedit fix --diff | git apply", "only the patch"),
    ("novaedit fix --from-ref origin/main --output-format sarif", "a branch, for code scanning"),
    ('novaedit fix --lines app.py:10-20 --instruction "use a dict"', "a selected region"),
)

EXIT_CODES: tuple[tuple[str, str], ...] = (
    ("0", "nothing is left to do"),
    ("1", "diagnostics remain, or a patch is offered"),
    ("2", "usage, configuration, git or a tool failed"),
    ("130", "interrupted"),
)
