"""Running the real command in a process of its own, in a real repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_RUFF = '[tool.ruff]\ntarget-version = "py311"\n[tool.ruff.lint]\nselect = ["F"]\n'


@dataclass(frozen=True)
class Result:
    """What the command left: exit code and text."""

    code: int
    out: str
    err: str


def environment(home: Path, **changes: str) -> dict[str, str]:
    """A clean environment: no user configuration, no model of the user's, our package importable."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "NOVAEDIT_", "PRE_COMMIT", "XDG_"))
    }
    for name in ("NO_COLOR", "FORCE_COLOR", "VIRTUAL_ENV"):
        kept.pop(name, None)
    return {
        **kept,
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONPATH": str(_ROOT),
        "XDG_STATE_HOME": str(home / "state"),
        **changes,
    }


@dataclass(frozen=True)
class Repo:
    """A git repository of a test; `home` lies outside of it."""

    root: Path
    home: Path

    def git(self, *arguments: str, input: str | None = None) -> str:
        """Run git here and return what it printed."""
        identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.root,
            env=environment(self.home),
            input=input,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file; text keeps its line endings."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def commit(self, **files: str) -> None:
        """Commit everything, after writing `files` (name without .py)."""
        for name, content in files.items():
            self.write(f"{name}.py", content)
        self.git("add", "-A")
        self.git("commit", "-qm", "change")

    def run(
        self,
        *arguments: str,
        cwd: str = ".",
        env: Mapping[str, str] | None = None,
        module: tuple[str, ...] = ("novaedit.cli",),
    ) -> Result:
        """Run `novaedit` here in a process of its own; never for longer than a minute."""
        done = subprocess.run(
            [sys.executable, "-m", *module, *arguments],
            cwd=self.root / cwd,
            env=environment(self.home, **(env or {})),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        return Result(
            done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )


def make_repo(tmp_path: Path, *, commit: bool = True) -> Repo:
    """A fresh repository whose ruff checks pyflakes' rules only."""
    root, home = tmp_path / "repo", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    repo = Repo(root, home)
    repo.git("init", "-q", "-b", "main")
    if commit:
        repo.write("pyproject.toml", _RUFF)
        repo.commit()
    return repo
