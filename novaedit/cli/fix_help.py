"""`novaedit fix --help`, with rich."""

from __future__ import annotations

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from novaedit.cli.flags import EXAMPLES, EXIT_CODES, GROUPS, PATHS, Flag


def print_help() -> None:
    """Print the help of `fix` on stdout."""
    console = Console(highlight=False)
    console.print("\n [bold]Usage: novaedit fix[/bold] \\[FLAGS] \\[PATHS]...\n")
    console.print(" Offer proven patches for what the tools say about your changes.")
    console.print(" Without PATHS, --staged or refs: the changes in the working tree against HEAD.")
    console.print(" Nothing is written without --apply or -i.\n")
    console.print(_panel("PATHS", [("PATHS", PATHS)]))
    for title, flags in GROUPS.items():
        console.print(_panel(title, [(_names(flag), flag.help) for flag in flags]))
    console.print(_panel("Examples", EXAMPLES))
    console.print(_panel("Exit codes", EXIT_CODES))


def _names(flag: Flag) -> str:
    return " ".join([", ".join(flag.names), flag.metavar]).rstrip()


def _panel(title: str, rows: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Panel:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3)
    for name, meaning in rows:
        table.add_row(Text(name, style="bold cyan"), Text(meaning))
    return Panel(table, title=title, title_align="left", border_style="dim")
