"""The flags of `novaedit fix`: name, type and help of each, once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.output.formats import Format
from novaedit.cli.terminal import Colour

_SCOPE, _SAY, _WRITE, _MODEL = "What to look at", "What to print", "What to do with fixes", "How to fix"

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="Files or folders to check as a whole; with --staged or refs: only the changes in these.",
        show_default=False,
    ),
]
Staged = Annotated[bool, typer.Option("--staged", help="The staged changes.", rich_help_panel=_SCOPE)]
FromRef = Annotated[
    str | None,
    typer.Option("--from-ref", metavar="REF", help="The changes since REF.", rich_help_panel=_SCOPE),
]
ToRef = Annotated[
    str | None,
    typer.Option("--to-ref", metavar="REF", help="The changes up to REF; HEAD if absent.", rich_help_panel=_SCOPE),
]
WholeFile = Annotated[
    bool,
    typer.Option("--whole-file", help="Changed files as a whole, not only their changes.", rich_help_panel=_SCOPE),
]
Lines = Annotated[
    list[str] | None,
    typer.Option("--lines", metavar="FILE:A-B", help="Only these lines; repeatable.", rich_help_panel=_SCOPE),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Only codes that start so.", rich_help_panel=_SCOPE),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="No codes that start so.", rich_help_panel=_SCOPE),
]
Diagnostics = Annotated[
    Path | None,
    typer.Option(
        "--diagnostics",
        metavar="FILE",
        help="Fix these findings too: SARIF, rdjson, or JSON of ruff, mypy or pyright.",
        rich_help_panel=_SCOPE,
    ),
]
Apply = Annotated[bool, typer.Option("--apply", help="Write the working tree.", rich_help_panel=_WRITE)]
Stage = Annotated[
    bool, typer.Option("--stage", help="Write the index too; needs --staged.", rich_help_panel=_WRITE)
]
Interactive = Annotated[
    bool,
    typer.Option("--interactive", "-i", help="Ask before each fix, write what you accept.", rich_help_panel=_WRITE),
]
Check = Annotated[
    bool, typer.Option("--check", help="Write and show no patch, only say what is wrong.", rich_help_panel=_WRITE)
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit 0 where it would be 1.", rich_help_panel=_WRITE)
]
Instruction = Annotated[
    str | None,
    typer.Option("--instruction", metavar="TEXT", help="Say what to change.", rich_help_panel=_MODEL),
]
Tests = Annotated[
    str | None,
    typer.Option("--tests", metavar="CMD", help="A fix must keep this command passing.", rich_help_panel=_MODEL),
]
MaxTime = Annotated[
    float | None,
    typer.Option("--max-time", metavar="SECONDS", help="Time for the whole run.", rich_help_panel=_MODEL),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="mini, base, none, or a folder.", rich_help_panel=_MODEL),
]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="0..1", help="Offer no fix below this.", rich_help_panel=_MODEL),
]
OutputFormat = Annotated[
    Format | None, typer.Option("--output-format", help="Format of the result.", rich_help_panel=_SAY)
]
Diff = Annotated[bool, typer.Option("--diff", help="Only the patch, for git apply.", rich_help_panel=_SAY)]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output-file", metavar="FILE", help="Write the result there.", rich_help_panel=_SAY),
]
Color = Annotated[Colour, typer.Option("--color", help="When to use colour.", rich_help_panel=_SAY)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No remarks on stderr.", rich_help_panel=_SAY)]
Verbose = Annotated[
    int, typer.Option("--verbose", "-v", count=True, help="More detail.", rich_help_panel=_SAY)
]
