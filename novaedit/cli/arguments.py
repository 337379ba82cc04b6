"""What was asked on the command line of `fix`, and which wishes contradict each other."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from novaedit.cli.output.formats import Format
from novaedit.cli.terminal import Colour
from novaedit.errors import UsageError

_RANGE = re.compile(r"(?P<file>.+):(?P<first>\d+)(?:-(?P<last>\d+))?")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The flags of `novaedit fix` as they were given; None means that the configuration decides."""

    paths: tuple[str, ...] = ()
    staged: bool = False
    from_ref: str | None = None
    to_ref: str | None = None
    whole_file: bool = False
    lines: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    diagnostics: Path | None = None
    apply: bool = False
    stage: bool = False
    interactive: bool = False
    check: bool = False
    exit_zero: bool = False
    instruction: str | None = None
    tests: str | None = None
    max_time: float | None = None
    model: str | None = None
    min_confidence: float | None = None
    output_format: Format | None = None
    diff: bool = False
    output_file: Path | None = None
    colour: Colour = "auto"
    verbosity: int = 0

    @property
    def writes(self) -> bool:
        """Whether fixes may be written."""
        return self.apply or self.stage or (self.interactive and not self.diff)

    @property
    def format(self) -> Format:
        """The wanted output format."""
        return self.output_format or ("diff" if self.diff else "text")

    @property
    def has_refs(self) -> bool:
        """Whether a range of commits was named."""
        return self.from_ref is not None or self.to_ref is not None


def check_arguments(arguments: Arguments) -> None:
    """Raise UsageError when two flags contradict each other or a value cannot be meant."""
    for holds, sentence in _contradictions(arguments):
        if holds:
            raise UsageError(sentence)
    for name, number, top in (
        ("--min-confidence", arguments.min_confidence, 1.0),
        ("--max-time", arguments.max_time, None),
    ):
        _check_number(name, number, top)
    for text in arguments.lines:
        parse_lines(text)


def parse_lines(text: str) -> tuple[str, int, int]:
    """Read `FILE:A-B` or `FILE:A` into (file, first, last). Raises UsageError."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise UsageError(f"--lines wants FILE:A-B, not {text!r}")
    first = int(match["first"])
    last = int(match["last"] or first)
    if first < 1 or last < first:
        raise UsageError(f"--lines {text}: there are no such lines, they count from 1 upwards")
    return match["file"], first, last


def split_command(text: str) -> tuple[str, ...]:
    """Split a --tests command into words as a shell would. Raises UsageError."""
    try:
        parts = tuple(shlex.split(text))
    except ValueError as error:
        raise UsageError(f"--tests: {error}") from None
    if not parts:
        raise UsageError("--tests: the command is empty")
    return parts


def _contradictions(a: Arguments) -> list[tuple[bool, str]]:
    writes = a.apply or a.stage
    return [
        (a.staged and a.has_refs, "--staged and --from-ref/--to-ref exclude each other"),
        (a.to_ref is not None and a.from_ref is None, "--to-ref needs --from-ref"),
        (bool(a.lines and a.paths), "--lines names its files itself: leave the PATHS out"),
        (bool(a.lines) and a.has_refs, "--lines selects from files as they are now: leave the refs out"),
        (a.stage and not a.staged, "--stage needs --staged: only staged content can be fixed in the index"),
        (a.check and (writes or a.interactive), "--check writes nothing: leave --apply, --stage and -i out"),
        (a.check and a.format == "diff", "--check shows no patch and --diff only that: choose one"),
        (a.diff and writes, "--diff only prints; to write and print use --apply --output-format diff"),
        (a.diff and a.output_format not in (None, "diff"), "--diff and --output-format exclude each other"),
        (a.instruction is not None and not a.instruction.strip(), "--instruction is empty"),
    ]


def _check_number(name: str, number: float | None, top: float | None) -> None:
    if number is None:
        return
    if top is not None and not 0 <= number <= top:
        raise UsageError(f"{name} must be from 0 to {top:g}")
    if top is None and not 0 < number < float("inf"):
        raise UsageError(f"{name} must be a number of seconds above 0")
