"""The subcommands of `novaedit data`."""

from __future__ import annotations

import typer

from novaedit.cli.data.check import check
from novaedit.cli.data.pack import pack

app = typer.Typer(no_args_is_help=True, help="Look at, check, split and pack training records.")
app.command("check")(check)
app.command("pack")(pack)
