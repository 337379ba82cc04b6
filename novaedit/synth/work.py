"""What one worker does: one source, from its path to its part on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from novaedit.dataset.store import Store
from novaedit.errors import NovaEditError, ToolError, WriteError
from novaedit.synth.parts import Part, find_part, part_name, write_part
from novaedit.synth.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Outcome:
    """A source's part, or the sentence that says why it has none.

    `resumed` when the part was there already; `failed` when another try may succeed.
    """

    source: Path
    part: Part | None = None
    reason: str = ""
    resumed: bool = False
    failed: bool = False

    @property
    def records(self) -> int:
        """How many records the source gave."""
        return self.part.records if self.part else 0


@dataclass(frozen=True, slots=True)
class Task:
    """One source to work on, where its part belongs, and how it is made."""

    source: Path
    store: Store
    recipe: Recipe


def work(task: Task) -> Outcome:
    """Make a source's part unless it is there. Raises WriteError, and ToolError when a tool is missing."""
    recipe = task.recipe
    name = part_name(task.source, recipe.settings(), recipe.makers())
    part = find_part(task.store, name)
    if part is not None:
        return Outcome(task.source, part, resumed=True)
    try:
        source = recipe.source(task.source)
    except NovaEditError as error:
        return Outcome(task.source, reason=str(error))
    try:
        return Outcome(task.source, write_part(task.store, name, recipe.make(source)))
    except (WriteError, ToolError):
        raise
    except Exception as error:
        reason = f"{source.repo} failed: {type(error).__name__}: {error}"
        return Outcome(task.source, reason=reason, failed=True)


def lost(task: Task, reason: str) -> Outcome:
    """What stands for the outcome of a source that ends every worker."""
    return Outcome(task.source, reason=f"{task.source} failed: {reason}", failed=True)
