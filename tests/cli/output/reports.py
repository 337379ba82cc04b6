"""Hand-built reports: real contents, real edits, so that every format can be checked against them."""

from __future__ import annotations

from novaedit.cli.output.positions import edited
from novaedit.cli.output.view import View
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Candidate, Edit, Fix, GateResult, Origin, Patch
from novaedit.fixer.report import Attempt, FileReport, Report, Resolved, Unfixed
from novaedit.patch.unified import FileChange, blob_id
from novaedit.repository.snapshot import SkippedFile

APP = "import os\nimport sys\n\n\ndef f(x):\n    return y  # é\n\n\nprint(f(1), zz)\n".encode()
UNUSED = Diagnostic("ruff", "F401", "`os` imported but unused", "src/app.py", 1, 8, 1, 10)
UNDEFINED = Diagnostic("ruff", "F821", "Undefined name `y`", "src/app.py", 6, 12, 6, 13)
LEFT = Diagnostic("ruff", "F821", "Undefined name `zz`", "src/app.py", 9, 13, 9, 15)
BROKEN = Diagnostic("parser", "syntax", "'(' was never closed", "src/é b.py", 1, 6)


def make_fix(path: str, content: bytes, edits: tuple[Edit, ...], origin: Origin = "model") -> Fix:
    """A fix of `content` with two gates, one of them not applicable."""
    candidate = Candidate(Patch(path, blob_id(content), edits), origin, 0.91, -0.2)
    return Fix(candidate, (GateResult("applies", "passed"), GateResult("tests", "not-applicable")))


def make_file(
    path: str, content: bytes, resolved: tuple[Resolved, ...] = (), unfixed: tuple[Unfixed, ...] = ()
) -> FileReport:
    """A file report whose `after` really is what its fixes make of `content`."""
    after = edited(content, (edit for item in resolved for edit in item.fix.candidate.patch.edits))
    return FileReport(path, blob_id(content), FileChange(path, content, after), resolved, unfixed)


def sample() -> Report:
    """Two files: one with a fix by ruff, one by the model and a rest; one with a syntax error only."""
    by_ruff = make_fix("src/app.py", APP, (Edit(1, 1, ()),), "ruff")
    by_model = make_fix("src/app.py", APP, (Edit(6, 6, ("    return x  # é",)),))
    tried = Attempt((Edit(9, 9, ("print(f(1))",)),), (GateResult("keeps-code", "failed", "drops zz"),), 0.4)
    app = make_file(
        "src/app.py",
        APP,
        (Resolved(UNDEFINED, by_model), Resolved(UNUSED, by_ruff)),
        (Unfixed(LEFT, "gates", (tried,)),),
    )
    broken = make_file("src/é b.py", b"print(\n", (), (Unfixed(BROKEN, "no-model"),))
    return Report((app, broken), (SkippedFile("logo.py", "binary"),), ("mypy did not run",), "mini", 1.5)


def clean() -> Report:
    """A report with one file and nothing to say."""
    return Report((make_file("src/app.py", b"x = 1\n"),))


def view(**changes: object) -> View:
    """A view of `sample()`."""
    return View(sample(), **changes)  # type: ignore[arg-type]  # the tests pass fields by name
