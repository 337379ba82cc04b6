"""How packages, our own functions and pairs of programs become records of logic bugs."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from novaedit.dataset.example import Example
from novaedit.dataset.fragment import regions
from novaedit.synth.logic.library import FOLDER, LIBRARY, LICENCE, entries_of
from novaedit.synth.logic.make import Amounts, Maker
from novaedit.synth.logic.mutators import MUTATORS
from novaedit.synth.logic.pairs import LICENCE as PAIRS_LICENCE
from novaedit.synth.logic.pairs import NAME as PAIRS
from novaedit.synth.logic.pairs import opened, pairs
from novaedit.synth.logic.sandbox import Sandbox
from novaedit.synth.logic.testing.draft import WAYS
from novaedit.synth.logic.testing.make import FunctionTester, records
from novaedit.synth.recipe import Made
from novaedit.synth.sources import Source, read_source

#: A test that passes by the order of a set passes in so many orders by chance only.
_ORDERS = 6


@dataclass(frozen=True, slots=True)
class Bugs:
    """Bugs in the pure functions of a package, or of a file of ours; each shown by a failing call."""

    amounts: Amounts = field(default_factory=Amounts)
    seed: int = 0

    def settings(self) -> dict[str, Any]:
        """For manifest and parts."""
        return {"seed": self.seed, **self.amounts.as_json()}

    def makers(self) -> Mapping[str, object]:
        """The mutators with their weights."""
        return {mutator.name: mutator.weight for mutator in MUTATORS.values()}

    def source(self, path: Path) -> Source:
        """A package, or a file of ours. Raises UsageError."""
        return package_or_ours(path)

    def make(self, source: Source) -> Made:
        """Its records. Raises ToolError."""
        with Sandbox() as sandbox:
            maker = Maker(sandbox, self.amounts)
            if source.repo == LIBRARY:
                each = (maker.of_entry(entry, self.seed) for entry in entries_of(source.root))
                found = [*chain.from_iterable(each)]
            else:
                found = [*maker.of_source(source, self.seed)]
        return Made(source.repo, found, maker.rejected)


@dataclass(frozen=True, slots=True)
class FunctionTests:
    """Tests for the pure functions of a package, or of a file of ours."""

    per_function: int = 2
    per_source: int = 500
    seed: int = 0

    def settings(self) -> dict[str, Any]:
        """For manifest and parts."""
        return {"seed": self.seed, "per_function": self.per_function, "per_source": self.per_source}

    def makers(self) -> Mapping[str, object]:
        """The ways of testing, and the mutators that show whether a test catches anything."""
        return {**{mutator.name: mutator.weight for mutator in MUTATORS.values()}, **WAYS}

    def source(self, path: Path) -> Source:
        """A package, or a file of ours. Raises UsageError."""
        return package_or_ours(path)

    def make(self, source: Source) -> Made:
        """Its records. Raises ToolError."""
        with ExitStack() as stack:
            sandbox, *others = [stack.enter_context(Sandbox(order)) for order in range(_ORDERS)]
            maker = FunctionTester(sandbox, self.per_function, others)
            if source.repo == LIBRARY:
                each = (maker.of_entry(entry, self.seed) for entry in entries_of(source.root))
                proven = [*chain.from_iterable(each)]
            else:
                proven = [*maker.of_source(source, self.per_source, self.seed)]
        found = [*records(proven, maker.rejected)]
        return Made(source.repo, found, maker.rejected)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Real pairs of faulty and correct programs, in a bare repository."""

    def settings(self) -> dict[str, Any]:
        """There are none."""
        return {}

    def makers(self) -> Mapping[str, object]:
        """People made these."""
        return {}

    def source(self, path: Path) -> Source:
        """The repository and its HEAD. Raises UsageError."""
        return Source(path, PAIRS, str(opened(path)[1].id), PAIRS_LICENCE)

    def make(self, source: Source) -> Made:
        """Its records."""
        made = Made(source.repo)
        made.examples += pairs(source.root, made.rejected)
        return made


def package_or_ours(path: Path) -> Source:
    """A folder, wheel, sdist or repository, or a file of our own functions. Raises UsageError."""
    return Source(path, LIBRARY, "", LICENCE) if path.parent == FOLDER else read_source(path)


def function_of_test(example: Example) -> str:
    """The function that a test is for, without blanks: packages copy functions from each other."""
    text = "\n".join(example.region.window.lines)
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    sources = {node.name: ast.get_source_segment(text, node) or "" for node in functions}
    added = "\n".join(line for edit in example.edits() for line in edit.replacement)
    # A row that is added to a table does not name the function, but the test does.
    tests = [source for name, source in sources.items() if name.startswith("test")]
    for place in (added, *tests):
        for name in re.findall(r"\w+(?=\()", place):
            if name in sources and not name.startswith("test"):
                return _bare(sources[name])
    return ""


def mended(example: Example) -> str:
    """The window as the patch leaves it, without blanks."""
    _, after = regions(example)
    return _bare("\n".join(after[-1].lines))


def _bare(text: str) -> str:
    return "".join(text.split())
