"""The model `base` before it is rounded to int8: published weights and our adapter, merged, in bfloat16.

    python -m benchmarks.unrounded FOLDER [--gguf FILE]

writes a checkpoint for `benchmarks.ablations --unrounded`. Without --gguf the file is fetched as
`novaedit model pull base` does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from novaedit.model.pull import SOURCES, fetch
from novaedit.training.merging import merge


def main(argv: Sequence[str] | None = None) -> int:
    """Merge and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gguf", type=Path, help="the published file")
    args = parser.parse_args(argv)
    source = SOURCES["base"]
    gguf = args.gguf or fetch(source.file, source.mirrors, lambda *_: None, _tell)
    assert source.adapter is not None, "the package has no adapter"
    merge(gguf, source.adapter, args.folder)
    return 0


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
