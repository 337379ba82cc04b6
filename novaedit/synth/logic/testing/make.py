"""All tests of one package, or of one file of our functions: drafts, trials, ruff, records."""

from __future__ import annotations

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import new_findings
from novaedit.edits import Region
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.regions import selected_region
from novaedit.lines import line_texts
from novaedit.patch.dsl import format_dsl
from novaedit.synth.build import check_size
from novaedit.synth.logic.inputs import perturbed
from novaedit.synth.logic.library import Entry
from novaedit.synth.logic.sandbox import Job, Sandbox
from novaedit.synth.logic.target import Target, targets
from novaedit.synth.logic.testing.arguments import calls
from novaedit.synth.logic.testing.draft import Draft, drafts
from novaedit.synth.logic.testing.mentioned import examples
from novaedit.synth.logic.testing.subject import subject_of
from novaedit.synth.rejected import RejectedError
from novaedit.synth.sources import Source, files_of

#: A body of one line is worth a test too.
_LEAST_LINES = 2
#: What makes sets, beside braces; views of keys make some too.
_SETS = re.compile(r"\b(?:set|frozenset|keys|items)\b")
#: What a careful project asks of tests, beside what any linter finds.
RULES = (
    *("F", "E", "W", "I", "B", "C4", "SIM", "PLR0133"),
    *("PT006", "PT007", "PT010", "PT012", "PT014", "PT015", "PT018"),
)


@dataclass(frozen=True, slots=True)
class Proven:
    """A draft whose test passes on the function and fails on a mutant of it; what is shown of its file."""

    draft: Draft
    region: Region
    provenance: Provenance


@dataclass(slots=True)
class FunctionTester:
    """Makes tests of functions and counts what came to nothing; a function is taken once.

    In the `others` sets come in another order: a test must pass there too.
    """

    sandbox: Sandbox
    per_function: int
    others: Sequence[Sandbox] = ()
    rejected: Counter[str] = field(default_factory=Counter)
    _seen: set[bytes] = field(default_factory=set)

    def of_source(self, source: Source, most: int, seed: int) -> Iterator[Proven]:
        """The proven tests of a package, `most` of them or a few more."""
        rng = Random(f"{seed} {source.repo} tests")  # noqa: S311 - repeatable, not secret
        count = 0
        for path, text in files_of(source, rng):
            for target in targets(path, text, rng, _LEAST_LINES):
                node = ast.parse(target.source).body[0]
                written = examples(node) if isinstance(node, ast.FunctionDef) else []
                groups = calls(node, rng) if isinstance(node, ast.FunctionDef) else []
                if written and not groups:
                    groups = [perturbed(written, rng)]
                if not groups:
                    self.rejected["function: takes who knows what"] += 1
                    continue
                target = replace(target, groups=groups)
                for one in self._of_target(target, text, written, source.provenance(path), rng):
                    yield one
                    count += 1
            if count >= most:
                return

    def of_entry(self, entry: Entry, seed: int) -> Iterator[Proven]:
        """The proven tests of a function of ours."""
        rng = Random(f"{seed} {entry.name} tests")  # noqa: S311
        more = perturbed(entry.arguments, rng)
        target = Target(f"{entry.name}.py", entry.name, "", entry.source, "", entry.context, [more])
        yield from self._of_target(
            target, entry.context + entry.source, entry.arguments, entry.provenance, rng
        )

    def _of_target(
        self, target: Target, text: str, given: Sequence[str], provenance: Provenance, rng: Random
    ) -> Iterator[Proven]:
        try:
            self._note(target)
            subject, job = subject_of(target, text, given, self.sandbox, rng)
        except RejectedError as error:
            self.rejected[f"function: {error}"] += 1
            return
        for draft in drafts(subject, self.per_function, rng):
            region = selected_region(draft.before, draft.path, draft.first, draft.last)
            try:
                check_size(region, rng)
                self._try(draft, job)
                yield Proven(draft, region, provenance)
            except RejectedError as error:
                self.rejected[f"test: {error}"] += 1

    def _note(self, target: Target) -> None:
        digest = hashlib.sha256("".join(target.source.split()).encode()).digest()
        if digest in self._seen:
            raise RejectedError("seen before")
        self._seen.add(digest)

    def _try(self, draft: Draft, job: Job) -> None:
        trials = self.sandbox.trials(job, [draft.whole, draft.test])
        if not trials:
            raise RejectedError("the sandbox came to harm")
        whole, new = trials
        if whole[0] is not None or new[0] is not None:
            raise RejectedError("fails on the function")
        if not any(new[1:]):
            raise RejectedError("catches no mutant")
        clean = replace(job, mutants=[])
        others = self.others if _has_sets(f"{job.context}\n{job.source}\n{draft.whole}") else ()
        if any(other.trials(clean, [draft.whole]) != [[None]] for other in others):
            raise RejectedError("depends on the order of sets")


def _has_sets(text: str) -> bool:
    """Whether there is anything in a text that may be in another order in another process."""
    sets = (ast.Set, ast.SetComp)
    return bool(_SETS.search(text)) or any(isinstance(node, sets) for node in ast.walk(ast.parse(text)))


def records(proven: Sequence[Proven], rejected: Counter[str]) -> Iterator[Example]:
    """The records of proven tests in which ruff finds nothing new. Raises ToolError."""
    files = [(one.draft.path, text) for one in proven for text in (one.draft.before, one.draft.after)]
    found = ruff_on(files, RULES) if files else []
    for number, one in enumerate(proven):
        draft = one.draft
        before, after = found[2 * number : 2 * number + 2]
        try:
            if before is None or after is None or new_findings(before, after, draft.before, draft.after):
                raise RejectedError("ruff finds more afterwards")
            yield _record(one)
        except RejectedError as error:
            rejected[f"test: {error}"] += 1


def _record(one: Proven) -> Example:
    draft = one.draft
    return Example(
        kind="tests",
        language="python",
        region=one.region,
        diagnostics=(),
        patch_dsl=format_dsl(draft.edits, line_texts(draft.before)),
        provenance=one.provenance,
        instruction=draft.wanted,
        injector=f"test-{draft.way}",
    )
