"""The page: one HTML file that needs nothing else, with figures, plots, and every case to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from novaedit import __version__
from novaedit.errors import UsageError
from novaedit.eval.baseline import Comparison
from novaedit.eval.metrics import Rate
from novaedit.eval.report.diffs import diff_lines
from novaedit.eval.run import Run, kind_of
from novaedit.eval.scoring import Score

if TYPE_CHECKING:
    from jinja2 import Template

#: Cases shown with their diffs for each run, failures first: a page of many megabytes helps nobody.
_MOST_CASES = 400


def render(runs: Sequence[Run], comparison: Comparison | None = None) -> str:
    """The page. Raises UsageError when a package that it needs is not installed."""
    template = _template()
    from novaedit.eval.report import plots

    return template.render(
        version=__version__,
        runs=runs,
        comparison=comparison,
        curve=plots.precision_curve(runs),
        bars=plots.rates(runs, "kind"),
        latency=plots.latency(runs),
        groups=[(run, run.groups()) for run in runs],
        cases=[card for run in runs for card in _cards(run)],
        kinds=sorted({kind_of(case) for run in runs for case in run.cases.values()}),
    )


def _template() -> Template:
    try:
        import matplotlib as _
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        raise UsageError(
            f"the page needs a package that is not installed ({error.name}); `pip install novaedit[eval]`"
        ) from None
    del _
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["share"] = _share
    source = (Path(__file__).parent / "page.html.jinja").read_text("utf-8")
    return environment.from_string(source)


def _share(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.share:.1%} ({low:.0%}-{high:.0%})" if rate.total else "-"


def _cards(run: Run) -> list[dict[str, Any]]:
    ordered = sorted(run.scores, key=lambda score: (score.fixed1, score.abstained))
    return [_card(run, score) for score in ordered[:_MOST_CASES]]


def _card(run: Run, score: Score) -> dict[str, Any]:
    case, prediction = run.cases[score.id], run.predictions[score.id]
    best = prediction.candidates[0].code if prediction.candidates else None
    shown = prediction.code if prediction.code is not None else best
    return {
        "solver": run.solver,
        "id": case.id,
        "kind": kind_of(case),
        "rule": case.rule,
        "verdict": "fixed" if score.fixed1 else "abstained" if score.abstained else "wrong",
        "detail": "" if score.fixed1 else score.detail,
        "confidence": score.confidence,
        "seconds": score.seconds,
        "instruction": case.instruction or "",
        "findings": [f"{d.code or d.source} {d.line or ''} {d.message}" for d in case.diagnostics],
        "answer": [] if shown is None else diff_lines(case.code, shown),
        "withheld": prediction.code is None and shown is not None,
        "reference": [] if case.fixed is None else diff_lines(case.code, case.fixed),
        "gates": [
            f"{g.name}: {g.detail}"
            for g in (prediction.candidates[0].gates if prediction.candidates else ())
            if g.outcome == "failed"
        ],
    }
