"""Real repositories, made by the real git, under a configuration that is not the developer's."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from novaedit.repository.open import Repository, open_repository


@dataclass(frozen=True)
class Sandbox:
    """A folder in which git runs."""

    root: Path

    def git(self, *arguments: str, cwd: Path | None = None, check: bool = True) -> str:
        """Run git at the root (or `cwd`) and return its output."""
        done = subprocess.run(
            ["git", *arguments], cwd=cwd or self.root, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file, byte for byte, making its folder."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def commit(self, files: dict[str, str | bytes], message: str = "change") -> str:
        """Write, add and commit files; the commit's id."""
        for path, content in files.items():
            self.write(path, content)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, "--allow-empty")
        return self.git("rev-parse", "HEAD").strip()

    def staged(self, path: str) -> bytes:
        """The content of a path in the default index."""
        return subprocess.run(
            ["git", "cat-file", "blob", f":{path}"], cwd=self.root, capture_output=True, check=True
        ).stdout

    def open(self) -> Repository:
        """Open as a caller elsewhere would."""
        return open_repository(self.root)


@pytest.fixture(autouse=True)
def own_git_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(
        "[user]\n\tname = A\n\temail = a@example.com\n[init]\n\tdefaultBranch = main\n"
        '[protocol "file"]\n\tallow = always\n[core]\n\tautocrlf = false\n'
    )
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """An empty repository."""
    root = tmp_path / "repository"
    root.mkdir()
    made = Sandbox(root.resolve())
    made.git("init", "-q")
    return made


@pytest.fixture
def in_hook(tmp_path: Path) -> Callable[[Sandbox, str], Path]:
    """Install a pre-commit hook that runs Python code with our package; its output lands in a file."""

    def install(sandbox: Sandbox, code: str) -> Path:
        import sys

        output = tmp_path / "hook-output"
        script = tmp_path / "hook.py"
        script.write_text(code)
        hooks = Path(sandbox.git("rev-parse", "--git-path", "hooks").strip())
        hook = (sandbox.root / hooks).resolve() / "pre-commit"
        hook.parent.mkdir(parents=True, exist_ok=True)
        package = Path(__file__).parents[2]
        hook.write_text(
            f'#!/bin/sh\nPYTHONPATH="{package}" exec "{sys.executable}" "{script}" >"{output}" 2>&1\n'
        )
        hook.chmod(0o755)
        return output

    return install
