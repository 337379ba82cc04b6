"""The manifest of a model folder: what the weights are, where they come from, and the hash of each file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from novaedit.errors import WeightsError

MANIFEST = "manifest.json"
SCHEMA = 1


class Form(StrEnum):
    """What weights are written as: OpenVINO IR, which our runtime loads, or GGUF for other engines."""

    IR = "ir"
    GGUF = "gguf"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model folder; `size` in bytes, `sha256` in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model is. `tuned` is False for published weights that were never trained on edits.

    `base` names the weights that training started from, `base_sha256` their file; `training_run` is
    a folder of runs/; `context` is the longest sequence in tokens; `min_confidence` is what a fix
    needs by default, chosen on development data for 95 % precision.
    """

    name: str
    version: str
    base: str
    base_sha256: str
    licence: str
    training_run: str | None
    tuned: bool
    context: int
    special_tokens: Mapping[str, int]
    metrics: Mapping[str, float] = field(default_factory=dict)
    min_confidence: float = 0.0
    files: tuple[ModelFile, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def file(self, path: str) -> ModelFile:
        """The entry of one file; WeightsError when there is none."""
        for file in self.files:
            if file.path == path:
                return file
        raise WeightsError(f"the manifest of the model {self.name} lists no {path}")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a model folder. Raises WeightsError, naming the file."""
    path = folder / MANIFEST
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if data.pop("schema") != SCHEMA:
            raise WeightsError(f"{path}: written for another version of NovaEdit")
        data["files"] = tuple(ModelFile(**entry) for entry in data["files"])
        return Manifest(**data)
    except OSError as error:
        raise WeightsError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(f"{path}: not a model manifest ({error})") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest` into `folder`."""
    text = json.dumps({"schema": SCHEMA, **asdict(manifest)}, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", "utf-8", newline="\n")
