"""`novaedit fix` on a real terminal: questions, colour, Ctrl-C."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import Repo, environment

_TWO = "import os\nx = 1\n\n\n\n\n\n\n\nimport sys\n"


class Terminal:
    """A process on a pseudo-terminal; stdout goes to a pipe when `piped`."""

    def __init__(
        self, repo: Repo, *arguments: str, module: tuple[str, ...] = ("novaedit.cli",), piped: bool = False
    ) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *module, *arguments],
            cwd=repo.root,
            env=environment(repo.home, TERM="xterm", COLUMNS="100"),
            stdin=slave,
            stdout=subprocess.PIPE if piped else slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.shown = ""

    def expect(self, text: str, seconds: float = 120) -> None:
        """Read until `text` is shown after what was seen before."""
        end = time.monotonic() + seconds
        seen = len(self.shown)
        while text not in self.shown[seen:]:
            if not self._read(end):
                raise AssertionError(f"{text!r} not in {self.shown[seen:]!r}")

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.master, keys.encode())

    def finish(self, seconds: float = 120) -> int:
        """Read what is left and return the exit code."""
        end = time.monotonic() + seconds
        while self._read(end):
            pass
        code = self.process.wait(max(end - time.monotonic(), 1))
        os.close(self.master)
        return code

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], max(end - time.monotonic(), 0))
        try:
            data = os.read(self.master, 65536) if ready else b""
        except OSError:  # Linux says EIO when the other side has gone
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


@pytest.mark.parametrize(
    ("keys", "content", "code"),
    [
        ("yn", _TWO.removeprefix("import os\n"), 1),
        ("ny", _TWO.removesuffix("import sys\n"), 1),
        ("a", "x = 1\n\n\n\n\n\n\n\n", 0),
        ("q", _TWO, 1),
    ],
)
def test_accept_and_reject(repo: Repo, keys: str, content: str, code: int) -> None:
    repo.write("a.py", _TWO)
    terminal = Terminal(repo, "fix", "-i", "a.py")
    for key in keys:
        terminal.expect("Take this fix [y,n,a,q,?]? ")
        terminal.send(f"{key}\n")
    assert terminal.finish() == code
    assert (repo.root / "a.py").read_text() == content
    assert "\x1b[31m-import os\x1b[0m" in terminal.shown


def test_with_diff_the_accepted_fixes_are_only_printed(repo: Repo) -> None:
    repo.write("a.py", _TWO)
    terminal = Terminal(repo, "fix", "-i", "--diff", "a.py", piped=True)
    for key in "ny":
        terminal.expect("Take this fix")
        terminal.send(f"{key}\n")
    assert terminal.process.stdout is not None
    patch = terminal.process.stdout.read().decode()
    terminal.process.stdout.close()
    assert terminal.finish() == 1
    assert (repo.root / "a.py").read_text() == _TWO
    assert "-import sys" in patch
    assert "-import os" not in patch


def test_without_a_terminal_it_is_refused(repo: Repo) -> None:
    result = repo.run("fix", "-i")
    assert (result.code, result.err) == (2, "novaedit: -i needs a terminal to ask on\n")


def test_ctrl_c_at_a_question_loses_nothing(repo: Repo) -> None:
    repo.write("a.py", _TWO)
    terminal = Terminal(repo, "fix", "-i", "a.py")
    terminal.expect("Take this fix")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.finish() == 130
    assert terminal.shown.endswith("novaedit: interrupted\r\n")
    assert (repo.root / "a.py").read_text() == _TWO


def test_ctrl_c_while_the_model_runs(repo: Repo, tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"answers": {}, "seconds": 60}))
    repo.write("a.py", "print(nope)\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.replay", str(script), "fix", "--apply", "-v", "a.py"],
        cwd=repo.root,
        env=environment(repo.home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(3)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - started < 5
    assert (process.returncode, out, err) == (130, b"", b"novaedit: interrupted\n")
    assert (repo.root / "a.py").read_text() == "print(nope)\n"
