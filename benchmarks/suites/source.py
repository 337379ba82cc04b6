"""Reading the sources of the suites: text files that hold good code, and how each case breaks it.

A line that starts with `### ` is a directive; what follows it, up to the next one, is its text.

    ### module NAME PATH     a regression module: its right code
    ### tests                hidden tests of the module above, for its `pytest` breaks
    ### break TOOL KIND      one case: `-` lines of the right code become `+` lines of the broken one
    ### visible              the failing test that a `pytest` break shows to the tool
    ### item NAME KIND PATH  an edit-lite item: its starting point
    ### ask                  its instruction
    ### answer               its reference answer; `### tests` and `### visible` as above

In a break, each run of `-` lines stands exactly once in the module; `@@` parts two runs. TOOL is who
reports the mistake: `parser`, `ruff`, `mypy`, `pytest`, or `pyre`, which is not run; `none` means that
nothing should be changed, whatever a tool says. For these two, lines that start with `!` give findings:
`! [TOOL] CODE | a part of the line | message`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_MARK = "### "


class SourceError(Exception):
    """A source of the suites that does not follow the format."""


@dataclass(slots=True)
class Draft:
    """One case before any tool has seen it. `tool` is who reports it, or `none` where nothing is wrong.

    `findings` are those of a tool that is not run: code, a part of the line, message.
    """

    name: str
    kind: str
    tool: str
    path: str
    code: str
    fixed: str
    tests: str = ""
    visible: str = ""
    instruction: str = ""
    findings: list[tuple[str, str, str]] = field(default_factory=list)


def read_folder(folder: Path) -> list[Draft]:
    """Every case of the `.txt` files in `folder`, in order. Raises SourceError."""
    drafts = [
        draft for file in sorted(folder.glob("*.txt")) for draft in read_source(file.read_text("utf-8"))
    ]
    counts: dict[str, int] = {}
    for draft in drafts:
        counts[draft.name] = counts.get(draft.name, 0) + 1
        draft.name += f"-{counts[draft.name]}" if counts[draft.name] > 1 else ""
    return drafts


def read_source(text: str) -> Iterator[Draft]:
    """The cases of one source. Raises SourceError."""
    module, draft = Draft("", "", "", "", "", ""), None
    for words, body in _sections(text):
        match words:
            case ["module", name, path]:
                module, draft = Draft(name, "", "", path, "", body), None
            case ["item", name, kind, path]:
                draft = Draft(name, kind, "instruction", path, body, "")
                yield draft
            case ["break", tool, kind]:
                draft = _broken(module, tool, kind, body)
                yield draft
            case ["tests"]:
                (draft or module).tests = body
            case ["visible"] if draft is not None:
                draft.visible = body
            case ["ask"] if draft is not None:
                draft.instruction = " ".join(body.split())
            case ["answer"] if draft is not None:
                draft.fixed = body
            case _:
                raise SourceError(f"no such directive here: {' '.join(words)}")


def _sections(text: str) -> Iterator[tuple[list[str], str]]:
    words: list[str] = []
    rows: list[str] = []
    for row in [*text.split("\n"), _MARK]:
        if row.startswith(_MARK):
            if words:
                yield words, "\n".join(rows).strip("\n") + "\n"
            words, rows = row.removeprefix(_MARK).split(), []
        else:
            rows.append(row)


def _broken(module: Draft, tool: str, kind: str, body: str) -> Draft:
    code = module.fixed
    findings: list[tuple[str, str, str]] = []
    for run in body.split("\n@@\n"):
        rows = run.strip("\n").split("\n")
        old, new = _signed(rows, "-"), _signed(rows, "+")
        if old or new:
            code = _replaced(code, old, new, f"{module.name} {kind}")
        findings += [_finding(row) for row in rows if row.startswith("!")]
    name = f"{module.name}-{kind}"
    tests = module.tests if tool == "pytest" else ""
    fixed = code if tool == "none" else module.fixed
    return Draft(name, kind, tool, module.path, code, fixed, tests, findings=findings)


def _signed(rows: Sequence[str], sign: str) -> list[str]:
    return [row[2:] for row in rows if row.startswith(sign)]


def _finding(row: str) -> tuple[str, str, str]:
    code, part, message = row.removeprefix("! ").split(" | ", 2)
    return code, part, message


def _replaced(code: str, old: Sequence[str], new: Sequence[str], where: str) -> str:
    lines = code.split("\n")
    places = [i for i in range(len(lines)) if old and lines[i : i + len(old)] == list(old)]
    if len(places) != 1:
        raise SourceError(f"{where}: these lines stand {len(places)} times in the module: {old}")
    return "\n".join([*lines[: places[0]], *new, *lines[places[0] + len(old) :]])
