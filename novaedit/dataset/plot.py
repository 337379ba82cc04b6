"""A picture of a dataset: what it is made of, and how large its records are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.dataset.files import new_file
from novaedit.dataset.stats import Stats, quantiles, top
from novaedit.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg", ".pdf")
_BARS = (("injector", 30), ("rule", 20), ("repository", 20))
_SIZES = ("prompt characters", "answer characters", "changed lines")


def plot(stats: Stats, path: Path) -> None:
    """Write bars of the largest groups and histograms of sizes. Raises UsageError for an unknown format."""
    if path.suffix not in FORMATS:
        raise UsageError(f"{path}: a picture ends in {', '.join(FORMATS)}")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(15, 12), layout="constrained")
    axes = figure.subplots(2, 3, height_ratios=[2, 1])
    for place, (name, most) in zip(axes[0], _BARS, strict=True):
        _bars(place, name, stats.groups[name], most)
    for place, name in zip(axes[1], _SIZES, strict=True):
        _histogram(place, name, stats.sizes[name])
    figure.suptitle(f"{stats.records:,} records")
    with new_file(path) as file:
        figure.savefig(file, format=path.suffix[1:])


def _bars(axes: Axes, name: str, counts: Counter[str], most: int) -> None:
    rows = top(counts, most)[::-1]
    axes.barh([key for key, _ in rows], [count for _, count in rows])
    axes.set_title(f"by {name}")
    axes.tick_params(axis="y", labelsize=7)


def _histogram(axes: Axes, name: str, counts: Counter[int]) -> None:
    # The longest few would squeeze all others into one bar.
    most = quantiles(counts).get("p99", 1)
    shown = {size: count for size, count in counts.items() if size <= most}
    axes.hist(list(shown), bins=min(40, max(most, 1)), weights=list(shown.values()))
    axes.set_title(f"{name} (up to p99)")
