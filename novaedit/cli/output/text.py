"""text: what a person reads: each fix with its proof, what could not be fixed and why, a summary."""

from __future__ import annotations

from collections.abc import Iterator

from novaedit.cli.output.paint import paint, paint_diff
from novaedit.cli.output.positions import current, decoded
from novaedit.cli.output.reasons import REASONS
from novaedit.cli.output.single import fix_diff
from novaedit.cli.output.view import Answer, View, applicability, each_answer, each_unfixed, rule
from novaedit.cli.output.words import apply_command, plural
from novaedit.cli.terminal import printable
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Fix, GateResult
from novaedit.fixer.report import Attempt, FileReport, Unfixed


def render(view: View) -> bytes:
    """Text for a terminal; control characters of the code are shown, never sent."""
    lines = [*_fixes(view), *_rest(view), *_skipped(view), *_notes(view), *_summary(view)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def describe(file: FileReport, answer: Answer, *, colour: bool, diff: bool = True) -> Iterator[str]:
    """The lines that show one fix: its diagnostics, where it comes from, its gates and its hunks."""
    if not answer.diagnostics:
        yield paint(printable(file.path), colour, bold=True) + ": the instruction"
    for diagnostic in answer.diagnostics:
        yield headline(file.path, diagnostic, colour=colour)
    yield f"  {_origin(answer.fix)}"
    yield f"  {_gates(answer.fix.gates)}"
    if diff:
        text = decoded(fix_diff(file, answer.fix, header=False)).removesuffix("\n")
        yield from paint_diff(text.split("\n"), colour)


def headline(path: str, diagnostic: Diagnostic, *, colour: bool) -> str:
    """`path:line:column: CODE message [source]`, which editors and terminals can follow."""
    numbers = [str(n) for n in (diagnostic.line, diagnostic.column) if n is not None]
    place = paint(":".join([printable(path), *numbers]), colour, bold=True)
    code = paint(printable(rule(diagnostic)), colour, fg="red")
    message = printable(" ".join(diagnostic.message.split()))
    return f"{place}: {code} {message} [{printable(diagnostic.source)}]"


def _fixes(view: View) -> Iterator[str]:
    for file, answer in each_answer(view.report):
        yield from describe(file, answer, colour=view.colour, diff=not view.check)
        yield ""


def _origin(fix: Fix) -> str:
    if fix.candidate.origin == "ruff":
        return "fix by ruff (safe)"
    confidence = f"confidence {fix.candidate.confidence:.2f}"
    return f"fix by the model, {confidence} ({applicability(fix)}: read it before you keep it)"


def _gates(gates: tuple[GateResult, ...]) -> str:
    passed = [gate.name for gate in gates if gate.outcome == "passed"]
    unknown = [gate.name for gate in gates if gate.outcome == "not-applicable"]
    text = f"passed: {', '.join(passed) or 'none'}"
    return f"{text}; not applicable: {', '.join(unknown)}" if unknown else text


def _rest(view: View) -> Iterator[str]:
    for file, unfixed in each_unfixed(view.report):
        yield headline(file.path, current(view, file, unfixed.diagnostic), colour=view.colour)
        yield f"  not fixed: {REASONS[unfixed.reason]}{_failed_gates(unfixed)}"
        if view.verbosity > 0:
            yield from (f"    {_attempt(attempt)}" for attempt in unfixed.attempts)


def _failed_gates(unfixed: Unfixed) -> str:
    failed = [gate.name for attempt in unfixed.attempts for gate in attempt.gates if gate.outcome == "failed"]
    return f" (failed: {', '.join(dict.fromkeys(failed))})" if failed else ""


def _attempt(attempt: Attempt) -> str:
    failed = next((gate for gate in attempt.gates if gate.outcome == "failed"), None)
    lines = ", ".join(f"{edit.start_line}-{edit.end_line}" for edit in attempt.edits) or "none"
    why = f"{failed.name}: {failed.detail}" if failed else "passed, but was not chosen"
    return printable(f"candidate on lines {lines}, confidence {attempt.confidence:.2f}: {why}")


def _skipped(view: View) -> Iterator[str]:
    for skipped in view.report.skipped:
        yield f"{printable(skipped.path)}: skipped: {printable(skipped.reason)}"


def _notes(view: View) -> Iterator[str]:
    for note in view.report.notes:
        yield f"note: {printable(note)}"


def _summary(view: View) -> Iterator[str]:
    fixes = [file.path in view.written for file, _ in each_answer(view.report)]
    left = sum(1 for _ in each_unfixed(view.report))
    files = plural(len(view.report.files), "file")
    if not fixes and not left:
        yield f"Nothing to fix in {files}."
        return
    counts = [
        f"{plural(number, 'fix')} {word}"
        for number, word in ((sum(fixes), "applied"), (len(fixes) - sum(fixes), "offered"))
        if number
    ]
    yield f"{', '.join([*counts, plural(left, 'diagnostic') + ' left'])} in {files}."
    if fixes and not view.written:
        yield f"To apply: the same command with --apply, or with --diff | {apply_command(view.where)}"
