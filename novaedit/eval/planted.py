"""Cases out of a user's own project: mistakes of the synthesiser, the clean file as reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from novaedit.diagnostics import Diagnostic
from novaedit.errors import UsageError
from novaedit.eval.case import Case, Check
from novaedit.synth.draft import Draft, Drafter
from novaedit.synth.findings import Findings
from novaedit.synth.fragments import is_clean
from novaedit.synth.injectors import INJECTORS, group_of
from novaedit.synth.rejected import RejectedError
from novaedit.synth.sources import ordinary_files
from novaedit.synth.trees import folder_tree

#: What one file shows by itself; mistakes in types need the whole project.
_FAMILIES = ("syntax", "names", "lint")
_BATCH = 64
#: Drafts in vain, for each case that is wanted, before a project counts as used up.
_PATIENCE = 40
_MOST_SHOWN = 3


def planted_cases(root: Path, count: int, seed: int) -> list[Case]:
    """Up to `count` cases from the Python files below `root`, repeatable for a seed.

    Only mistakes that our tools report count, each with what they say. Raises UsageError when there is
    no folder or no file that can be used, and ToolError.
    """
    if not root.is_dir():
        raise UsageError(f"{root} is not a folder")
    rng = Random(seed)  # noqa: S311 # repeatable, not secret
    # As the files lie there, whatever their licence: nothing is trained on them.
    files = [file for file in ordinary_files(folder_tree(root.resolve()), rng) if is_clean(file[1])]
    if not files:
        raise UsageError(f"{root} holds no Python file of ordinary size that compiles")
    cases: dict[str, Case] = {}
    for case in _cases(files, rng, count):
        cases.setdefault(case.id, case)
        if len(cases) == count:
            break
    return list(cases.values())


def _cases(files: list[tuple[str, str]], rng: Random, count: int) -> Iterator[Case]:
    injectors = [i for i in INJECTORS.values() if i.family in _FAMILIES and not i.keep_broken]
    drafters = [Drafter(path, text, injectors, rng) for path, text in files]
    numbers: Counter[str] = Counter()
    for _ in range(1 + count * _PATIENCE // _BATCH):
        drafts = [d for d in (rng.choice(drafters).draft() for _ in range(_BATCH)) if d is not None]
        if not drafts:
            return
        findings = Findings(drafts)
        for draft in drafts:
            found = _new(findings, draft)
            if found:
                name = f"{draft.path}:{draft.injector}"
                numbers[name] += 1
                yield _case(draft, found, f"{name}:{numbers[name]}")


def _new(findings: Findings, draft: Draft) -> list[Diagnostic]:
    try:
        return findings.new(draft)
    except RejectedError:
        return []


def _case(draft: Draft, found: list[Diagnostic], name: str) -> Case:
    return Case(
        id=name,
        language="python",
        code=draft.broken,
        check=Check("parse" if draft.family == "syntax" else "diagnostics"),
        file_path=draft.path,
        diagnostics=tuple(found[:_MOST_SHOWN]),
        fixed=draft.clean,
        group=group_of(draft.injector),
    )
