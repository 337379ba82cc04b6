"""From a name to a runtime, and the sentence where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from novaedit.errors import ModelMissingError
from novaedit.model.loading import open_model
from novaedit.model.store import Installed


def test_a_release_and_a_checkpoint_both_open(released: Installed, checkpoint: Path) -> None:
    for folder in (released.folder, checkpoint):
        runtime = open_model(str(folder), threads=1)
        assert runtime.greedy("<LANG=python>x", max_tokens=3).tokens == 3


def test_a_missing_model_is_said_before_anything_is_imported(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="no model there"):
        open_model(str(tmp_path))


def test_importing_it_imports_no_runtime() -> None:
    program = (
        "import sys, novaedit.model.loading\n"
        "print([name for name in ('numpy', 'openvino', 'openvino_genai', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("missing", ["openvino", "openvino_genai", "numpy"])
def test_without_the_runtime_one_sentence_names_the_platforms(missing: str, released: Installed) -> None:
    """In a process of its own, whose imports of openvino fail as they do where it has no wheel."""
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from novaedit.model.loading import open_model\n"
        "from novaedit.errors import ModelError\n"
        "try: open_model(sys.argv[1])\n"
        "except ModelError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(released.folder)], capture_output=True, text=True, check=True
    )
    assert "openvino-genai" in done.stdout
    assert "Linux (x86-64, ARM64, glibc), Windows (x86-64) and macOS (ARM64)" in done.stdout
    assert done.stdout.count("\n") == 1
