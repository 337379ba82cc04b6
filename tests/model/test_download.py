"""Downloads, against a real HTTP server on the loopback interface that misbehaves on request."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from novaedit.errors import DownloadError
from novaedit.model.download import HttpMirror, Wanted, check

DATA = bytes(range(256)) * 4000
WANTED = Wanted("x.bin", len(DATA), hashlib.sha256(DATA).hexdigest())


@dataclass
class Behaviour:
    """What the server does, and the Range headers that it got."""

    data: bytes = DATA
    ranges: bool = True
    statuses: list[int] = field(default_factory=list)  # errors to answer with first
    cut: int | None = None  # close the connection after so many bytes
    asked: list[str | None] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def server() -> Iterator[Behaviour]:
    """A server of DATA; change its Behaviour before asking."""
    behaviour = Behaviour()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            behaviour.asked.append(wanted)
            if behaviour.statuses:
                self.send_error(behaviour.statuses.pop(0))
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and behaviour.ranges else 0
            if start > len(behaviour.data):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header(
                    "Content-Range", f"bytes {start}-{len(behaviour.data) - 1}/{len(behaviour.data)}"
                )
            self.send_header("Content-Length", str(len(behaviour.data) - start))
            self.end_headers()
            self.wfile.write(behaviour.data[start : None if behaviour.cut is None else start + behaviour.cut])

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    behaviour.url = f"http://127.0.0.1:{httpd.server_port}/x.bin"
    yield behaviour
    httpd.shutdown()
    httpd.server_close()


def fetch(server: Behaviour, part: Path) -> list[tuple[int, int]]:
    seen: list[tuple[int, int]] = []
    HttpMirror(server.url, pause=0.01, timeout=5).fetch(WANTED, part, lambda *now: seen.append(now))
    return seen


def test_a_file_arrives_whole_and_its_progress_is_told(server: Behaviour, tmp_path: Path) -> None:
    seen = fetch(server, tmp_path / "p")
    check(WANTED, tmp_path / "p")
    assert seen[-1] == (len(DATA), len(DATA))
    assert seen == sorted(seen)


def test_it_goes_on_where_it_stopped(server: Behaviour, tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(DATA[:1000])
    fetch(server, tmp_path / "p")
    assert (tmp_path / "p").read_bytes() == DATA
    assert server.asked == ["bytes=1000-"]


def test_a_server_without_ranges_sends_all_again(server: Behaviour, tmp_path: Path) -> None:
    server.ranges = False
    (tmp_path / "p").write_bytes(b"?" * 1000)
    fetch(server, tmp_path / "p")
    assert (tmp_path / "p").read_bytes() == DATA


def test_connections_that_end_early_are_resumed(server: Behaviour, tmp_path: Path) -> None:
    server.cut = 300_000
    fetch(server, tmp_path / "p")
    assert (tmp_path / "p").read_bytes() == DATA
    assert len(server.asked) == 4


def test_a_busy_server_is_asked_again(server: Behaviour, tmp_path: Path) -> None:
    server.statuses = [503, 429]
    fetch(server, tmp_path / "p")
    assert (tmp_path / "p").read_bytes() == DATA


def test_a_server_that_stays_busy_is_given_up(server: Behaviour, tmp_path: Path) -> None:
    server.statuses = [503] * 50
    with pytest.raises(DownloadError, match="503 Service Unavailable"):
        fetch(server, tmp_path / "p")
    assert len(server.asked) == 4


def test_not_found_is_not_asked_twice(server: Behaviour, tmp_path: Path) -> None:
    server.statuses = [404, 404]
    with pytest.raises(DownloadError, match="404 Not Found"):
        fetch(server, tmp_path / "p")
    assert len(server.asked) == 1


def test_other_content_is_refused_and_removed(server: Behaviour, tmp_path: Path) -> None:
    server.data = DATA[:-1] + b"?"
    fetch(server, tmp_path / "p")
    with pytest.raises(DownloadError, match="what came is not"):
        check(WANTED, tmp_path / "p")
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("data", [b"<html>sign in</html>", DATA[:5000]])
def test_a_shorter_file_ends_in_an_error(server: Behaviour, data: bytes, tmp_path: Path) -> None:
    server.data = data
    with pytest.raises(DownloadError):
        fetch(server, tmp_path / "p")


def test_a_longer_file_is_not_read_to_its_end(server: Behaviour, tmp_path: Path) -> None:
    server.data = DATA + bytes(30_000_000)
    fetch(server, tmp_path / "p")
    with pytest.raises(DownloadError, match="what came is not"):
        check(WANTED, tmp_path / "p")


def test_offline_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1:1: .*refused"):
        HttpMirror("http://127.0.0.1:1/x", pause=0.01).fetch(WANTED, tmp_path / "p", lambda *_: None)
