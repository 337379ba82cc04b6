"""What the subcommands of `novaedit data` share: which files are meant, and which extras are needed."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from novaedit.errors import UsageError

Inputs = Annotated[list[Path], typer.Argument(help="JSONL files of records, or folders that hold some.")]

Tokenizer = Annotated[
    Path, typer.Option(help="A GGUF file, a checkpoint, or a folder that `train tokenizer` wrote.")
]


def jsonl_files(paths: Iterable[Path]) -> list[Path]:
    """The files meant: those named, and the `*.jsonl` of each folder named. Raises UsageError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.jsonl"))
            if not inside:
                raise UsageError(f"{path} holds no .jsonl file")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(f"{path} does not exist")
    return list(dict.fromkeys(found))


def need(modules: Sequence[str], what: str, extra: str = "data") -> None:
    """Raise UsageError naming the extra to install unless all `modules` are there."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f"{what} needs {', '.join(missing)}; `pip install novaedit[{extra}]` gets it")
