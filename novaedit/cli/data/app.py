"""The subcommands of `novaedit data`."""

from __future__ import annotations

import typer

from novaedit.cli.data.card import card
from novaedit.cli.data.check import check
from novaedit.cli.data.corpus import corpus
from novaedit.cli.data.pack import pack
from novaedit.cli.data.show import show
from novaedit.cli.data.split import split
from novaedit.cli.data.stats import stats

app = typer.Typer(no_args_is_help=True, help="Look at, check, split and pack training records.")
for command in (stats, show, check, split, pack, corpus, card):
    app.command(command.__name__)(command)
