"""`novaedit train`: tokenizer, pretrain, sft, sample and dpo from configuration files; cut and merge."""

from __future__ import annotations

import importlib.util
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from novaedit.cli.failures import guarded
from novaedit.errors import UsageError

app = typer.Typer(no_args_is_help=True, help="Train a model.")


Config = Annotated[Path, typer.Option(help="YAML; the keys are the fields of the configuration's class.")]


@app.command("tokenizer")
def tokenizer_command(config: Config) -> None:
    """Learn a vocabulary of our own from code. Keys: training/tokenizer.py."""
    raise typer.Exit(guarded(lambda: _tokenizer(config)))


@app.command("pretrain")
def pretrain_command(config: Config) -> None:
    """Train from scratch on code; goes on after a kill. Keys: training/pretrain.py, loop.py."""
    raise typer.Exit(guarded(lambda: _pretrain(config)))


@app.command("sft")
def sft_command(
    config: Annotated[Path, typer.Option(help="YAML; the keys are documented in training/config.py.")],
) -> None:
    """Fine-tune on Examples. A killed run goes on where its last checkpoint was; Ctrl-C saves one."""
    raise typer.Exit(guarded(lambda: _sft(config)))


@app.command("sample")
def sample_command(config: Config) -> None:
    """Let a model answer Examples; keep what passes the gates. Keys: training/rejection.py."""
    raise typer.Exit(guarded(lambda: _sample(config)))


@app.command("dpo")
def dpo_command(config: Config) -> None:
    """Tune on pairs of passing and failing answers; goes on after a kill. Keys: training/dpo.py, loop.py."""
    raise typer.Exit(guarded(lambda: _dpo(config)))


@app.command("cut")
def cut_command(
    base: Annotated[Path, typer.Argument(help="Published weights, a GGUF file.")],
    out: Annotated[Path, typer.Argument(help="The GGUF file to write.")],
    examples: Annotated[
        list[Path] | None, typer.Option(help="JSONL files of Examples; may be repeated.")
    ] = None,
    like: Annotated[
        Path | None, typer.Option(help="A released adapter: keep the tokens that it was trained with.")
    ] = None,
    size: Annotated[int, typer.Option(min=300, help="How many tokens are left.")] = 32_000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that tokenise.")] = 2,
) -> None:
    """Cut a vocabulary to the tokens that code uses most, or to those of an adapter."""

    def cut() -> int:
        _require("torch")
        from novaedit.training.cut import cut_base, cut_like

        if (like is None) == (not examples):
            raise UsageError("either --examples or --like says which tokens are left")
        if like is not None:
            left = cut_like(base, out, like)
        else:
            left = cut_base(base, out, [str(path) for path in examples or []], size, workers)
        typer.echo(f"{out}: {len(left.kept)} tokens are left, {out.stat().st_size / 1e6:.0f} MB")
        return 0

    raise typer.Exit(guarded(cut))


@app.command("merge")
def merge_command(
    base: Annotated[Path, typer.Argument(help="Published weights, a GGUF file.")],
    adapter: Annotated[Path, typer.Argument(help="A released adapter, or a run's `model` folder.")],
    out: Annotated[Path, typer.Argument(help="The checkpoint to write.")],
) -> None:
    """Put an adapter into the weights that it was trained beside: what `train sample` and `eval` can ask."""

    def merged() -> int:
        _require("torch")
        from novaedit.training.merging import merge

        merge(base, adapter, out)
        typer.echo(f"{out}: {adapter} in {base}")
        return 0

    raise typer.Exit(guarded(merged))


def _tokenizer(config: Path) -> int:
    _require("tokenizers")
    from novaedit.training.settings import read_settings
    from novaedit.training.tokenizer import TokenizerConfig, train_tokenizer

    settings = read_settings(config, TokenizerConfig)
    tokenizer = train_tokenizer(settings)
    typer.echo(f"{settings.out}: {len(tokenizer)} tokens")
    return 0


def _pretrain(config: Path) -> int:
    _require("torch")
    from novaedit.training.pretrain import PretrainConfig, pretrain
    from novaedit.training.settings import read_settings

    return _said(pretrain(read_settings(config, PretrainConfig), stop=_asked_to_stop()))


def _sample(config: Path) -> int:
    _require("yaml")
    from novaedit.training.rejection import SampleConfig, sample
    from novaedit.training.settings import read_settings

    return _said(sample(read_settings(config, SampleConfig), stop=_asked_to_stop()))


def _dpo(config: Path) -> int:
    _require("torch")
    from novaedit.training.dpo import DpoConfig, tune
    from novaedit.training.settings import read_settings

    return _said(tune(read_settings(config, DpoConfig), stop=_asked_to_stop()))


def _said(values: Mapping[str, float]) -> int:
    typer.echo(", ".join(f"{name} {value:.4g}" for name, value in values.items()))
    return 0


def _require(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        raise UsageError(f"training needs {package}; `pip install novaedit[train]` gets it")


def _sft(config: Path) -> int:
    _require("torch")
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
