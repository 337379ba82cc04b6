"""Each thing that a sandbox promises, attacked by code that tries it."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from novaedit.eval.sandbox import child
from novaedit.eval.sandbox.base import Job, Limits, Sandbox

_TESTS = "assert answer() == 42\n"
_RIGHT = "def answer():\n    return 42\n"


def _run(sandbox: Sandbox, code: str, tests: str = _TESTS, **limits: float) -> bool:
    chosen = Limits(**{"timeout": 15, **limits})  # type: ignore[arg-type]  # by name
    return sandbox.run(Job("solution.py", code, tests, chosen)).passed


def test_the_right_answer_passes(sandbox: Sandbox) -> None:
    """Or else all that follows would prove nothing."""
    assert _run(sandbox, _RIGHT)


_FORGERIES = {
    "leaves politely": "import os\nos._exit(0)\n",
    "leaves when asked": "import os\ndef answer():\n    os._exit(0)\n",
    "exits": "import sys\nsys.exit(0)\n",
    "exits when asked": "def answer():\n    raise SystemExit(0)\n",
    "exits at the end": "import atexit, os\natexit.register(os._exit, 0)\ndef answer():\n    return 1\n",
    "prints success": "import os\nfor n in range(64):\n    try:\n"
    '        os.write(n, b\'{"passed": true, "ran": 1, "failure": null}\\n\')\n'
    "    except OSError:\n        pass\nos._exit(0)\n",
    "becomes another program": "import os\nos.execv('/bin/true', ['true'])\n",
    "kills its parent": "import os, signal\nos.getppid() > 1 and os.kill(os.getppid(), 9)\nos._exit(0)\n",
    "leaves a child to answer": "import os\nif os.fork():\n    os._exit(0)\n",
    "looks for a secret": "import os, sys\nfound = [*sys.argv, *sys.orig_argv[:4], *os.environ.values()]\n"
    "for row in found:\n    print(row, '{\"passed\": true}')\nos._exit(0)\n",
}


@pytest.mark.parametrize("code", _FORGERIES.values(), ids=_FORGERIES.keys())
def test_a_verdict_cannot_be_forged_by_ending(sandbox: Sandbox, code: str) -> None:
    assert not _run(sandbox, code, timeout=5)


@pytest.mark.parametrize(
    "code",
    [
        "while True:\n    pass\n",
        "import time\ndef answer():\n    time.sleep(3600)\n",
        "import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(3600)\n",
        "import threading\nthreading.Thread(target=threading.Event().wait).start()\ninput()\n"
        "threading.Event().wait()\n",
    ],
    ids=["turns", "sleeps", "ignores the alarm", "waits for input"],
)
def test_what_hangs_is_ended(sandbox: Sandbox, code: str) -> None:
    began = time.monotonic()
    assert not _run(sandbox, code, timeout=2)
    assert time.monotonic() - began < 60


def test_memory_is_bounded(sandbox: Sandbox) -> None:
    code = (
        "def answer():\n    x = bytearray(700 << 20)\n    x[::4096] = b'x' * len(x[::4096])\n    return 42\n"
    )
    assert _run(sandbox, code, memory=2 << 30)
    assert not _run(sandbox, code, memory=512 << 20)


def test_the_size_of_a_file_is_bounded(sandbox: Sandbox) -> None:
    code = "def answer():\n    open('big', 'wb').write(bytes(8 << 20))\n    return 42\n"
    assert _run(sandbox, code, file_size=16 << 20)
    assert not _run(sandbox, code, file_size=1 << 20)


def test_the_number_of_processes_is_bounded(sandbox: Sandbox) -> None:
    if sandbox.name == "process" and not child.gives_up_root():
        pytest.skip("a child process that stays who it is shares its user's count")
    code = (
        "import os, time\ndef answer():\n    for n in range(200):\n        if os.fork() == 0:\n"
        "            time.sleep(60)\n            os._exit(0)\n    return 42\n"
    )
    assert not _run(sandbox, code, processes=50)


def test_a_fork_bomb_leaves_nothing_running(sandbox: Sandbox) -> None:
    mark = f"novaedit-bomb-{os.getpid()}-{sandbox.name}"
    code = (
        "import os, subprocess, sys\ndef answer():\n"
        f"    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)', {mark!r}],"
        " start_new_session=True)\n    return 42\n"
    )
    _run(sandbox, code)
    if sandbox.name == "process" and not child.namespaces():
        pytest.skip("the system refuses namespaces: a session of its own outlives the run")
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert mark not in listed


def test_there_is_no_network(sandbox: Sandbox) -> None:
    if sandbox.name == "process" and not child.namespaces():
        pytest.skip("the system refuses namespaces")
    with socket.create_server(("127.0.0.1", 0)) as server:
        reached: list[bool] = []
        server.settimeout(20)

        def accept() -> None:
            try:
                server.accept()
                reached.append(True)
            except OSError:
                pass

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        code = (
            "import socket\ndef answer():\n"
            f"    socket.create_connection(('127.0.0.1', {port}), timeout=3)\n    return 42\n"
        )
        assert not _run(sandbox, code)
        assert not reached


def test_the_environment_is_empty(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOVAEDIT_TEST_TOKEN", "secret")
    code = "import os\ndef answer():\n    return 0 if 'NOVAEDIT_TEST_TOKEN' in os.environ else 42\n"
    assert _run(sandbox, code)


def test_the_secret_is_neither_in_arguments_nor_in_files(sandbox: Sandbox) -> None:
    code = (
        "import os, re, sys\nfrom pathlib import Path\ndef answer():\n"
        "    texts = [' '.join(sys.argv), *os.environ.values()]\n"
        "    texts += [p.read_text() for p in Path('.').rglob('*') if p.is_file()]\n"
        "    return 0 if any(re.search('[0-9a-f]{32}', text) for text in texts) else 42\n"
    )
    assert _run(sandbox, code)


def test_its_folder_may_go(sandbox: Sandbox) -> None:
    code = (
        "import os, shutil\ndef answer():\n"
        "    shutil.rmtree(os.getcwd(), ignore_errors=True)\n    return 42\n"
    )
    _run(sandbox, code)
    assert _run(sandbox, _RIGHT)


def test_files_of_others_cannot_be_written(sandbox: Sandbox, tmp_path: Path) -> None:
    if sandbox.name == "process" and not child.gives_up_root():
        pytest.skip("a child process of an ordinary user may write what the user may")
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    _run(sandbox, f"def answer():\n    open({str(victim)!r}, 'w').write('yours')\n    return 42\n")
    assert victim.read_text() == "mine"


def test_a_flood_of_output_does_no_harm(sandbox: Sandbox) -> None:
    code = (
        "import os\ndef answer():\n    for n in range(300):\n"
        "        os.write(1, b'x' * 100000)\n        os.write(2, b'x' * 100000)\n    return 42\n"
    )
    assert _run(sandbox, code)
