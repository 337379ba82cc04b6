"""`novaedit model list | info | pull`."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Show and fetch models.")


@app.command("list")
def list_models() -> None:
    """List."""
