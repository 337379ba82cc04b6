"""The command line as a whole: which subcommands there are. `fix` reads its own flags."""

from __future__ import annotations

from typing import Annotated

import typer

from novaedit import __version__
from novaedit.cli import doctor, eval, mine, model, synth, synth_logic, train
from novaedit.cli.data import app as data

app = typer.Typer(
    name="novaedit",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("doctor")(doctor.doctor)
app.add_typer(data.app, name="data")
app.command("eval")(eval.eval_command)
app.add_typer(model.app, name="model")
app.command("mine")(mine.mine)
app.command("synth")(synth.synth)
app.command("synth-logic")(synth_logic.synth_logic)
app.add_typer(train.app, name="train")


@app.command(
    "fix",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
)
def _fix(context: typer.Context) -> None:
    """Offer proven patches for what the tools say about your changes."""
    from novaedit.cli.fix import fix

    raise typer.Exit(fix(context.args))


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"novaedit {__version__}")
        raise typer.Exit


@app.callback(epilog="Examples:  novaedit fix --staged  ·  novaedit fix -i  ·  novaedit model pull base")
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Print the version.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """Minimal, proven patches for the mistakes that linters, type checkers and tests report."""


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; usage errors have printed themselves."""
    try:
        app(arguments, prog_name="novaedit")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
