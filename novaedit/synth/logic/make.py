"""All records of one package, or of one function of ours."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from novaedit.dataset.example import Example, Provenance
from novaedit.synth.logic.examples import example
from novaedit.synth.logic.inputs import perturbed
from novaedit.synth.logic.library import Entry
from novaedit.synth.logic.never_names import is_never
from novaedit.synth.logic.sandbox import Call, Sandbox
from novaedit.synth.logic.target import Target, mutants, targets
from novaedit.synth.logic.variants import as_method, renamed, with_docstring, without_annotations
from novaedit.synth.module import Module
from novaedit.synth.rejected import RejectedError
from novaedit.synth.sources import Source, files_of

#: Of the variants of our functions so many are methods.
_METHODS = 0.15
_HOLDERS = ("Solution", "Solver", "Tools", "Helper", "Worker", "Calculator", "Utils")
_PATHS = ("{name}.py", "{name}.py", "solution.py", "main.py", "utils.py", "src/{name}.py", "helpers.py")


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many records at most: of a package and each of its functions, of each variant of ours."""

    per_function: int = 10
    per_source: int = 500
    variants: int = 6
    per_variant: int = 16

    def as_json(self) -> dict[str, int]:
        """For the manifest."""
        return {
            "per_function": self.per_function,
            "per_source": self.per_source,
            "variants": self.variants,
            "per_variant": self.per_variant,
        }


@dataclass(slots=True)
class Maker:
    """Runs jobs and counts what made no record; functions that several packages have are taken once."""

    sandbox: Sandbox
    amounts: Amounts
    rejected: Counter[str] = field(default_factory=Counter)
    _seen: set[bytes] = field(default_factory=set)

    def of_source(self, source: Source, seed: int) -> Iterator[Example]:
        """The records of a package: half of the functions where they stand, half in a file of their own."""
        rng = Random(f"{seed} {source.repo} logic")  # noqa: S311 - repeatable, not secret
        count = 0
        for path, text in files_of(source, rng):
            for target in targets(path, text, rng):
                if not self._is_new(target):
                    continue
                if rng.random() < 0.5:
                    target = self._alone(target, rng)
                for made in self._examples(target, source.provenance(path), self.amounts.per_function, rng):
                    yield made
                    count += 1
                if count >= self.amounts.per_source:
                    return

    def of_entry(self, entry: Entry, seed: int) -> Iterator[Example]:
        """The records of a function of ours, in several variants."""
        rng = Random(f"{seed} {entry.name} logic")  # noqa: S311
        for _ in range(self.amounts.variants):
            arguments = perturbed(entry.arguments, rng)
            plain = Target("", entry.name, "", entry.source, "", entry.context, [entry.arguments, arguments])
            yield from self._examples(
                self._variant(plain, rng), entry.provenance, self.amounts.per_variant, rng
            )

    def _is_new(self, target: Target) -> bool:
        digest = hashlib.sha256("".join(target.source.split()).encode()).digest()
        if digest in self._seen:
            self.rejected["function seen before"] += 1
            return False
        self._seen.add(digest)
        return True

    def _variant(self, target: Target, rng: Random) -> Target:
        source, name = target.source, target.name
        if rng.random() < 0.5:
            source = without_annotations(source)
        if rng.random() < 0.75:
            new, text = renamed(source, name, target.context, rng)
            name, source = (name, source) if is_never(new) else (new, text)
        target = replace(target, name=name, source=source)
        manner = rng.random()
        if manner < 0.4:
            calls = self._calls(target)
            shown = rng.sample(calls, min(len(calls), rng.randrange(1, 4)))
            source = with_docstring(source, name, shown, rng)
        elif manner < 0.6:
            source = _without_docstring(source)
        target = replace(target, source=source)
        return self._held(target, rng) if rng.random() < _METHODS else self._alone(target, rng)

    def _calls(self, target: Target) -> list[Call]:
        """Short calls and their results."""
        outcome = self.sandbox.run(target.job([target.source]), 2)
        calls = outcome.calls if outcome else ()
        return [c for c in calls if len(c.arguments) < 50 and len(c.result) < 50]

    def _alone(self, target: Target, rng: Random) -> Target:
        """The function in a short file of its own, with what it needs."""
        before = target.context
        if before:
            before = before.rstrip("\n") + "\n\n\n"
        path = rng.choice(_PATHS).format(name=target.name)
        return replace(target, path=path, before=before, after="")

    def _held(self, target: Target, rng: Random) -> Target:
        """The function as the method of a class."""
        holder = rng.choice(_HOLDERS)
        alone = self._alone(replace(target, source=as_method(target.source, target.name)), rng)
        return replace(alone, before=f"{alone.before}class {holder}:\n", holder=holder)

    def _examples(self, target: Target, provenance: Provenance, most: int, rng: Random) -> Iterator[Example]:
        drawn = mutants(target.source, rng, 2 * most)
        outcome = (
            self.sandbox.run(target.job([text for _, text in drawn]), _distinct(target)) if drawn else None
        )
        if outcome is None:
            self.rejected["function of no use"] += 1
            return
        count = 0
        for (injector, text), wrong in zip(drawn, outcome.wrong, strict=True):
            if count >= most:
                return
            try:
                yield example(target.mutant(text, injector), wrong, outcome, provenance, rng)
                count += 1
            except RejectedError as error:
                self.rejected[str(error)] += 1


def _distinct(target: Target) -> int:
    """A function that only says yes or no has two results."""
    return 2 if "True" in target.source or "bool" in target.source or target.name.startswith("is") else 3


def _without_docstring(source: str) -> str:
    module = Module(source)
    first = module.functions[0].body[0]
    if len(module.functions[0].body) > 1 and module.source(first)[:1] in "\"'":
        return source[: module.starts[first.lineno - 1]] + source[module.starts[first.end_lineno or 0] :]
    return source
