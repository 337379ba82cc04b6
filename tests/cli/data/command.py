"""`novaedit data` in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.command import environment


def data(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command; `home` keeps what it may write aside."""
    return subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "data", *map(str, arguments)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
