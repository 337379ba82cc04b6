"""`novaedit fix --staged` on a real little project with mistakes staged: `python examples/demo.py [FLAGS]`.

Turns `invoices/project` into a git repository in a temporary folder, stages `staged.patch` (a misspelt
variable, a missing import, a wrong bracket, an attribute that mypy does not know) and leaves
`unstaged.patch` in the working tree as work in progress. `--folder DIR` puts the repository there; all
other FLAGS go to `novaedit fix --staged`, whose exit code is ours too. Nothing is needed but Python, git
and an installed NovaEdit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent / "invoices"

#: The user's own settings must not change what is shown: identity, hooks, line endings, signing.
_SETTINGS = ("user.name=Demo", "user.email=demo@example.org", "core.autocrlf=false", "commit.gpgsign=false")


def make_repository(folder: Path) -> None:
    """Fill `folder` (which must not exist) with the project, the staged and the unstaged changes."""
    shutil.copytree(HERE / "project", folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "--no-verify", "-m", "Read orders, price them, print invoices")
    _git(folder, "apply", "--index", str(HERE / "staged.patch"))
    _git(folder, "apply", str(HERE / "unstaged.patch"))


def _git(folder: Path, *arguments: str) -> None:
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    # A hook's GIT_DIR would make this git work on the repository of the hook.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *settings, *arguments], cwd=folder, env=environ, check=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Make the repository, run the command in it, and say where it is."""
    # No abbreviations: whatever is not ours is a flag of `novaedit fix`.
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--folder", type=Path)
    known, flags = parser.parse_known_args(argv)
    folder = known.folder or Path(tempfile.mkdtemp(prefix="novaedit-demo-")) / "invoices"
    make_repository(folder)
    command = [sys.executable, "-m", "novaedit.cli", "fix", "--staged", *flags]
    code = subprocess.run(command, cwd=folder, check=False).returncode
    print(f"demo: exit code {code}; the repository is {folder}, yours to try more in", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
