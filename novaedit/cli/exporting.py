"""What `novaedit model export` does."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import typer

from novaedit.errors import UsageError


def export_model(
    checkpoint: Path,
    out: Path,
    name: str,
    version: str,
    base: str,
    base_file: Path,
    run: str,
    min_confidence: float,
    licence: str,
) -> int:
    """Export and say what was written. The last development score beside the checkpoint is recorded."""
    from novaedit.model.export import export

    try:
        with base_file.open("rb") as file:
            base_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{base_file}: {error.strerror}") from None
    manifest = export(
        checkpoint,
        out,
        name=name,
        version=version,
        base=base,
        base_sha256=base_sha256,
        licence=licence,
        training_run=run,
        min_confidence=min_confidence,
        metrics=_last_score(checkpoint.parent / "metrics.jsonl"),
    )
    typer.echo(f"{out}: {manifest.name} {manifest.version}, {manifest.size / 1e6:.0f} MB")
    return 0


def _last_score(path: Path) -> dict[str, float]:
    """The newest dev loss and exactness of a run's metrics; {} without any."""
    rows = (
        [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []
    )
    scores = [row for row in rows if "dev_exact" in row]
    return {key: scores[-1][key] for key in ("dev_loss", "dev_exact", "step")} if scores else {}
