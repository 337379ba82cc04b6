"""`novaedit data card`: the data card of a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.failures import guarded


def card(
    folder: Annotated[Path, typer.Argument(help="A dataset: the folder with its manifest.json.")],
    out: Annotated[Path, typer.Option(help="The Markdown file to write.")],
    title: Annotated[str, typer.Option(help="The heading.")] = "Data card",
    command: Annotated[
        list[str] | None, typer.Option(help="A command that makes it again; may be repeated, in order.")
    ] = None,
) -> None:
    """Write what a dataset is: sources, licences, counts, what was left out, splits, how to make it again."""
    raise typer.Exit(guarded(lambda: _card(folder, out, title, command or [])))


def _card(folder: Path, out: Path, title: str, commands: list[str]) -> int:
    from novaedit.dataset.card import card as text_of
    from novaedit.dataset.files import new_file

    text = text_of(folder, title, commands)
    with new_file(out) as file:
        file.write(text.encode())
    return 0
