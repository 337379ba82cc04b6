"""What `novaedit model export` does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import typer

from novaedit.errors import UsageError
from novaedit.model.manifest import Form


@dataclass(frozen=True, slots=True)
class Facts:
    """What the command was told of the model."""

    name: str
    version: str
    base: str
    base_file: Path
    run: str
    licence: str
    min_confidence: float
    form: Form


def export_model(checkpoint: Path, out: Path, facts: Facts) -> int:
    """Export and say what was written. The last development score beside the checkpoint is recorded."""
    from novaedit.model.export import export

    try:
        with facts.base_file.open("rb") as file:
            base_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{facts.base_file}: {error.strerror}") from None
    manifest = export(
        checkpoint,
        out,
        name=facts.name,
        version=facts.version,
        base=facts.base,
        base_sha256=base_sha256,
        licence=facts.licence,
        training_run=facts.run,
        min_confidence=facts.min_confidence,
        form=facts.form,
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
