"""`novaedit synth-logic`: from packages, our own functions and pairs of programs to a dataset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from novaedit.dataset.write import DatasetWriter
from novaedit.errors import UsageError
from novaedit.synth.logic.library import entries
from novaedit.synth.logic.make import Amounts, Maker
from novaedit.synth.logic.pairs import pairs
from novaedit.synth.logic.sandbox import Sandbox
from novaedit.synth.logic.wheels import opened

Progress = Callable[[str], None]


def synthesise_logic(
    sources: Sequence[Path],
    out: Path,
    *,
    library: bool = True,
    repository: Path | None = None,
    amounts: Amounts,
    seed: int = 0,
    progress: Progress = lambda _: None,
) -> dict[str, Any]:
    """Write `train.jsonl`, `dev.jsonl` and `manifest.json` into `out`, as the records come.

    `sources` are folders and wheels; `library` adds our own functions, `repository` a bare repository of
    pairs of faulty and correct programs. Returns the manifest. Raises WriteError, ToolError, UsageError
    when nothing was asked for.
    """
    if not sources and not library and repository is None:
        raise UsageError("no source was given")
    settings = {"seed": seed, "library": library, "pairs": repository is not None, **amounts.as_json()}
    with DatasetWriter(out, settings) as writer, Sandbox() as sandbox:
        maker = Maker(sandbox, amounts)
        if repository is not None:
            for made in pairs(repository, maker.rejected):
                writer.add(made)
            progress(f"pairs: {sum(writer.kept.values())} records")
        for entry in entries() if library else ():
            for made in maker.of_entry(entry, seed):
                writer.add(made)
        progress(f"own functions: {sum(writer.kept.values())} records in all")
        for number, path in enumerate(sorted(sources), start=1):
            try:
                with opened(path) as source:
                    for made in maker.of_source(source, seed):
                        writer.add(made)
            except UsageError as error:
                writer.reject("source refused")
                progress(str(error))
            progress(f"{number}/{len(sources)} {path.name}: {sum(writer.kept.values())} records in all")
        for reason, count in maker.rejected.items():
            writer.reject(reason, count)
        return writer.manifest()
