"""The command line as a whole: which subcommands there are."""

from __future__ import annotations

from typing import Annotated

import typer

from novaedit import __version__
from novaedit.cli import doctor, fix, model

app = typer.Typer(
    name="novaedit",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("fix")(fix.fix)
app.command("doctor")(doctor.doctor)
app.add_typer(model.app, name="model")


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Print the version and exit.", is_eager=True, callback=lambda v: _version(v)),
    ] = False,
) -> None:
    """Minimal, proven patches for the mistakes that linters, type checkers and tests report."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"novaedit {__version__}")
        raise typer.Exit


def run(arguments: list[str], fix_with: fix.Runner | None = None) -> int:
    """Run the command line and return its exit code; usage errors have printed themselves.

    `fix_with` carries `fix` out in another way: the hook's.
    """
    try:
        app(arguments, prog_name="novaedit", obj=fix_with)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
