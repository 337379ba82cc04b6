"""Running ruff on given contents, with proof that it looked at each of them.

ruff answers "no findings" for a file that it could not find, decode, or that its configuration
excludes. So every run also asks for an import that no file has (rule I002): a file for which
ruff does not miss it was not checked, or its rules are switched off there, which a second run tells.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from novaedit.diagnostics import Diagnostic
from novaedit.errors import ToolError
from novaedit.languages.base import Checked, Project
from novaedit.languages.python import ruff_config
from novaedit.languages.python.environment import ruff_command
from novaedit.languages.python.ruff_config import RuffConfig
from novaedit.languages.python.ruff_json import read_json_lines
from novaedit.process import run

#: For projects without any ruff configuration: errors only, ruff's own defaults before 0.16.
DEFAULT_RULES = ("E4", "E7", "E9", "F")
TIMEOUT = 120.0

_SENTINEL = "import novaedit_checked"
_FLAGS = ("check", "--force-exclude", "--no-cache", "--no-fix", "--output-format", "json-lines")
#: From here on one process over the files on disk is faster than one a file.
_MANY = 4


def check(files: Mapping[str, bytes], project: Project) -> Checked:
    """Run ruff on `files` (path below `project.root` -> bytes) with the configuration of each one's place.

    Files that are not UTF-8 or that the configuration excludes are named in the notes and are not in
    `checked`. Raises ToolError when ruff is missing, fails, or its configuration is broken.
    """
    ruff_config.forget()
    texts, notes = _decode(files)
    groups: dict[RuffConfig, list[str]] = defaultdict(list)
    for path in texts:
        groups[ruff_config.config_for(project.root / path)].append(path)
    runner = _Runner(ruff_command(project), project.root, files, texts)
    found: list[Diagnostic] = []
    unproven: list[str] = []
    for config, paths in groups.items():
        said = runner.run(paths, _options(config))
        found += [diagnostic for diagnostic in said if not _is_sentinel(diagnostic)]
        proven = {diagnostic.path for diagnostic in said}
        unproven += [path for path in paths if path not in proven and not _is_empty(texts[path])]
    excluded = runner.excluded(unproven)
    notes += [f"{path}: excluded by ruff's configuration" for path in excluded]
    checked = frozenset(texts).difference(excluded)
    found.sort(key=lambda d: (d.path, d.line or 0, d.column or 0, d.code or ""))
    return Checked(tuple(found), {"ruff": checked}, tuple(notes))


def check_folder(
    folder: Path, rules: Sequence[str] = DEFAULT_RULES, *, target_version: str | None = None
) -> dict[str, list[Diagnostic]]:
    """Diagnostics of every Python file below `folder`, by path relative to it: one process for thousands.

    No configuration is looked at. Files without findings are left out, and so are files that are not
    UTF-8. Raises ToolError.
    """
    command = [ruff_command(Project(folder)), *_FLAGS, "--isolated", "--no-respect-gitignore"]
    # Naming something to exclude replaces the built-in list (build, venv, site-packages).
    command += ["--exclude", "//", "--select", ",".join(rules)]
    command += ["--target-version", target_version] if target_version else []
    cache: dict[str, str] = {}

    def text_of(path: str) -> str:
        if path not in cache:
            cache.clear()  # findings come file by file
            cache[path] = (folder / path).read_bytes().decode("utf-8", "replace")
        return cache[path]

    output = _finish([*command, "--", "."], folder, None)
    base = os.path.realpath(folder)
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in read_json_lines(output, text_of, lambda name: os.path.relpath(name, base)):
        found[diagnostic.path.replace(os.sep, "/")].append(diagnostic)
    return dict(found)


def is_newer_syntax(path: str, content: bytes, project: Project) -> bool:
    """Whether `content` is right for the Python that the project names, and only too new for ours.

    For contents that our CPython cannot parse and in which ruff, with the project's target, found no
    syntax error. Without a named target our CPython has the last word.
    """
    if not ruff_config.names_python(project.root / path):
        return False
    ours = f"py{sys.version_info.major}{sys.version_info.minor}"
    options = ["--isolated", "--select", "E9", "--target-version", ours, "--stdin-filename", "a.py", "-"]
    output = _finish([ruff_command(project), *_FLAGS, *options], project.root, content)
    found = read_json_lines(output, lambda _: "", lambda _: path)
    return any("syntax was added in Python" in diagnostic.message for diagnostic in found)


def _decode(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[str]]:
    texts: dict[str, str] = {}
    notes = []
    for path, content in files.items():
        try:
            texts[path] = content.decode("utf-8")
        except UnicodeDecodeError:
            notes.append(f"{path}: not checked by ruff, which reads UTF-8 only")
    return texts, notes


def _options(config: RuffConfig) -> list[str]:
    imports = ", ".join(f'"{name}"' for name in (*config.required_imports, _SENTINEL))
    select = [] if config.exists else ["--select", ",".join(DEFAULT_RULES)]
    return [*select, "--extend-select", "I002", "--config", f"lint.isort.required-imports=[{imports}]"]


def _is_sentinel(diagnostic: Diagnostic) -> bool:
    return diagnostic.code == "I002" and _SENTINEL in diagnostic.message


def _is_empty(text: str) -> bool:
    # ruff requires no import of a file without statements, and has next to nothing to say of it.
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n"))


class _Runner:
    """One ruff, one root, one set of contents."""

    def __init__(
        self, command: str, root: Path, files: Mapping[str, bytes], texts: Mapping[str, str]
    ) -> None:
        self._command = [command, *_FLAGS]
        self._root = root
        self._files = files
        self._texts = texts

    def run(self, paths: Sequence[str], options: Sequence[str]) -> list[Diagnostic]:
        """What ruff says of the contents of `paths`."""
        same = [path for path in paths if self._is_on_disk(path)] if len(paths) >= _MANY else []
        found = self._run_on_disk(same, options) if same else []
        # Only contents that stayed on disk throughout are known to be what ruff read.
        moved = {path for path in same if not self._is_on_disk(path)}
        found = [diagnostic for diagnostic in found if diagnostic.path not in moved]
        rest = [path for path in paths if path in moved or path not in set(same)]
        if len(rest) == 1:
            return found + self._run_on_input(rest[0], options)
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            for result in pool.map(lambda path: self._run_on_input(path, options), rest):
                found += result
        return found

    def excluded(self, paths: Iterable[str]) -> list[str]:
        """Which of `paths` ruff leaves out, rather than having all their rules switched off."""
        everything = ["--ignore-noqa", "--config", "lint.per-file-ignores={}"]
        everything += ["--config", "lint.extend-per-file-ignores={}", *_options(RuffConfig(exists=False))]
        # Any statement will do: it is the path that decides.
        return [path for path in paths if not self._run_on_input(path, everything, b"x = 1\n")]

    def _is_on_disk(self, path: str) -> bool:
        place = self._root / path
        try:
            return not place.is_symlink() and place.read_bytes() == self._files[path]
        except OSError:
            return False

    def _run_on_disk(self, paths: Sequence[str], options: Sequence[str]) -> list[Diagnostic]:
        output = _finish([*self._command, *options, "--", *paths], self._root, None)
        base = os.path.realpath(self._root)
        return read_json_lines(
            output,
            self._texts.__getitem__,
            lambda name: os.path.relpath(name, base).replace(os.sep, "/"),
        )

    def _run_on_input(
        self, path: str, options: Sequence[str], content: bytes | None = None
    ) -> list[Diagnostic]:
        command = [*self._command, *options, f"--stdin-filename={path}", "-"]
        output = _finish(command, self._root, self._files[path] if content is None else content)
        return read_json_lines(output, self._texts.__getitem__, lambda _: path)


def _finish(command: Sequence[str], cwd: Path, content: bytes | None) -> bytes:
    """ruff's standard output. Raises ToolError with ruff's own reason when it did not do its work."""
    done = run(command, cwd=cwd, input=content, timeout=TIMEOUT)
    if done.returncode not in (0, 1):
        raise ToolError(_reason(done.stderr.decode("utf-8", "replace"), done.returncode))
    return done.stdout


def _reason(stderr: str, status: int) -> str:
    causes = re.findall(r"Cause: (.+)", stderr)
    if causes:
        # The last line of a TOML error says what is wrong, the first one where.
        detail = stderr.strip().splitlines()[-1].strip()
        detail = "" if detail.endswith(causes[-1]) else f" ({detail})"
        return f"ruff failed: {': '.join(cause.strip() for cause in causes)}{detail}"
    first = next((line for line in stderr.splitlines() if line.strip()), "it gave no reason")
    return f"ruff failed with exit status {status}: {first.strip()}"
