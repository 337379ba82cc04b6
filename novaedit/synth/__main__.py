"""`python -m novaedit.synth SOURCE... --out DIR`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from novaedit.errors import NovaEditError
from novaedit.synth.run import Settings, synthesise


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, call, print; 0 or, with one sentence on stderr, 2."""
    parser = argparse.ArgumentParser(
        prog="novaedit synth", description="Break clean code and record the repairs."
    )
    parser.add_argument("sources", nargs="+", type=Path, help="folders of unpacked packages or repositories")
    parser.add_argument(
        "--out", required=True, type=Path, help="folder for train.jsonl, dev.jsonl, manifest.json"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--per-file", type=int, default=12)
    parser.add_argument("--per-source", type=int, default=600)
    parser.add_argument("--per-dev-source", type=int, default=60)
    parser.add_argument("--limit", type=int, help="stop after so many records")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    settings = Settings(args.seed, args.per_file, args.per_source, args.per_dev_source)
    try:
        synthesise(
            args.sources,
            args.out,
            settings,
            limit=args.limit,
            workers=args.workers,
            progress=lambda line: print(line, file=sys.stderr, flush=True),
        )
    except NovaEditError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
