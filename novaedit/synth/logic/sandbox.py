"""Our side of child.py: started once, asked function by function, stopped with us."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from novaedit.errors import ToolError
from novaedit.synth.logic.purity import BUILTINS

#: A function whose calls give fewer different results tells too little.
MIN_DISTINCT = 3


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the clean function: the texts of its arguments and of what it returns, the lines it runs."""

    arguments: str
    result: str
    lazy: bool
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """A call that the clean function itself refuses, and the line of the file where it does."""

    arguments: str
    error: str
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a mutant does instead: `result` is the text of a value, or None with an exception's name."""

    call: Call
    result: str | None
    error: str | None
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The calls that were made, and for each mutant the calls that it gets wrong."""

    calls: tuple[Call, ...]
    wrong: tuple[tuple[Wrong, ...], ...]
    raised: tuple[Raised, ...] = ()
    #: The lines of the function that can be run.
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """`source` defines what `name` says and starts at `line` of its file; `context` is what it needs."""

    name: str
    context: str
    source: str
    line: int
    #: Texts of arguments, in groups of equal types.
    groups: Sequence[Sequence[str]]
    mutants: Sequence[str]
    #: Texts of arguments that are tried before those.
    given: Sequence[str] = ()
    #: Whether to tell which lines a call runs.
    lines: bool = False


class Sandbox:
    """A child, which runs from the first job on. A context manager. Raises ToolError when the child is gone.

    `order` is the seed of hashes: with another one the same sets come in another order.
    """

    def __init__(self, order: int = 0) -> None:
        self._order = order
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="novaedit-logic-")
        return self

    def _started(self) -> subprocess.Popen[str]:
        child = Path(__file__).with_name("child.py")
        return subprocess.Popen(
            [sys.executable, "-s", "-S", "-P", str(child)],
            cwd=self._folder.name,
            env={"PYTHONHASHSEED": str(self._order), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._folder.cleanup()

    def run(self, job: Job, distinct: int = MIN_DISTINCT) -> Outcome | None:
        """What the clean function and its mutants return; None when it is no use."""
        asked = {"groups": [list(g) for g in job.groups], "given": list(job.given), "lines": job.lines}
        answer = self._ask(_told(job) | asked | {"distinct": distinct})
        if not answer.get("mutants"):
            return None
        calls = tuple(
            Call(c["arguments"], c["text"], c["lazy"], tuple(c.get("lines", ()))) for c in answer["calls"]
        )
        raised = tuple(Raised(r["arguments"], r["error"], r["message"], r["line"]) for r in answer["raised"])
        wrong = tuple(tuple(_wrongs(calls, given)) for given in answer["mutants"])
        return Outcome(calls, wrong, raised, tuple(answer["lines"]))

    def trials(self, job: Job, tests: Sequence[str]) -> list[list[str | None]]:
        """For each test, how it fails on the function and on each mutant: an error's name, None if it passes.

        A test is Python text with functions `test...`, which may use `pytest.raises` and
        `pytest.mark.parametrize` without importing them. Empty when the child came to harm.
        """
        found: list[list[str | None]] = self._ask(_told(job) | {"tests": list(tests)}).get("trials", [])
        return found

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        self._process = self._process or self._started()
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ToolError("the sandbox has no pipes")
        try:
            stdin.write(json.dumps(job) + "\n")
            stdin.flush()
            answer: dict[str, Any] = json.loads(stdout.readline() or "null") or {}
        except (OSError, ValueError) as error:
            raise ToolError(f"the sandbox stopped: {error}") from None
        return answer


def _told(job: Job) -> dict[str, Any]:
    return {
        "name": job.name,
        "context": job.context,
        "source": job.source,
        "line": job.line,
        "mutants": list(job.mutants),
        "builtins": sorted(BUILTINS),
    }


def _wrongs(calls: Sequence[Call], given: Sequence[dict[str, Any] | None] | None) -> list[Wrong]:
    return [
        Wrong(call, answer.get("text"), answer.get("error"), answer.get("message", ""), answer.get("line"))
        for call, answer in zip(calls, given or (), strict=False)
        if answer  # None is no difference; an empty one is a value that cannot be written down
    ]
