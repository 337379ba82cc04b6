"""Writing a model folder: graph, weights in parts, tokenizer and manifest, all or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.errors import WriteError
from novaedit.model.architecture import Architecture
from novaedit.model.graph import Tensors, build_graph
from novaedit.model.manifest import Manifest, write_manifest
from novaedit.model.weights import hash_file

if TYPE_CHECKING:
    from openvino import Model
    from openvino_genai import Tokenizer

GRAPH = "graph.xml"
TOKENIZER = ("tokenizer.xml", "tokenizer.bin", "detokenizer.xml", "detokenizer.bin")
_WEIGHTS = "weights-{}.bin"

#: Largest part of the weights, in bytes: below what code hosts take as one file.
PART_SIZE = 90_000_000


def write_release(
    folder: Path, facts: Manifest, architecture: Architecture, tensors: Tensors, tokenizer: Path
) -> Manifest:
    """Write a model to `folder`, replacing what is there; returns the manifest with its files.

    `tensors` gives float32 arrays by Hugging Face name; `tokenizer` is a folder that holds the four
    TOKENIZER files. Nothing is left behind on failure. Raises WriteError, and whatever `tensors` raises.
    """
    with replacing(folder) as fresh:
        save_graph(build_graph(architecture, tensors), fresh)
        for name in TOKENIZER:
            shutil.copyfile(tokenizer / name, fresh / name)
        return seal(fresh, replace(facts, context=architecture.context))


def seal(fresh: Path, facts: Manifest) -> Manifest:
    """Write the manifest over all files of a new model folder; returns it."""
    files = tuple(hash_file(path) for path in sorted(fresh.iterdir()))
    manifest = replace(facts, files=files)
    write_manifest(fresh, manifest)
    return manifest


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end; on failure nothing changes.

    Raises WriteError for what the file system refuses.
    """
    fresh = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        yield fresh
        _swap(fresh, folder)
    except OSError as error:
        raise WriteError(f"{folder}: the model cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def load_tokenizer_graphs(
    encoder: bytes, encoder_data: bytes, decoder: bytes, decoder_data: bytes
) -> Tokenizer:
    """The tokenizer made of the contents of the TOKENIZER files. Raises RuntimeError, as OpenVINO does."""
    import numpy as np
    import openvino as ov
    import openvino_genai

    return openvino_genai.Tokenizer(
        encoder.decode("utf-8"),
        ov.Tensor(np.frombuffer(encoder_data, dtype=np.uint8)),
        decoder.decode("utf-8"),
        ov.Tensor(np.frombuffer(decoder_data, dtype=np.uint8)),
    )


def weight_files(manifest: Manifest) -> list[str]:
    """The parts of the weights, in order."""
    count = sum(file.path.startswith("weights-") for file in manifest.files)
    return [_WEIGHTS.format(number) for number in range(1, count + 1)]


def save_graph(graph: Model, folder: Path) -> None:
    """Write `graph` as GRAPH and weights in parts of at most PART_SIZE bytes."""
    import openvino as ov

    whole = folder / "graph.bin"
    ov.save_model(graph, folder / GRAPH, compress_to_fp16=False)
    with whole.open("rb") as stream:
        number = 1
        while part := stream.read(PART_SIZE):
            (folder / _WEIGHTS.format(number)).write_bytes(part)
            number += 1
    whole.unlink()


def _swap(fresh: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
