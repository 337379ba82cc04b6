"""Checking whole files of records, in parallel: `novaedit data check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from novaedit.dataset.check import problem_of
from novaedit.dataset.contents import refuses
from novaedit.dataset.example import Example
from novaedit.dataset.fragment import regions
from novaedit.dataset.never import NEVER, NeverList
from novaedit.dataset.proof import Proof, TestResult, prove
from novaedit.dataset.schema import read_record
from novaedit.dataset.split import group_of
from novaedit.dataset.workers import map_local
from novaedit.errors import DataError
from novaedit.languages.python.bulk import known_rules

#: Records that a worker takes at once: enough for one ruff process to be worth its start.
_BATCH = 2000
#: Batches that wait for each worker: a file of any size fits into memory.
_AHEAD = 2


#: What becomes of the tests that records add, one answer a record; None for those that add none.
TryTests = Callable[[Sequence[Example]], list[TestResult | None]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One bad record: `path:line: what`. `id` is the record's own, where it could be read."""

    path: Path
    line: int
    what: str
    id: str | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(slots=True)
class Summary:
    """What was looked at: records in all, bad ones by reason, and how many questions could be decided."""

    records: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    parses: Counter[bool | None] = field(default_factory=Counter)
    resolved: Counter[bool | None] = field(default_factory=Counter)
    tests: Counter[TestResult] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Seen:
    line: int
    what: str | None
    id: str | None = None
    repo: str | None = None
    proof: Proof = field(default_factory=Proof)


def check_files(
    paths: Sequence[Path],
    summary: Summary,
    *,
    never: NeverList = NEVER,
    tools: bool = True,
    try_tests: TryTests | None = None,
    workers: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Finding]:
    """Every bad record of JSONL files, in order; `summary` is filled in on the way.

    A record is bad when it breaks the schema or a rule of `problem_of`, when it is on the never list, when
    the parser or ruff (with `tools`) or its own test (with `try_tests`) disproves it, when its id was there
    before, and when its repository is in `train.jsonl` and in `dev.jsonl`.
    Raises DataError for a file that cannot be read, and ToolError.
    """
    work = partial(_check_batch, never=never, rules=known_rules() if tools else None, try_tests=try_tests)
    crossing = _Crossing()
    for path, batch in map_local(work, _batches(paths), workers, ahead=_AHEAD):
        for seen in batch:
            what = seen.what or crossing.problem(path, seen)
            summary.records += 1
            summary.parses[seen.proof.parses] += 1
            summary.resolved[seen.proof.resolved] += 1
            if seen.proof.test:
                summary.tests[seen.proof.test] += 1
            if what:
                summary.bad[_reason(what)] += 1
                yield Finding(path, seen.line, what, seen.id)
        progress(len(batch))


class _Crossing:
    """What only shows between records: ids that come again, repositories on both sides of the split."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._sides: dict[str, tuple[str, str]] = {}

    def problem(self, path: Path, seen: _Seen) -> str | None:
        """What is wrong with a record that is right by itself, or None."""
        if seen.id is None or seen.repo is None:
            return None
        here = f"{path}:{seen.line}"
        first = self._ids.setdefault(seen.id, here)
        if first != here:
            return f"duplicate of {first}"
        if path.stem in ("train", "dev"):
            side, where = self._sides.setdefault(group_of(seen.repo), (path.stem, here))
            if side != path.stem:
                return f"repository {seen.repo} is also in {side}, at {where}"
        return None


def _reason(what: str) -> str:
    """What can be counted: without the particulars."""
    for name in ("duplicate", "repository", "not JSON"):
        if what.startswith(name) and "never list" not in what:
            return {"repository": "repository in both splits"}.get(name, name)
    return what


def _batches(paths: Iterable[Path]) -> Iterator[tuple[Path, int, list[bytes]]]:
    """(path, number of lines before, lines)."""
    for path in paths:
        try:
            with path.open("rb") as file:
                start, lines = 0, list[bytes]()
                for line in file:
                    lines.append(line)
                    if len(lines) == _BATCH:
                        yield path, start, lines
                        start, lines = start + _BATCH, []
                if lines:
                    yield path, start, lines
        except OSError as error:
            raise DataError(f"{path}: {error.strerror}") from None


def _check_batch(
    batch: tuple[Path, int, list[bytes]],
    never: NeverList,
    rules: frozenset[str] | None,
    try_tests: TryTests | None,
) -> tuple[Path, list[_Seen]]:
    path, start, lines = batch
    seen: list[_Seen] = []
    sound: list[tuple[int, Example]] = []
    for number, line in enumerate(lines, start=start + 1):
        example, what = _read(line)
        if example is None:
            seen.append(_Seen(number, what))
            continue
        what = problem_of(example, never) or _refused(example, never)
        if what is None:
            sound.append((len(seen), example))
        seen.append(_Seen(number, what, example.id, example.provenance.repo))
    for (place, _), proof in zip(sound, _proofs([e for _, e in sound], rules, try_tests), strict=True):
        seen[place] = replace(seen[place], what=proof.problem, proof=proof)
    return path, seen


def _proofs(
    examples: Sequence[Example], rules: frozenset[str] | None, try_tests: TryTests | None
) -> Sequence[Proof]:
    proofs = prove(examples, rules) if rules is not None else [Proof() for _ in examples]
    tests = try_tests(examples) if try_tests is not None else [None] * len(examples)
    return [
        replace(proof, problem=proof.problem or ("test fails" if test == "fails" else None), test=test)
        for proof, test in zip(proofs, tests, strict=True)
    ]


def _read(line: bytes) -> tuple[Example | None, str | None]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None, "not UTF-8"
    return read_record(text) if text.strip() else (None, "empty line")


def _refused(example: Example, never: NeverList) -> str | None:
    sides = [[line for span in spans for line in span.lines] for spans in regions(example)]
    return "content on the never list" if refuses(never, example, sides) else None
