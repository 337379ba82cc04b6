"""`novaedit data corpus`: code to learn the language from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from novaedit.cli.data.inputs import need
from novaedit.cli.failures import guarded

if TYPE_CHECKING:
    from novaedit.dataset.corpus import CodeFile


def corpus(
    sources: Annotated[list[Path], typer.Argument(help="What `novaedit synth` takes.")],
    out: Annotated[Path, typer.Option(help="Folder for corpus.jsonl, manifest.json and token shards.")],
    tokenizer: Annotated[
        Path | None, typer.Option(help="Also tokenise: a GGUF file, a checkpoint, a tokenizer's folder.")
    ] = None,
    dedup: Annotated[bool, typer.Option(help="Leave near-duplicates out, by MinHash.")] = True,
) -> None:
    """Collect whole files for `train tokenizer` and `train pretrain` (needs the `data` extra).

    Only of sources with a permissive licence that are not held out; no generated, minified, vendored or
    repeated file, none over 2,000 lines, none that does not parse, nothing of the never list.
    """
    raise typer.Exit(guarded(lambda: _corpus(sources, out, tokenizer, dedup)))


def _corpus(sources: list[Path], out: Path, tokenizer: Path | None, dedup: bool) -> int:
    if dedup:
        need(("datasketch",), "--dedup")
    if tokenizer:
        need(("transformers", "tokenizers"), "--tokenizer", "train")
    from novaedit.dataset.corpus import pack_corpus, write_corpus

    manifest = write_corpus(_files(sources), out, near=dedup)
    typer.echo(f"{manifest['kept']:>9,}  files kept", err=True)
    for reason, number in manifest["rejected"].items():
        typer.echo(f"{number:>9,}  left out: {reason}", err=True)
    if tokenizer:
        from novaedit.dataset.tokens import load_tokenizer

        shards = pack_corpus(out, load_tokenizer(tokenizer))
        typer.echo(f"{sum(shard['tokens'] for shard in shards):>9,}  tokens", err=True)
    return 0


def _files(sources: list[Path]) -> Iterator[CodeFile]:
    """The ordinary files of all sources that may be used; the others are said on stderr."""
    from random import Random

    from novaedit.errors import UsageError
    from novaedit.synth.sources import files_of, read_source

    for root in sorted(sources):
        try:
            source = read_source(root)
        except UsageError as error:
            typer.echo(str(error), err=True)
            continue
        for path, text in files_of(source, Random(source.repo)):  # noqa: S311 - an order, not a secret
            yield source.provenance(path), text
