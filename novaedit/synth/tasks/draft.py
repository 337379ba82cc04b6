"""Choosing what to undo in a file, before ruff has looked at it."""

from __future__ import annotations

import ast
import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from novaedit.synth.module import Module, splice
from novaedit.synth.tasks import TASKS
from novaedit.synth.tasks.rewriting import FunctionNode
from novaedit.synth.tasks.task import Task, Wish, wish


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A file as it is and as it was before somebody did the task.

    `name` is the function around the change; it has the lines `first_line`..`last_line` of `broken`. Empty
    and 0 without one. `words` are what the instruction has to say.
    """

    path: str
    clean: str
    broken: str
    task: Task
    name: str = ""
    first_line: int = 0
    last_line: int = 0
    words: Mapping[str, str] = field(default_factory=dict)


def task_drafts(path: str, text: str, count: int, rng: Random, rejected: Counter[str]) -> Iterator[TaskDraft]:
    """Up to `count` drafts of a file that parses; a task that cannot handle it is counted."""
    module = Module(text)
    names, weights = list(TASKS), [task.weight for task in TASKS.values()]
    places: dict[str, list[Wish]] = {}
    made = 0
    while names and made < count:
        name = rng.choices(names, weights)[0]
        if name not in places:
            places[name] = _find(TASKS[name], module, rng, rejected)
        if places[name]:
            found = places[name].pop()
            made += 1
            yield _draft(path, module, TASKS[name], found)
        else:
            weights.pop(names.index(name))
            names.remove(name)


def _find(task: Task, module: Module, rng: Random, rejected: Counter[str]) -> list[Wish]:
    try:
        found = [wish(one) for one in task.find(module, rng)]
    except Exception as error:
        # Code of strangers finds what nobody thought of; the other tasks are none the worse.
        rejected[f"{task.name} failed: {type(error).__name__}"] += 1
        return []
    rng.shuffle(found)
    return found[: task.most]


def _draft(path: str, module: Module, task: Task, found: Wish) -> TaskDraft:
    broken = splice(module.text, found.change)
    line = module.text.count("\n", 0, min(part.start for part in found.change)) + 1
    around = [node for node in module.functions if node.lineno <= line <= (node.end_lineno or 0)]
    inner = max(around, key=_header, default=None)
    if inner is None:
        return TaskDraft(path, module.text, broken, task, words=found.words)
    last = (inner.end_lineno or 0) + broken.count("\n") - module.text.count("\n")
    return TaskDraft(path, module.text, broken, task, inner.name, _header(inner), last, found.words)


def _header(node: FunctionNode) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def is_local(draft: TaskDraft) -> bool:
    """Whether the syntax trees differ in one statement of the module, and only there."""
    clean, broken = _statements(draft.clean), [ast.dump(node) for node in ast.parse(draft.broken).body]
    if len(clean) != len(broken):
        return False
    return sum(a != b for a, b in zip(clean, broken, strict=True)) == 1


@functools.lru_cache(maxsize=2)
def _statements(text: str) -> list[str]:
    return [ast.dump(node) for node in ast.parse(text).body]
