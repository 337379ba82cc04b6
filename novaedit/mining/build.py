"""From a draft to a record: the smallest of the change's edits that pass every gate of the product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.never import NEVER
from novaedit.diagnostics import Diagnostic, finding_key
from novaedit.edits import Region
from novaedit.fixer.gates import judge
from novaedit.languages.base import Files, Language
from novaedit.lines import line_texts
from novaedit.mining.draft import Attempt, Draft, subject_of
from novaedit.mining.findings import Findings
from novaedit.mining.origin import Origin
from novaedit.mining.secrets import looks_secret, names_person
from novaedit.mining.visible import unseen_words
from novaedit.patch.dsl import format_dsl

MAX_DIAGNOSTICS = 3


def build(
    draft: Draft, findings: Findings, language: Language, files: Files, origin: Origin, rejected: Counter[str]
) -> Example | None:
    """The record of a draft, or None and a reason counted in `rejected`."""
    reason = "no attempt"
    for attempt in draft.attempts:
        found = findings.of(draft.pair.change.path, attempt.after)
        if found is None:
            reason = "tools disagree"
            continue
        reason = _not_mended(draft, found)
        if reason:
            continue
        subject = subject_of(
            draft.pair, draft.diagnostic, draft.known, draft.region, attempt.edits, language, files, found
        )
        verdict = judge(subject)
        if not verdict.accepted:
            reason = f"gate {verdict.gates[-1].name}"
            continue
        example = _example(draft, attempt, found, origin)
        reason = problem_of_text(example, draft.pair.before)
        if not reason:
            return example
    rejected[reason] += 1
    return None


def _not_mended(draft: Draft, found: Sequence[Diagnostic]) -> str:
    """What the last two gates would say of a result that parses: the others parse it first, which costs."""
    if draft.diagnostic.is_syntax_error:
        return ""
    key = finding_key(draft.diagnostic)
    if sum(finding_key(d) == key for d in found) >= sum(finding_key(d) == key for d in draft.known):
        return "gate resolved"
    new = Counter(map(finding_key, found)) - Counter(map(finding_key, draft.known))
    return "gate no-new-diagnostics" if new else ""


def problem_of_text(example: Example, code: str) -> str:
    """Why what a record shows of a file, `code`, must not or cannot be learnt from, or ""."""
    if NEVER.refuses_file(example.region.path, code):
        return "file on the never list"
    shown = "\n".join([*(line for span in example.region.spans for line in span.lines), example.patch_dsl])
    if looks_secret(shown):
        return "secret"
    if names_person(shown):
        return "personal data"
    if unseen_words(example.edits(), example.region, example.diagnostics, example.instruction):
        return "the answer cannot be seen"
    return ""


def provenance_of(draft_path: str, commit: str, origin: Origin) -> Provenance:
    """Where a record comes from: the commit is the one that mended it."""
    return Provenance(origin.repo, commit, draft_path, origin.licence)


def _example(draft: Draft, attempt: Attempt, found: Sequence[Diagnostic], origin: Origin) -> Example:
    change = draft.pair.change
    return Example(
        kind="real",
        language="python",
        region=draft.region,
        diagnostics=_mended(draft, found),
        patch_dsl=format_dsl(attempt.edits, line_texts(draft.pair.before)),
        provenance=provenance_of(change.path, change.commit, origin),
        instruction=draft.instruction,
    )


def _mended(draft: Draft, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The draft's finding, and others in sight that the same edits mend."""
    gone = Counter(finding_key(d) for d in draft.known) - Counter(finding_key(d) for d in found)
    first = draft.diagnostic
    gone[finding_key(first)] -= 1
    others = []
    for diagnostic in draft.known:
        key = finding_key(diagnostic)
        if diagnostic is not first and gone[key] > 0 and _is_shown(diagnostic, draft.region):
            gone[key] -= 1
            others.append(diagnostic)
    return (first, *others)[:MAX_DIAGNOSTICS]


def _is_shown(diagnostic: Diagnostic, region: Region) -> bool:
    return any(diagnostic.touches(span.start_line, span.end_line) for span in region.spans)
