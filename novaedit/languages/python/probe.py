"""The proof that tests ran the snapshot's code: which files their modules came from.

A pytest plugin, put on the path of the test command only, lists them when pytest ends. Commands
that do not run pytest in their own process write no list; they are not proven, and not refused.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from novaedit.errors import ToolError

_PLUGIN = "_novaedit_probe"
_SOURCE = """\
import json, os, sys

def pytest_unconfigure(config):
    if hasattr(config, "workerinput"):  # a worker of pytest-xdist: the others say the same
        return
    files = {n: getattr(m, "__file__", None) for n, m in list(sys.modules.items())}
    with open(os.path.join(os.path.dirname(__file__), "modules.json"), "w", encoding="utf-8") as out:
        json.dump({n: f for n, f in files.items() if isinstance(f, str)}, out)
"""


@dataclass(frozen=True, slots=True)
class Probe:
    """The folder of the plugin and of its list."""

    folder: Path

    def environment(self, env: Mapping[str, str]) -> dict[str, str]:
        """`env` with the plugin on the path and switched on."""
        path = os.pathsep.join(filter(None, [env.get("PYTHONPATH"), str(self.folder)]))
        options = f"{env.get('PYTEST_ADDOPTS', '')} -p {_PLUGIN}".strip()
        return {**env, "PYTHONPATH": path, "PYTEST_ADDOPTS": options}

    def require_snapshot(self, snapshot: Path, root: Path) -> None:
        """Raise ToolError if a module of the project came from its working tree `root`."""
        try:
            files: dict[str, str] = json.loads((self.folder / "modules.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        inside, outside = os.path.realpath(snapshot), os.path.realpath(root)
        for module, file in sorted(files.items()):
            place = os.path.realpath(file)
            relative = os.path.relpath(place, outside)
            mine = not relative.startswith("..") and not place.startswith(inside + os.sep)
            # An environment inside the project (.venv) is not the project.
            if mine and os.path.exists(os.path.join(inside, relative)):  # noqa: PTH110, PTH118  # as above
                raise ToolError(f"the tests imported {module} from the working tree, not from the snapshot")


@contextmanager
def probe() -> Iterator[Probe]:
    """A plugin for one run of the tests."""
    with tempfile.TemporaryDirectory(prefix="novaedit-probe-") as name:
        folder = Path(name)
        (folder / f"{_PLUGIN}.py").write_text(_SOURCE, encoding="utf-8")
        yield Probe(folder)
