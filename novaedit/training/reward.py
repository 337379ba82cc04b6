"""What a sampled patch is worth: the gates of the product, judged on a stand-in for the file.

The reward is the number of gates passed, less a little for each line changed beyond what the smallest
passing patch changes: a linter alone would reward deleting code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from novaedit.dataset.example import Example
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, changed_lines
from novaedit.errors import DslError, PatchError
from novaedit.fixer.gates import Subject, Verdict, judge
from novaedit.fixer.tools import FileTools, Workbench
from novaedit.languages import languages
from novaedit.languages.base import Project
from novaedit.model.decoding import confidence, decode
from novaedit.model.runtime import Completion
from novaedit.model.vocabulary import END
from novaedit.patch.apply import minimal_edits
from novaedit.training.standin import stand_in

#: What a line too many costs, in gates.
_REDUNDANT_LINE = 0.1
#: A patch that is the reference, where the gates cannot say as much.
_ALL_GATES = 11


@dataclass(frozen=True, slots=True)
class Judged:
    """A completion (with `<PATCH_END>` if it came that far), and what became of it.

    `edits` is None for what is not the DSL, () for `<NO_EDIT>`; `changed` counts lines removed and
    added; `is_reference` tells whether the patch is the recorded one.
    """

    text: str
    confidence: float
    edits: tuple[Edit, ...] | None
    passed: int = 0
    accepted: bool = False
    is_reference: bool = False
    reward: float = 0.0

    @property
    def changed(self) -> int:
        """Lines removed and added."""
        return changed_lines(self.edits or ())


def judge_all(example: Example, completions: Sequence[Completion]) -> list[Judged]:
    """Each completion with its reward. The patch of `example` must fit. Raises ToolError."""
    with TemporaryDirectory(prefix="novaedit-") as root:
        bench = Bench(example, Path(root))
        judged = [bench.judged(completion) for completion in completions]
    least = min((one.changed for one in judged if one.accepted), default=0)
    return [replace(one, reward=one.passed - _REDUNDANT_LINE * _excess(one, least)) for one in judged]


def _excess(judged: Judged, least: int) -> int:
    return max(0, judged.changed - least) if judged.accepted else 0


class Bench:
    """The stand-in of one example, what the tools say of it, and what its own patch meets there.

    `root` is an empty folder. Raises ToolError, as all its methods do.
    """

    def __init__(self, example: Example, root: Path) -> None:
        self._example, self._text = example, stand_in(example)
        path, language = example.region.path, languages[example.language]
        bench = Workbench(language, Project(root), {path: self._text.encode()})
        self._tools = FileTools(bench, path, has_bom=False)
        self._found = bench.check_all().diagnostics
        self._diagnostic = example.diagnostics[0] if example.diagnostics else None
        lines = example.sparse_lines()
        self._line_count = len(lines)
        self._reference = minimal_edits(example.edits(), lines)
        #: The gates that a patch must pass here; None where the stand-in cannot decide.
        self._needed: frozenset[str] | None = None
        #: Whether the recorded patch passes: of what the stand-in cut in two nothing does.
        self.is_fair = False
        if self._reference:
            verdict = self.verdict(self._reference)
            self.is_fair = verdict.accepted
            if verdict.accepted and "resolved" in _passed(verdict):
                self._needed = _passed(verdict)

    def judged(self, completion: Completion) -> Judged:
        """A completion with all but the cost of its lines."""
        text = completion.text + (END if completion.finished else "")
        chance = confidence(completion)
        try:
            edits = decode(completion, self._example.region, self._line_count)
        except (DslError, PatchError):
            return Judged(text, chance, None)
        if self.is_reference(edits):
            return Judged(text, chance, edits, _ALL_GATES, accepted=True, is_reference=True)
        if not edits or not self._reference:  # it abstains, or should have
            return Judged(text, chance, edits)
        verdict = self.verdict(edits)
        accepted = self.is_as_good(verdict)
        # Passing where nothing is decided is worth no more than the gates that were met.
        return Judged(text, chance, edits, _ALL_GATES if accepted else len(_passed(verdict)), accepted)

    def is_reference(self, edits: tuple[Edit, ...]) -> bool:
        """Whether these are the recorded edits."""
        return edits == self._reference

    def is_as_good(self, verdict: Verdict) -> bool:
        """Whether a patch passed all gates that the recorded one passes; never where those decide nothing."""
        return verdict.accepted and self._needed is not None and self._needed <= _passed(verdict)

    def verdict(self, edits: tuple[Edit, ...]) -> Verdict:
        """What the gates say of a patch."""
        return judge(
            Subject(
                language=self._tools.bench.language,
                path=self._example.region.path,
                before=self._text,
                edits=edits,
                region=self._example.region,
                diagnostic=self._diagnostic,
                origin="model",
                known=self._tools.known(self._found, self._diagnostic),
                diagnose=self._diagnose,
                files=_Alone(self._example.region.path, self._text.encode()),
            )
        )

    def _diagnose(self, text: str) -> tuple[Diagnostic, ...] | None:
        if self._diagnostic is not None and self._diagnostic.source not in ("ruff", "parser"):
            return None  # its tool needs the whole project
        return self._tools.diagnose(text, self._diagnostic)


@dataclass(frozen=True, slots=True)
class _Alone:
    """A tree of one file."""

    path: str
    content: bytes

    def paths(self) -> tuple[str, ...]:
        return (self.path,)

    def read(self, path: str) -> bytes | None:
        return self.content if path == self.path else None


def _passed(verdict: Verdict) -> frozenset[str]:
    return frozenset(gate.name for gate in verdict.gates if gate.outcome == "passed")
