"""Who answers the cases: our own pipeline, or something to compare it with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from novaedit.errors import UsageError
from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.solving.search import Effort
from novaedit.eval.solving.solver import NovaEditSolver, Solver

#: Name -> what it is.
SOLVERS = {
    "novaedit": "the pipeline of `novaedit fix`; novaedit:MODEL names a model, novaedit:none none",
    "ruff": "ruff's own safe fixes (ruff check --fix)",
    "prompted": "the base model without our training, asked in plain words to rewrite the file",
    "replay": "replay:FILE answers with the predictions of a file",
}
NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class SolverChoice:
    """A solver as the command names it; called in each process to make one. `threads` are for each."""

    kind: str
    argument: str | None
    sandbox: Sandbox
    effort: Effort = field(default_factory=Effort)
    threads: int | None = None

    @property
    def name(self) -> str:
        """What predictions say of where they come from."""
        if self.kind == "novaedit":
            return f"novaedit:{self.argument or _default_model()}"
        return self.kind if self.argument is None else f"{self.kind}:{self.argument}"

    @property
    def least_confidence(self) -> float | None:
        """The confidence below which `novaedit fix` would not offer what the model says; None without one."""
        if self.kind != "novaedit" or self.argument == NO_MODEL:
            return None
        from novaedit.errors import ModelError
        from novaedit.model.store import find_model

        try:
            return find_model(self.argument).manifest.min_confidence
        except ModelError:
            return None  # a checkpoint in training says nothing of that

    def __call__(self) -> Solver:
        """The solver. Raises ModelError, UsageError and DataError."""
        if self.kind == "novaedit":
            return self._novaedit()
        if self.kind == "ruff":
            from novaedit.eval.ruff_solver import RuffSolver

            return RuffSolver()
        if self.kind == "replay":
            from novaedit.eval.replay_solver import ReplaySolver

            return ReplaySolver(Path(self.argument or ""))
        from novaedit.eval.prompted_solver import open_prompted

        return open_prompted(self.threads)

    def _novaedit(self) -> Solver:
        if self.argument == NO_MODEL:
            return NovaEditSolver(None, self.sandbox, self.effort, self.name)
        from novaedit.model.loading import open_model

        runtime = open_model(self.argument, threads=self.threads)
        runtime.greedy("\n", max_tokens=1)  # loads it now, and not in the time of the first case
        return NovaEditSolver(runtime, self.sandbox, self.effort, self.name)


def choose(
    text: str, model: str | None, sandbox: Sandbox, effort: Effort, threads: int | None = None
) -> SolverChoice:
    """The solver that `text` names. Raises UsageError when there is none, or a file or model too many."""
    kind, _, argument = text.partition(":")
    if kind not in SOLVERS:
        raise UsageError(f"no such solver: {text!r} (there are {', '.join(SOLVERS)})")
    if kind == "replay" and not argument:
        raise UsageError("replay needs a file of predictions: replay:FILE")
    if kind in ("ruff", "prompted") and argument:
        raise UsageError(f"{kind} takes nothing after a colon")
    if model is not None and kind != "novaedit":
        raise UsageError(f"--model is for the solver novaedit, not for {kind}")
    return SolverChoice(kind, argument or model, sandbox, effort, threads)


def _default_model() -> str:
    from novaedit.model.store import find_model

    return find_model().name
