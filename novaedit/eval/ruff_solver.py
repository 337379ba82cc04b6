"""The solver `ruff`: what `ruff check --fix` makes of a case, with the rules that the case is about."""

from __future__ import annotations

import time

from novaedit.eval.case import Case
from novaedit.eval.prediction import CandidateFile, Prediction
from novaedit.eval.solving.project import configuration, path_of
from novaedit.eval.workshop import Workshop
from novaedit.languages import languages
from novaedit.languages.base import Project
from novaedit.languages.python.environment import ruff_command
from novaedit.process import run


class RuffSolver:
    """Runs ruff once a case; it takes what it does not fix for abstained."""

    name = "ruff"

    def __init__(self) -> None:
        self._workshop = Workshop()

    def solve(self, case: Case) -> Prediction:
        """The code after ruff's safe fixes. Raises ToolError without ruff."""
        began = time.monotonic()
        if case.language != "python":
            return Prediction(case.id, None, 0.0, 0.0, note=f"ruff does not read {case.language}")
        root = self._workshop.cleared()
        path = path_of(case, languages["python"])
        (root / "ruff.toml").write_bytes(configuration(case.diagnostics)["ruff.toml"])
        command = [ruff_command(Project(root)), "check", "--fix", "--no-cache", "--quiet", "--exit-zero"]
        done = run(
            [*command, "--stdin-filename", path, "-"], cwd=root, input=case.code.encode("utf-8", "replace")
        )
        code = done.stdout.decode("utf-8", "replace")
        seconds = time.monotonic() - began
        if not code or code == case.code:
            return Prediction(case.id, None, 0.0, seconds, note="ruff has no safe fix")
        return Prediction(case.id, code, 1.0, seconds, (CandidateFile(code, 1.0),))

    def close(self) -> None:
        """Remove its folder."""
        self._workshop.close()
