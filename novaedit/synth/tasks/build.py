"""From drafts of tasks to records: what is proven to lead back to the code as it is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.guessable import is_guessable
from novaedit.diagnostics import Diagnostic, new_findings
from novaedit.edits import Edit, Region, changed_lines
from novaedit.languages.python.adapter import PythonLanguage
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.regions import selected_region
from novaedit.languages.python.syntax import parse
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.patch.dsl import format_dsl
from novaedit.synth.build import check_size
from novaedit.synth.rejected import RejectedError
from novaedit.synth.tasks import TASKS
from novaedit.synth.tasks.draft import TaskDraft, is_local

#: Every rule that some task's bad form breaks, and the ones that a slip of ours would break.
TASK_RULES = (*sorted({rule for task in TASKS.values() for rule in task.rules}), "F")

_MAX_CHANGED_LINES = 16
#: Of the drafts that ruff finds, so many show the finding and so many are asked for in words; the rest both.
_FINDING_ONLY = 0.5
_WORDS_ONLY = 0.3
_BEFORE = 14
_METHODS = frozenset(name for kind in (str, list, dict, set, bytes) for name in dir(kind) if name[0] != "_")
_WORD = re.compile(r"[^\W\d]\w*")
#: Where a word of a wish goes in an instruction.
_PLACE = re.compile(r"\{(\w+)\}")

ProvenanceOf = Callable[[str], Provenance]


def task_examples(
    drafts: Sequence[TaskDraft], provenance_of: ProvenanceOf, rng: Random, rejected: Counter[str]
) -> Iterator[Example]:
    """The records of the drafts that hold; the others are counted by reason. Raises ToolError."""
    texts = {draft.path: draft.clean for draft in drafts}
    found = ruff_on([*texts.items(), *((draft.path, draft.broken) for draft in drafts)], TASK_RULES)
    clean = dict(zip(texts, found, strict=False))
    for draft, broken in zip(drafts, found[len(texts) :], strict=True):
        try:
            shown = _prove(draft, clean[draft.path], broken)
            yield _build(draft, shown, provenance_of(draft.path), rng)
        except RejectedError as error:
            rejected[f"task: {error}"] += 1


def _prove(
    draft: TaskDraft, clean: Sequence[Diagnostic] | None, broken: Sequence[Diagnostic] | None
) -> list[Diagnostic]:
    """What ruff says of the bad form only. Raises RejectedError when the good form is none."""
    if parse(draft.broken, draft.path) is not None or not is_local(draft):
        raise RejectedError("not the change that was meant")
    if clean is None or broken is None:
        raise RejectedError("a tool stopped")
    if new_findings(broken, clean, draft.broken, draft.clean):
        raise RejectedError("ruff finds more afterwards")
    new = new_findings(clean, broken, draft.clean, draft.broken)
    return [d for d in new if d.code in draft.task.rules]


def _build(draft: TaskDraft, shown: Sequence[Diagnostic], provenance: Provenance, rng: Random) -> Example:
    edits = _edits(draft)
    # What ruff mends by itself the model is never asked about, unless in words.
    first = next((d for d in shown if d.fix is None), None)
    chance = rng.random()
    instruction: str | None = _instruction(draft, rng)
    region = _selected(draft, edits, rng)
    if first is not None and chance > _WORDS_ONLY:
        around = PythonLanguage().region(draft.broken, replace(first, path=draft.path))
        region = around if around.covers(edits) else region
        instruction = None if chance > 1 - _FINDING_ONLY else instruction
    else:
        first = None
    check_size(region, rng)
    if not region.covers(edits):
        raise RejectedError("change outside the region")
    diagnostics = () if first is None else (replace(first, path=draft.path, fix=None),)
    known = _METHODS | set(_WORD.findall(instruction or "")) | _local_names(draft)
    if draft.task.known:
        known |= set(_WORD.findall(draft.task.good))
    if not is_guessable(edits, draft.broken, region, diagnostics, known):
        raise RejectedError("the answer cannot be seen")
    return Example(
        kind=draft.task.kind,
        language="python",
        region=region,
        diagnostics=diagnostics,
        patch_dsl=format_dsl(edits, line_texts(draft.broken)),
        provenance=provenance,
        instruction=instruction,
        injector=draft.task.name,
    )


def _edits(draft: TaskDraft) -> tuple[Edit, ...]:
    edits = diff_edits(draft.broken, draft.clean)
    if not edits or apply_edits(draft.broken, edits) != draft.clean:
        raise RejectedError("reverse patch is not exact")
    if changed_lines(edits) > _MAX_CHANGED_LINES:
        raise RejectedError("change too large")
    return edits


def _instruction(draft: TaskDraft, rng: Random) -> str:
    words = {**draft.words, **({"name": draft.name} if draft.name else {})}
    # All that has to be said, and nothing that is not known.
    wordings = [
        text
        for text in draft.task.instructions
        if draft.words.keys() <= set(_PLACE.findall(text)) <= words.keys()
    ]
    if not wordings:
        raise RejectedError("nothing to say it with")
    text = rng.choice(wordings)
    if rng.random() < 0.25:
        text = text[0].lower() + text[1:].removesuffix(".")
    return _PLACE.sub(lambda place: words[place[1]], text)


def _selected(draft: TaskDraft, edits: Sequence[Edit], rng: Random) -> Region:
    """The lines that somebody would mark: those at stake, and often the function from its header on."""
    if draft.task.whole_function and draft.name:
        return selected_region(draft.broken, draft.path, draft.first_line, draft.last_line)
    first, last = edits[0].start_line, max(edits[-1].end_line, edits[-1].start_line)
    is_near = 0 < draft.first_line <= first <= draft.first_line + _BEFORE
    if is_near and rng.random() < 0.7:
        first = draft.first_line
    else:
        # What stands before it tells what a line is good for.
        first -= 1 + rng.randrange(3)
    return selected_region(draft.broken, draft.path, first, last + rng.randrange(3))


def _local_names(draft: TaskDraft) -> set[str]:
    """Variables of a body that is to be written: any name would do for them."""
    if draft.task.kind != "docstring":
        return set()
    function = next(
        node
        for node in ast.walk(ast.parse(draft.clean))
        if isinstance(node, ast.FunctionDef)
        and min([node.lineno, *(d.lineno for d in node.decorator_list)]) == draft.first_line
    )
    return {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
