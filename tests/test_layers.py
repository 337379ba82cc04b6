"""The architecture, kept by the imports: which component may know which, no cycles, nothing heavy early."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.cli.command import Repo, environment, make_repo

_PACKAGE = Path(__file__).parents[1] / "novaedit"

_CORE = frozenset({"errors", "lines", "edits", "diagnostics"})
_PATCH = _CORE | {"patch"}
#: These stand side by side: they know the words and patches, and nothing of each other.
_MIDDLE = frozenset({"repository", "languages", "model"})
_PIPELINE = _PATCH | {"process"} | _MIDDLE
_DATASET = _PIPELINE | {"fixer", "dataset"}
_DATA_MAKERS = frozenset({"mining", "synth"})
_MODEL_MAKERS = frozenset({"training", "eval"})
_BELOW_VIEWS = _DATASET | _DATA_MAKERS | _MODEL_MAKERS

#: Component -> the other components that it may import. Every component has a place here.
ALLOWED: Mapping[str, frozenset[str]] = {
    "": frozenset(),  # novaedit/__init__.py: the version
    "errors": frozenset(),
    "lines": frozenset({"errors"}),
    "edits": frozenset({"errors", "lines"}),
    "diagnostics": frozenset({"errors", "lines", "edits"}),
    "process": frozenset({"errors"}),
    "patch": _CORE,
    **dict.fromkeys(_MIDDLE, _PATCH | {"process"}),
    "fixer": _PIPELINE,
    "dataset": _PIPELINE | {"fixer"},
    **dict.fromkeys(_DATA_MAKERS, _DATASET),
    **dict.fromkeys(_MODEL_MAKERS, _DATASET | _DATA_MAKERS),
    "cli": _BELOW_VIEWS,
    "hooks": _BELOW_VIEWS | {"cli"},  # the hook is the command with another way to say what to look at
    "github_action": _BELOW_VIEWS,
    "server": _BELOW_VIEWS,
}

_HEAVY = ("torch", "transformers", "openvino", "openvino_genai")

#: Says on the last line of stderr how the command ended and which modules it had imported by then.
_PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv.pop(1))
from novaedit.cli.main import main
code = main(sys.argv[1:])
sys.stdout.flush()
print(json.dumps([code, sorted({name.split(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def _modules(package: Path) -> dict[str, Path]:
    """Dotted name of every module under `package` -> its file."""
    found = {}
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def _imported(name: str, file: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of ours that `name` imports, wherever in the file: inside functions counts too."""
    inside = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = inside.split(".")[: len(inside.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            # `from package import module` imports the module; `from module import name` only the module.
            targets = [f"{origin}.{a.name}" if f"{origin}.{a.name}" in known else origin for a in node.names]
        else:
            continue
        yield from (target for target in targets if target in known and target != name)


def _graph(package: Path = _PACKAGE) -> dict[str, set[str]]:
    known = _modules(package)
    return {name: set(_imported(name, file, known)) for name, file in known.items()}


def _component(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _forbidden(graph: Mapping[str, set[str]]) -> list[str]:
    """Every arrow that the layers do not allow. The bare package holds the version only: all may read it."""
    return [
        f"{name} imports {target}"
        for name, targets in graph.items()
        for target in sorted(targets)
        if _component(target) not in {"", _component(name)}
        and _component(target) not in ALLOWED.get(_component(name), frozenset())
    ]


def test_every_component_has_a_place() -> None:
    assert {_component(name) for name in _graph()} <= set(ALLOWED)


def test_imports_point_down_the_layers_only() -> None:
    assert _forbidden(_graph()) == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(_graph()).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_the_layers_themselves_have_an_order() -> None:
    TopologicalSorter(ALLOWED).prepare()


@pytest.mark.parametrize(
    "line",
    [
        "import novaedit.cli.main",
        "from novaedit.cli import main",
        "from novaedit.cli.main import main",
        "from ..cli.main import main",
        "def f():\n    from novaedit.cli.main import main",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from novaedit.cli.main import main",
    ],
)
def test_a_wrong_arrow_is_seen_however_it_is_written(tmp_path: Path, line: str) -> None:
    package = tmp_path / "novaedit"
    for folder, module in (("patch", "dsl"), ("cli", "main")):
        (package / folder).mkdir(parents=True)
        (package / folder / "__init__.py").touch()
        (package / folder / f"{module}.py").touch()
    (package / "__init__.py").touch()
    (package / "patch" / "dsl.py").write_text(f"{line}\n")
    assert _forbidden(_graph(package)) == ["novaedit.patch.dsl imports novaedit.cli.main"]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with one staged file in which nothing is wrong."""
    made = make_repo(tmp_path)
    made.write("a.py", "x = 1\n")
    made.git("add", "a.py")
    return made


@pytest.mark.parametrize("arguments", [["--help"], ["fix", "--help"], ["fix", "--staged"], ["fix", "a.py"]])
def test_help_and_a_clean_fix_import_nothing_heavy(repo: Repo, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", _PROGRAM, str(_PACKAGE.parent), *arguments],
        cwd=repo.root,
        env=environment(repo.home),
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    assert "novaedit" in modules
    assert [name for name in _HEAVY if name in modules] == []
