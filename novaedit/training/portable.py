"""Trained weights rounded to int8, to carry from the machine that trained them to the one that ships them.

    python -m novaedit.training.portable CHECKPOINT OUT [KEPT.json ALPHA]

A whole model becomes safetensors of codes and row scales (`NAME.scales`), which `novaedit model export`
reads like any checkpoint: it would have rounded to the same codes. An adapter becomes the file that is
shipped; KEPT.json is what `train cut` wrote and ALPHA the run's `lora_alpha`.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.model.adapter import save_adapter
from novaedit.model.quantise import SCALES, quantise_rows
from novaedit.training.checkpoint import ADAPTER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SMALL = ("config.json", "tokenizer.json", "tokenizer_config.json")


def shrink(checkpoint: Path, out: Path) -> None:
    """Write the whole model in `checkpoint` to `out`, rounded."""
    from safetensors import safe_open
    from safetensors.numpy import save_file

    out.mkdir(parents=True, exist_ok=True)
    stored: dict[str, NDArray[np.generic]] = {}
    for path in sorted(checkpoint.glob("*.safetensors")):
        with safe_open(path, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118  # no dict
                values = file.get_tensor(name).float().numpy()
                if values.ndim == 2:
                    stored[name], stored[name + SCALES] = quantise_rows(values)
                else:
                    stored[name] = values
    save_file(stored, out / "model.safetensors")
    for name in _SMALL:
        shutil.copyfile(checkpoint / name, out / name)


def shrink_adapter(checkpoint: Path, out: Path, *, kept: list[int] | None, alpha: float) -> None:
    """Write the adapter in `checkpoint` to `out`, rounded, as `novaedit model pull` takes it."""
    from safetensors.numpy import load_file

    out.mkdir(parents=True, exist_ok=True)
    save_adapter(out / "adapter.safetensors", load_file(checkpoint / ADAPTER), alpha=alpha, kept=kept)
    for name in _SMALL[1:]:
        shutil.copyfile(checkpoint / name, out / name)


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    if len(sys.argv) > 3:
        known = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
        shrink_adapter(source, target, kept=known, alpha=float(sys.argv[4]))
    else:
        shrink(source, target)
