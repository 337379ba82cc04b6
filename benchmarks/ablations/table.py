"""The rows as Markdown, a table for each question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchmarks.ablations.data import GROUPS
from benchmarks.ablations.row import Row

_NONE = "-"
Column = Callable[[Row], str]


def tables(questions: Mapping[str, Sequence[str]], rows: Mapping[str, Row]) -> str:
    """What is known by now."""
    parts = []
    for question, arms in questions.items():
        known = [rows[arm] for arm in arms if arm in rows]
        if known:
            parts += [f"## {question}\n", *_table(known), *_same_text(known), ""]
    return "\n".join(parts)


def _table(rows: Sequence[Row]) -> list[str]:
    columns = _columns(rows)
    lines = [list(columns), ["---"] * len(columns)]
    lines += [[column(row) for column in columns.values()] for row in rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _columns(rows: Sequence[Row]) -> dict[str, Column]:
    first = rows[0]
    columns: dict[str, Column] = {"arm": lambda row: row.arm}
    if first.minutes is not None:
        columns |= {
            "minutes": lambda row: _number(row.minutes, ".1f"),
            "examples seen": lambda row: _number(row.examples, ","),
            "tokens": lambda row: _number(row.tokens, ","),
            "prompt + answer tokens": lambda row: f"{row.prompt_tokens} + {row.answer_tokens}",
            # Losses of other answers, or of other pieces of them, say nothing of each other.
            "dev loss": lambda row: _number(row.loss if row.loss_of == first.loss_of else None, ".3f"),
        }
    else:
        if first.fixed is not None:
            columns["fixed@1"] = lambda row: _share(row.fixed, row.total[1])
            columns["fixed@n"] = lambda row: _share(row.fixed_by_any, row.total[1])
        columns["p50, p95 s"] = lambda row: f"{row.p50_seconds:.2f}, {row.p95_seconds:.2f}"
    columns["exact"] = lambda row: _share(*row.total)
    groups = [group for group in GROUPS if any(group in row.exact for row in rows)]
    columns |= {group: _of_group(group) for group in groups}
    columns["machine"] = lambda row: row.machine
    return columns


def _of_group(group: str) -> Column:
    return lambda row: "{} of {}".format(*row.exact[group]) if group in row.exact else _NONE


def _same_text(rows: Sequence[Row]) -> list[str]:
    """How often two models that were asked without gates wrote the same."""
    if len(rows) != 2 or not all(row.answers and "text" in row.answers[0] for row in rows):
        return []
    one, other = ([answer["text"] for answer in row.answers] for row in rows)
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return ["", f"The same text {same} of {len(one)} times."]


def _number(value: float | None, form: str) -> str:
    return _NONE if value is None else format(value, form)


def _share(right: int | None, count: int) -> str:
    return _NONE if right is None else f"{right / count:.1%} ({right} of {count})"
