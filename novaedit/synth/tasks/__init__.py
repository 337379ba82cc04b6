"""All tasks other than mending, by name."""

from __future__ import annotations

from novaedit.synth.tasks import (
    conditions,
    containers,
    docstrings,
    guards,
    hints,
    keywords,
    loops,
    returns,
    signatures,
    strings,
    values,
)
from novaedit.synth.tasks.task import Task

TASKS: dict[str, Task] = {
    task.name: task
    for part in (
        loops,
        conditions,
        returns,
        strings,
        containers,
        hints,
        docstrings,
        guards,
        signatures,
        keywords,
        values,
    )
    for task in part.TASKS
}
