"""Runs as Markdown: one table over all, then each run by kind, check and rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from novaedit.eval.baseline import Comparison, describe
from novaedit.eval.metrics import Rate, Summary
from novaedit.eval.run import Run

_HEADER = "| {} | cases | fixed@1 | fixed@5 | abstained | precision | parses | lines | p50 s | p95 s |"
_RULER = "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"


def table(runs: Sequence[Run]) -> list[str]:
    """The figures of the runs, one a row."""
    return [_HEADER.format("solver"), _RULER, *(_row(run.solver, run.summary) for run in runs)]


def render(runs: Sequence[Run], comparison: Comparison | None = None) -> str:
    """The whole report."""
    return "\n".join(_lines(runs, comparison)) + "\n"


def _lines(runs: Sequence[Run], comparison: Comparison | None) -> Iterator[str]:
    yield "# Evaluation"
    yield ""
    yield from table(runs)
    yield ""
    yield (
        "Shares are with 95 % intervals (Wilson). Precision is the share of the answers that are right; "
        "lines are those changed for each line that the reference changes (median, over what is fixed)."
    )
    if comparison is not None:
        yield ""
        yield "## Against the baseline"
        for line in describe(comparison):
            yield ""
            yield line
    for run in runs:
        yield ""
        yield f"## {run.solver}"
        yield ""
        yield _facts(run)
        for name, groups in run.groups().items():
            if len(groups) > 1:
                yield ""
                yield from _group(name, groups)


def _group(name: str, groups: Mapping[str, Summary]) -> Iterator[str]:
    yield _HEADER.format(name)
    yield _RULER
    yield from (_row(label, summary) for label, summary in groups.items())


def _facts(run: Run) -> str:
    facts = [f"{len(run.scores)} cases", f"tests in the sandbox `{run.sandbox}`", f"{run.jobs} at once"]
    if run.fresh:
        facts.append(f"{run.fresh} solved in {run.seconds:.0f} s ({run.fresh / run.seconds:.2f} a second)")
    if run.memory is not None:
        facts.append(f"at most {run.memory:.0f} MB a process")
    if run.least_confidence is not None:
        facts.append(f"`novaedit fix` would offer what is at least {run.least_confidence:g} confident")
    return "; ".join(facts) + "."


def _row(name: str, summary: Summary) -> str:
    cells = [
        name.replace("|", "\\|"),
        str(summary.fixed1.total),
        _share(summary.fixed1),
        _share(summary.fixed5),
        f"{summary.abstained.share:.1%}",
        _share(summary.precision) if summary.precision.total else "-",
        f"{summary.parses.share:.1%}" if summary.parses.total else "-",
        "-" if summary.minimality is None else f"{summary.minimality:.2f}",
        f"{summary.p50:.2f}",
        f"{summary.p95:.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def _share(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.share:.1%} ({low:.0%}-{high:.0%})"
