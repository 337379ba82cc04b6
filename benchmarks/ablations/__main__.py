"""Runs the arms of runs/ablations/arms.yaml one after the other and writes the tables.

    python -m benchmarks.ablations --data DATA --wide WIDE --out OUT --mini mini.gguf --base base.gguf \\
        --unrounded FOLDER

DATA is a dataset (`novaedit data split`), WIDE one of `novaedit synth --window 40`. An arm whose result is in
OUT/results is not run again; one that was killed goes on from its last checkpoint. An arm that lacks its
weights or data is said and left out. OUT/ablations.md and OUT/ablations.json hold what is known by now.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.ablations.bench import Bench
from benchmarks.ablations.data import prepare
from benchmarks.ablations.plan import ARMS, Plan, read_plan
from benchmarks.ablations.row import Row, read_row, write_row
from benchmarks.ablations.table import tables
from novaedit.errors import NovaEditError


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 1 when an arm that is wanted has no result."""
    args = _parser().parse_args(argv)
    plan = read_plan(args.plan)
    plan = replace(
        plan,
        minutes=None if args.once else args.minutes or plan.minutes,
        train_examples=args.examples or plan.train_examples,
    )
    arms = plan.chosen(args.arms)
    out: Path = args.out
    prepare(out / "data", plan, args.data, args.wide)
    if args.prepare:
        return 0
    names = ("mini", "base", "released", "unrounded")
    weights = {name: str(path) for name in names if (path := getattr(args, name)) is not None}
    bench = Bench(plan, weights, out / "data", out / "runs", _machine(), args.workers, args.threads)
    absent = 0
    for name, arm in arms.items():
        path = out / "results" / f"{name}.json"
        if path.is_file():
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            write_row(path, bench.run(name, arm))
            bench.forget(name)
        except NovaEditError as error:
            print(f"{name} is left out: {error}", file=sys.stderr, flush=True)
            absent += 1
        _report(out, plan)
    _report(out, plan)
    print((out / "ablations.md").read_text(encoding="utf-8"))
    return 1 if absent else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="not needed once the samples are in OUT/data")
    parser.add_argument("--wide", type=Path, help="likewise")
    parser.add_argument("--prepare", action="store_true", help="only draw the samples")
    parser.add_argument("--mini", type=Path, help="where mini starts: GGUF or a checkpoint")
    parser.add_argument("--base", type=Path, help="where base starts: GGUF or a checkpoint")
    parser.add_argument("--released", default="base", help="the model that is asked: a name, or a folder")
    parser.add_argument("--unrounded", type=Path, help="what benchmarks.unrounded wrote")
    parser.add_argument("--arms", nargs="+", default=[], help="only these")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, help="of training, for each arm; the plan's if left out")
    length.add_argument("--once", action="store_true", help="read the sample once, instead of for a time")
    parser.add_argument("--examples", type=int, help="to draw for training; the plan's if left out")
    parser.add_argument("--workers", type=int, default=1, help="processes that tokenise")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--plan", type=Path, default=ARMS)
    return parser


def _report(out: Path, plan: Plan) -> None:
    rows: Mapping[str, Row] = {
        name: read_row(path) for name in plan.arms if (path := out / "results" / f"{name}.json").is_file()
    }
    (out / "ablations.md").write_text(tables(plan.questions, rows), encoding="utf-8")
    shown = {name: asdict(replace(row, answers=[])) for name, row in rows.items()}
    text = json.dumps({"questions": plan.questions, "arms": shown}, indent=1)
    (out / "ablations.json").write_text(text + "\n", encoding="utf-8")


def _machine() -> str:
    import torch

    if torch.cuda.is_available():
        return str(torch.cuda.get_device_name())
    return f"{os.cpu_count()} cores, {platform.machine()}"


if __name__ == "__main__":
    sys.exit(main())
