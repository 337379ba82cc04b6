"""`novaedit train sft | cut`: fine-tuning, and what goes before it (needs the `train` extra)."""

from __future__ import annotations

import importlib.util
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from novaedit.cli.failures import guarded
from novaedit.errors import UsageError

app = typer.Typer(no_args_is_help=True, help="Train a model.")


@app.command("sft")
def sft_command(
    config: Annotated[Path, typer.Option(help="YAML; the keys are documented in training/config.py.")],
) -> None:
    """Fine-tune on Examples. A killed run goes on where its last checkpoint was; Ctrl-C saves one."""
    raise typer.Exit(guarded(lambda: _sft(config)))


@app.command("cut")
def cut_command(
    base: Annotated[Path, typer.Argument(help="Published weights, a GGUF file.")],
    out: Annotated[Path, typer.Argument(help="The GGUF file to write.")],
    examples: Annotated[list[Path], typer.Option(help="JSONL files of Examples; may be repeated.")],
    size: Annotated[int, typer.Option(min=300, help="How many tokens are left.")] = 32_000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that tokenise.")] = 2,
) -> None:
    """Cut a vocabulary to the tokens that code uses most."""

    def cut() -> int:
        _require_torch()
        from novaedit.training.cut import cut_base

        left = cut_base(base, out, [str(path) for path in examples], size, workers)
        typer.echo(f"{out}: {len(left.kept)} tokens are left, {out.stat().st_size / 1e6:.0f} MB")
        return 0

    raise typer.Exit(guarded(cut))


def _require_torch() -> None:
    if importlib.util.find_spec("torch") is None:
        raise UsageError("training needs torch; `pip install novaedit[train]` gets it")


def _sft(config: Path) -> int:
    _require_torch()
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
