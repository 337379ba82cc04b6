"""`novaedit train sft`: fine-tuning from a configuration file (needs the `train` extra)."""

from __future__ import annotations

import importlib.util
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from novaedit.cli.failures import guarded

app = typer.Typer(no_args_is_help=True, help="Train a model.")


@app.command("sft")
def sft_command(
    config: Annotated[Path, typer.Option(help="YAML; the keys are documented in training/config.py.")],
) -> None:
    """Fine-tune on Examples. A killed run goes on where its last checkpoint was; Ctrl-C saves one."""
    raise typer.Exit(guarded(lambda: _sft(config)))


def _sft(config: Path) -> int:
    from novaedit.errors import UsageError

    if importlib.util.find_spec("torch") is None:
        raise UsageError("training needs torch; `pip install novaedit[train]` gets it")
    from novaedit.training.config import load_config
    from novaedit.training.sft import train

    result = train(load_config(config), stop=_asked_to_stop())
    typer.echo(f"dev loss {result.loss:.3f}, exact {result.exact:.1%}")
    return 0


def _asked_to_stop() -> Callable[[], bool]:
    """Whether SIGINT or SIGTERM has come: the step in progress is finished and saved first."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    return lambda: bool(asked)
