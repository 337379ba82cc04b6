"""The plots of the page, as SVG text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from novaedit.eval.metrics import Summary
from novaedit.eval.run import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = ("#2563eb", "#d97706", "#059669", "#db2777", "#7c3aed", "#64748b")
_SIZE = (6.2, 3.4)
_MOST_BARS = 14


def precision_curve(runs: Sequence[Run]) -> str:
    """Precision at coverage of each run; the point of the model's own least confidence is marked."""
    figure, axes = _figure("Share of the cases that are answered", "Share of the answers that are right")
    for run, colour in zip(runs, _cycled(runs), strict=True):
        points = run.curve
        if not points:
            continue
        xs, ys = [p.coverage for p in points], [p.precision for p in points]
        axes.plot(xs, ys, marker=".", markersize=4, color=colour, label=run.solver, linewidth=1.8)
        least = run.least_confidence
        kept = [p for p in points if least is not None and p.threshold >= least]
        if kept:
            axes.plot([kept[-1].coverage], [kept[-1].precision], "o", color=colour, markersize=6)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.03)
    _legend(axes)
    return _svg(figure)


def rates(runs: Sequence[Run], name: str) -> str:
    """fixed@1 with intervals for each group of that name, the runs side by side."""
    figure, axes = _figure("fixed@1", "", grid="x")
    labels = list(runs[0].groups()[name])[:_MOST_BARS] if runs else []
    figure.set_size_inches(_SIZE[0], 1.0 + 0.24 * max(len(labels) * (len(runs) + 0.6), 3))
    height = 0.8 / max(len(runs), 1)
    for number, (run, colour) in enumerate(zip(runs, _cycled(runs), strict=True)):
        groups = run.groups()[name]
        found = [(row, groups[label]) for row, label in enumerate(labels) if label in groups]
        _bars(axes, [(row + number * height, s) for row, s in found], height, colour, run.solver)
    axes.set_yticks([i + 0.4 - height / 2 for i in range(len(labels))], labels)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    _legend(axes)
    return _svg(figure)


def latency(runs: Sequence[Run]) -> str:
    """How many of the cases were answered within so many seconds."""
    figure, axes = _figure("Seconds until the answer", "Share of the cases")
    for run, colour in zip(runs, _cycled(runs), strict=True):
        seconds = sorted(score.seconds for score in run.scores)
        shares = [(i + 1) / len(seconds) for i in range(len(seconds))]
        axes.step(seconds, shares, color=colour, label=run.solver, where="post", linewidth=1.8)
    axes.set_xscale("symlog", linthresh=0.1)
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1.03)
    _legend(axes)
    return _svg(figure)


def _bars(axes: Axes, rows: Sequence[tuple[float, Summary]], height: float, colour: str, label: str) -> None:
    places = [place for place, _ in rows]
    shares = [s.fixed1.share for _, s in rows]
    low = [max(0.0, s.fixed1.share - s.fixed1.interval[0]) for _, s in rows]
    high = [max(0.0, s.fixed1.interval[1] - s.fixed1.share) for _, s in rows]
    axes.barh(places, shares, height=height * 0.9, color=colour, alpha=0.85, label=label)
    axes.errorbar(shares, places, xerr=[low, high], fmt="none", ecolor="#334155", elinewidth=0.9, capsize=2)


def _cycled(runs: Sequence[Run]) -> list[str]:
    return [_COLOURS[i % len(_COLOURS)] for i in range(len(runs))]


def _figure(x: str, y: str, grid: str = "both") -> tuple[Figure, Axes]:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # Text stays text: it can be searched, and the page stays small.
    with rc_context({"svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.add_subplot()
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, axis="x" if grid == "x" else "both", color="#e2e8f0", linewidth=0.8)
    axes.set_axisbelow(True)
    return figure, axes


def _legend(axes: Axes) -> None:
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, fontsize=8)


def _svg(figure: Figure) -> str:
    from matplotlib import rc_context

    with io.StringIO() as stream, rc_context({"svg.fonttype": "none", "svg.hashsalt": "novaedit"}):
        figure.savefig(
            stream,
            format="svg",
            metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")),
            transparent=True,
        )
        text = stream.getvalue()
    return text[text.index("<svg") :]
