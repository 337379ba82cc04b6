"""Where models are: in the package, in the user's cache, or in a folder that the user names."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from novaedit.errors import ModelMissingError, WeightsError
from novaedit.model.manifest import MANIFEST, Manifest, read_manifest

#: The models by rank: the first one that is installed is the default.
PREFERRED = ("base", "mini")

PACKAGED = Path(__file__).parent / "released"

Place = Literal["package", "store", "path"]


@dataclass(frozen=True, slots=True)
class Installed:
    """A model folder that has a manifest."""

    folder: Path
    manifest: Manifest
    place: Place

    @property
    def name(self) -> str:
        """The model's name."""
        return self.manifest.name


def home() -> Path:
    """The folder for what NovaEdit downloads and compiles: NOVAEDIT_HOME, else the platform's cache."""
    if chosen := os.environ.get("NOVAEDIT_HOME"):
        return Path(chosen).expanduser()
    return _cache_root() / "novaedit"


def store() -> Path:
    """The folder of pulled models; it need not exist."""
    return home() / "models"


def find_model(wanted: str | None = None) -> Installed:
    """The model named `wanted` or in that folder; None asks for the best one that is installed.

    A model in the user's store hides a packaged one of the same name. Raises ModelMissingError, and
    WeightsError for a manifest that cannot be read.
    """
    if wanted is None:
        return _default()
    if _is_path(wanted):
        return _in_folder(Path(wanted).expanduser())
    for folder, place in _candidates(wanted):
        if (folder / MANIFEST).is_file():
            return Installed(folder, read_manifest(folder), place)
    known = ", ".join(model.name for model in list_models()) or "none"
    advice = f"; `novaedit model pull {wanted}` gets it" if wanted in PREFERRED else ""
    raise ModelMissingError(f"the model {wanted!r} is not installed (installed: {known}){advice}")


def list_models() -> list[Installed]:
    """Every model that is installed, by name; folders with a broken manifest are left out."""
    found: dict[str, Installed] = {}
    for root, place in _roots():
        for manifest in sorted(root.glob(f"*/{MANIFEST}")):
            try:
                model = Installed(manifest.parent, read_manifest(manifest.parent), place)
            except WeightsError:
                continue
            found.setdefault(manifest.parent.name, model)
    return [found[name] for name in sorted(found)]


def _default() -> Installed:
    for name in PREFERRED:
        for folder, place in _candidates(name):
            if (folder / MANIFEST).is_file():
                return Installed(folder, read_manifest(folder), place)
    raise ModelMissingError("no model is installed; `novaedit model pull base` gets one")


def _roots() -> list[tuple[Path, Place]]:
    return [(store(), "store"), (PACKAGED, "package")]


def _candidates(name: str) -> list[tuple[Path, Place]]:
    return [(root / name, place) for root, place in _roots()]


def _is_path(wanted: str) -> bool:
    return wanted in (".", "..") or "/" in wanted or os.sep in wanted or wanted.startswith("~")


def _in_folder(folder: Path) -> Installed:
    if not (folder / MANIFEST).is_file():
        raise ModelMissingError(f"{folder}: no model there ({MANIFEST} is missing)")
    return Installed(folder, read_manifest(folder), "path")


def _cache_root() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
