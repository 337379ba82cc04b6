"""Running mypy on a materialised snapshot, with a cache of its own and proof of what it checked."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from novaedit.diagnostics import Diagnostic
from novaedit.errors import ToolError
from novaedit.languages.base import Checked, Project
from novaedit.languages.python.environment import mypy_command, shadowing_path
from novaedit.languages.python.mypy_config import MypyConfig, find_config
from novaedit.languages.python.mypy_json import read_line, read_sources
from novaedit.languages.python.standing import standing
from novaedit.process import Finished, clean_env, run

TIMEOUT = 600.0

_ENVIRONMENT_CODES = frozenset({"import-not-found", "import-untyped", "import"})
_FLAGS = (
    *("--output", "json", "--no-error-summary", "--no-pretty", "--hide-error-context", "--no-color-output"),
    *("--soft-error-limit", "-1", "--verbose"),
)
_DUPLICATE = re.compile(r"Duplicate module named|found twice under different module names")
#: mypy goes on with its defaults when it cannot read its configuration; it must not.
_CONFIG_TROUBLE = re.compile(
    r"^\S*(?:mypy\.ini|pyproject\.toml|setup\.cfg): (?!.*(?:[Uu]nrecognized|unused))"
)


def is_environment(diagnostic: Diagnostic) -> bool:
    """Whether the finding is about what is installed, not about the code."""
    return diagnostic.source == "mypy" and diagnostic.code in _ENVIRONMENT_CODES


def check(
    files: Mapping[str, bytes],
    project: Project,
    *,
    skip: frozenset[str] = frozenset(),
    timeout: float = TIMEOUT,
) -> Checked:
    """Run mypy in `project.tree`, in which `files` stand for the length of the run.

    What is checked is what the configuration names, else `files`; those in `skip` (they do not parse)
    are not asked for. Findings in other files are `elsewhere`. Raises ToolError.
    """
    if project.tree is None:
        raise ToolError("mypy needs the whole snapshot in a folder")
    config = find_config(project.tree)
    targets = [path for path in files if path not in skip and not (config and config.excludes(path))]
    if not targets:
        return Checked((), {"mypy": frozenset()}, tuple(_unchecked(files, [], skip)))
    with standing(files, project.tree):
        done = _run(project, project.tree, config, targets, timeout)
    result = _read(done, project.tree)
    if result.blocked:
        return Checked((), {"mypy": frozenset()}, (f"mypy stopped: {result.blocked}",))
    # Without a log (another version's), status 0 or 1 says that it read every file it was given.
    named = config is not None and config.names_targets
    sources = result.sources or (() if named else tuple(targets))
    checked = frozenset(path for path in targets if path in sources)
    return Checked(
        diagnostics=tuple(d for d in result.diagnostics if d.path in files),
        checked={"mypy": checked},
        notes=tuple(_unchecked(files, checked, skip)),
        elsewhere=tuple(d for d in result.diagnostics if d.path not in files),
    )


def cache_folder(root: Path) -> Path:
    """Where the cache of the project at `root` lives: the user's cache folder, never the project."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    return base / "novaedit" / "mypy" / key


@dataclass(frozen=True, slots=True)
class _Result:
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: tuple[str, ...] = field(default=())
    blocked: str = ""


def _unchecked(
    files: Mapping[str, bytes], checked: Sequence[str] | frozenset[str], skip: frozenset[str]
) -> Iterator[str]:
    for path in files:
        if path not in checked and path not in skip:
            yield f"{path}: excluded by mypy's configuration"


def _run(
    project: Project, tree: Path, config: MypyConfig | None, targets: Sequence[str], timeout: float
) -> Finished:
    cache = cache_folder(project.root)
    cache.mkdir(parents=True, exist_ok=True)
    options = [*_FLAGS, "--cache-dir", str(cache), "--config-file", str(config.path) if config else ""]
    # Without arguments mypy checks what the configuration names, dependants of our files included.
    names = [] if config is not None and config.names_targets else ["--", *targets]
    # Workers (`num_workers`) come up too late on a busy machine, which mypy takes for an error of its own.
    env = {**clean_env(), "MYPYPATH": os.pathsep.join(shadowing_path(project, tree)), "MYPY_NUM_WORKERS": "0"}
    command = mypy_command(project)
    done = run([*command, *options, *names], cwd=tree, env=env, timeout=timeout)
    if done.returncode == 2 and b"unrecognized arguments: --output" in done.stderr:
        command = mypy_command(project, ours=True)  # the project's mypy is older than 1.11
        done = run([*command, *options, *names], cwd=tree, env=env, timeout=timeout)
    if done.returncode == 2 and _DUPLICATE.search(done.stdout.decode("utf-8", "replace")):
        options.append("--explicit-package-bases")
        done = run([*command, *options, *names], cwd=tree, env=env, timeout=timeout)
    return done


def _read(done: Finished, tree: Path) -> _Result:
    base = os.path.realpath(tree)

    def path_of(name: str) -> str:
        return os.path.relpath(os.path.join(base, name), base).replace(os.sep, "/")  # noqa: PTH118

    log = done.stderr.decode("utf-8", "replace")
    said = [line for line in log.splitlines() if line.strip() and not line.startswith("LOG:")]
    trouble = next((line for line in said if _CONFIG_TROUBLE.match(line)), None)
    if trouble:
        raise ToolError(f"mypy cannot use its configuration: {trouble}")
    read = (read_line(row, path_of) for row in done.stdout.split(b"\n"))
    found = tuple(diagnostic for diagnostic in read if diagnostic is not None)
    if done.returncode not in (0, 1):
        return _Result(blocked=_block(found, said, done.returncode))
    if done.returncode == 1 and not found:
        raise ToolError(f"mypy failed without a finding: {said[0] if said else 'it gave no reason'}")
    return _Result(found, tuple(path_of(name) for name in read_sources(log)))


def _block(found: Sequence[Diagnostic], said: Sequence[str], status: int) -> str:
    """Why mypy checked nothing, if that is the code's fault; else raises ToolError."""
    syntax = next((d for d in found if d.is_syntax_error), None)
    if syntax is not None:
        return f"{syntax.path}:{syntax.line} does not parse ({syntax.message})"
    if found:
        return f"{found[0].path}: {found[0].message}"
    reason = next((line for line in reversed(said) if "error:" in line), said[-1] if said else "no reason")
    raise ToolError(f"mypy failed with exit status {status}: {reason.strip()}")
