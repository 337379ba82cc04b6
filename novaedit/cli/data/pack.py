"""`novaedit data pack`: records as tokens, ready for the trainer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.data.inputs import Inputs, Tokenizer, jsonl_files, need
from novaedit.cli.failures import guarded


def pack(
    files: Inputs,
    out: Annotated[Path, typer.Option(help="Folder for the shards and pack.json; empty or not there.")],
    tokenizer: Tokenizer,
    max_tokens: Annotated[int, typer.Option(min=1, help="Leave longer records out.")] = 1024,
    shard_tokens: Annotated[int, typer.Option(min=1, help="Close a shard at so many.")] = 1_000_000,
) -> None:
    """Tokenise records into compressed shards, each of records of like length (needs the `train` extra).

    The manifest names the tokenizer by its hash, and says how many records there are of which kind and how
    many were too long.
    """
    raise typer.Exit(guarded(lambda: _pack(files, out, tokenizer, max_tokens, shard_tokens)))


def _pack(files: list[Path], out: Path, tokenizer: Path, max_tokens: int, shard_tokens: int) -> int:
    need(("transformers", "tokenizers"), "packing", "train")
    from itertools import chain

    from novaedit.cli.progress import progress
    from novaedit.dataset.example import read_examples
    from novaedit.dataset.pack import PackSettings, pack
    from novaedit.dataset.tokens import load_tokenizer

    paths = jsonl_files(files)
    done = 0
    with progress("auto", quiet=False) as tell:

        def count(number: int) -> None:
            nonlocal done
            done += number
            tell(f"packed {done:,} records")

        manifest = pack(
            chain.from_iterable(map(read_examples, paths)),
            load_tokenizer(tokenizer),
            out,
            PackSettings(max_tokens, shard_tokens=shard_tokens),
            count,
        )
    shards = len(manifest["shards"])
    typer.echo(
        f"{manifest['examples']:,} records, {manifest['tokens']:,} tokens in {shards:,} shards; "
        f"the longest has {manifest['longest']:,}, {manifest['too_long']:,} were too long",
        err=True,
    )
    return 0
