"""`novaedit model list | info | pull | export | calibrate | card`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from novaedit.cli.failures import guarded
from novaedit.model.manifest import Form

if TYPE_CHECKING:
    from novaedit.model.store import Installed

app = typer.Typer(no_args_is_help=True, help="Show and get the models that propose fixes.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="mini, base, or the folder of a model.", show_default=False)]


@app.command("list")
def list_command(json: Json = False) -> None:
    """List the models that are installed; the one that a run uses by default is marked."""
    raise typer.Exit(guarded(lambda: _list(json)))


@app.command("info")
def info_command(
    name: Annotated[
        str | None, typer.Argument(help="mini, base, or a folder; the default if left out.")
    ] = None,
    json: Json = False,
) -> None:
    """Say what a model is: where it lies, what it was trained from, its licence and its measurements."""
    raise typer.Exit(guarded(lambda: _info(name, json)))


@app.command("pull")
def pull_command(name: Name) -> None:
    """Get a model: download it, check it against its sha256, and prepare it for this machine."""
    from novaedit.cli.pulling import pull_model

    raise typer.Exit(guarded(lambda: pull_model(name)))


@app.command("export")
def export_command(
    checkpoint: Annotated[Path, typer.Argument(help="A checkpoint folder that `train` wrote.")],
    out: Annotated[Path, typer.Argument(help="The model folder to write.")],
    name: Annotated[str, typer.Option(help="What the model is called.")],
    version: Annotated[str, typer.Option(help="Its release.")],
    base: Annotated[str, typer.Option(help="What it was trained from.")],
    base_file: Annotated[Path, typer.Option(help="The file of those weights, for its sha256.")],
    run: Annotated[str, typer.Option(help="The folder in runs/ that tells how it was trained.")],
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="What a fix needs by default.")] = 0.0,
    licence: Annotated[str, typer.Option(help="SPDX identifier.")] = "Apache-2.0",
    form: Annotated[Form, typer.Option("--format", help="ir for our runtime, gguf for others.")] = Form.IR,
) -> None:
    """Write a trained checkpoint as an int8 model (needs the `train` extra)."""

    def export() -> int:
        from novaedit.cli.exporting import Facts, export_model

        facts = Facts(name, version, base, base_file, run, licence, min_confidence, form)
        return export_model(checkpoint, out, facts)

    raise typer.Exit(guarded(export))


@app.command("calibrate")
def calibrate_command(
    name: Name,
    predictions: Annotated[
        Path, typer.Option(help="JSONL of answers on a development split: confidence, and right or code.")
    ],
    cases: Annotated[Path | None, typer.Option(help="JSONL of the cases, where answers give code.")] = None,
    precision: Annotated[float, typer.Option(min=0.5, max=1, help="What answers must reach.")] = 0.95,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say it.")] = False,
) -> None:
    """Choose the least confidence at which so many answers are right; the manifest keeps it."""

    def calibrate() -> int:
        from novaedit.cli.calibrating import calibrate_model

        return calibrate_model(name, predictions, cases, precision, write=not dry_run)

    raise typer.Exit(guarded(calibrate))


@app.command("card")
def card_command(
    name: Name,
    run: Annotated[Path | None, typer.Option(help="The folder of its training run.")] = None,
) -> None:
    """Print the model card: base, licence, data, recipe, measurements, limits."""

    def card() -> int:
        from novaedit.model.card import model_card
        from novaedit.model.store import find_model

        typer.echo(model_card(find_model(name).manifest, run), nl=False)
        return 0

    raise typer.Exit(guarded(card))


def _list(as_json: bool) -> int:
    from novaedit.errors import ModelMissingError
    from novaedit.model.store import find_model, list_models

    try:
        default = find_model().folder
    except ModelMissingError:
        default = None
    models = list_models()
    if as_json:
        _print_json([{**_record(model), "default": model.folder == default} for model in models])
    elif not models:
        typer.echo("No model is installed; `novaedit model pull base` gets one.")
    for model in () if as_json else models:
        mark = "*" if model.folder == default else " "
        typer.echo(f"{mark} {model.name:<8} {_megabytes(model.manifest.size):>8}  {model.manifest.licence}")
    return 0


def _info(name: str | None, as_json: bool) -> int:
    from novaedit.model.store import find_model

    record = _record(find_model(name))
    if as_json:
        _print_json(record)
        return 0
    for key, value in record.items():
        typer.echo(f"{key.replace('_', ' '):<14}{_shown(value)}")
    return 0


def _record(model: Installed) -> dict[str, Any]:
    manifest = model.manifest
    return {
        "name": model.name,
        "version": manifest.version,
        "folder": str(model.folder),
        "place": model.place,
        "size": manifest.size,
        "base": manifest.base,
        "licence": manifest.licence,
        "training_run": manifest.training_run,
        "tuned": manifest.tuned,
        "context": manifest.context,
        "metrics": dict(manifest.metrics),
    }


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {number:g}" for key, number in sorted(value.items())) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def _print_json(document: object) -> None:
    import json

    typer.echo(json.dumps(document, indent=2))
