"""The model card: what a model is, in Markdown, from its manifest and the folder of its training run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from novaedit.model.manifest import Manifest

_INTENDED = (
    "It proposes small patches for what a linter, a type checker or a test reports in a few lines of code.\n"
    "Its answers are untrusted until the gates of `novaedit fix` have passed them; it was trained for that\n"
    "prompt alone and does not chat."
)
_LIMITS = (
    "What was not in its data it has not learned: other languages, changes over many places, design.",
    "Gates prove that a finding is gone and nothing new is found, not that the author meant this.",
    "Its measurements hold for the split they were made on.",
)


def model_card(manifest: Manifest, run: Path | None = None) -> str:
    """The card; `run` is a folder of runs/, whose `config.yaml` and data files say how it was made."""
    parts = [
        f"# {manifest.name} {manifest.version}",
        _INTENDED,
        _table(
            ("base", f"{manifest.base} (sha256 `{manifest.base_sha256}`)"),
            ("licence", manifest.licence),
            ("training run", manifest.training_run or "none: the weights as published"),
            ("context", f"{manifest.context} tokens"),
            ("size", f"{manifest.size / 1e6:.0f} MB"),
            ("least confidence", f"{manifest.min_confidence:g}"),
        ),
        "## Data",
        _data(run),
        "## Recipe",
        _recipe(run),
        "## Measurements",
        _table(*((name, f"{value:g}") for name, value in sorted(manifest.metrics.items())))
        if manifest.metrics
        else "None are recorded in the manifest.",
        "## Limits",
        "\n".join(f"- {limit}" for limit in _LIMITS),
    ]
    return "\n\n".join(parts) + "\n"


def _table(*rows: tuple[str, str]) -> str:
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)])


def _data(run: Path | None) -> str:
    for name in ("data.json", "manifest.json"):
        counts = _read(run, name)
        if run is not None and isinstance(counts, dict) and "data" in counts:
            return _data(run / str(counts["data"]))  # several runs learn from the same data
        if isinstance(counts, dict) and "kept" in counts:
            kinds = counts.get("train by kind", {})
            licences = counts.get("train by licence", {})
            repositories = counts.get("train by repository", {})
            return _table(
                *((f"examples, {split}", f"{n:,}") for split, n in counts["kept"].items()),
                *((f"of these {kind}", f"{n:,}") for kind, n in kinds.items()),
                ("repositories", f"{len(repositories):,}"),
                ("licences", ", ".join(licences) or "not recorded"),
            )
    sources = _read(run, "sources.json")
    if isinstance(sources, list):
        licences = sorted({str(source["licence"]) for source in sources})
        return _table(
            ("sources", f"{len(sources):,}"),
            ("examples", f"{sum(source['examples'] for source in sources):,}"),
            ("licences", ", ".join(licences)),
        )
    return "Not recorded beside the run."


def _recipe(run: Path | None) -> str:
    path = None if run is None else run / "config.yaml"
    if path is None or not path.is_file():
        return "Not recorded beside the run."
    return f"```yaml\n{path.read_text(encoding='utf-8').rstrip()}\n```"


def _read(run: Path | None, name: str) -> Any:  # noqa: ANN401  # whatever JSON is there
    path = None if run is None else run / name
    return json.loads(path.read_text(encoding="utf-8")) if path is not None and path.is_file() else None
