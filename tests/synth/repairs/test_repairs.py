"""What mypy really says of a mistake, and the way back among the repairs of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.languages.base import Project
from novaedit.languages.python.adapter import PythonLanguage
from novaedit.patch.apply import apply_edits
from novaedit.synth.repairs.make import repairs

_IMPORTS = """\
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Optional
from urllib.parse import urlsplit


"""

#: By name: what mypy complains about, and an answer that it accepts, both after the imports.
_MISTAKES = {
    "asked-first": (
        "def f(text: str) -> str:\n    match = re.match('a', text)\n    return match.group(0)\n",
        "def f(text: str) -> str:\n    match = re.match('a', text)\n    if match is None:\n"
        '        return ""\n    return match.group(0)\n',
    ),
    "asserted": (
        "def f(text: str) -> None:\n    match = re.match('a', text)\n    print(match.end() + 1)\n",
        "def f(text: str) -> None:\n    match = re.match('a', text)\n    assert match is not None\n"
        "    print(match.end() + 1)\n",
    ),
    "skipped": (
        "def f(texts: list[str]) -> None:\n    for text in texts:\n        match = re.match('a', text)\n"
        "        print(match.end())\n",
        "def f(texts: list[str]) -> None:\n    for text in texts:\n        match = re.match('a', text)\n"
        "        if match is None:\n            continue\n        print(match.end())\n",
    ),
    "replaced": (
        "def f(url: str) -> list[str]:\n    return urlsplit(url).hostname.split('.')\n",
        "def f(url: str) -> list[str]:\n    return (urlsplit(url).hostname or \"\").split('.')\n",
    ),
    "left-out": (
        "def f(numbers: list[float | None]) -> float:\n    return sum(n for n in numbers)\n",
        "def f(numbers: list[float | None]) -> float:\n    return sum(n for n in numbers if n is not None)\n",
    ),
    "optional-argument": (
        "def f(name: str = None) -> None:\n    print(name)\n",
        "def f(name: Optional[str] = None) -> None:\n    print(name)\n",
    ),
    "another-promise": (
        "def f(names: Iterable[str]) -> list[str]:\n    return {n: len(n) for n in names}\n",
        "def f(names: Iterable[str]) -> dict[str, int]:\n    return {n: len(n) for n in names}\n",
    ),
    "annotated-otherwise": ("limit: int = 'x'\n", "limit: str = 'x'\n"),
    "returned": (
        "def f(a: int) -> int:\n    b = a + 1\n    print(b)\n",
        "def f(a: int) -> int:\n    b = a + 1\n    print(b)\n    return b\n",
    ),
    "missing-argument": (
        "@dataclass\nclass P:\n    x: int\n    name: str\n    z: int\n\n\n"
        "def f(name: str) -> P:\n    return P(1, 2)\n",
        "@dataclass\nclass P:\n    x: int\n    name: str\n    z: int\n\n\n"
        "def f(name: str) -> P:\n    return P(1, name, 2)\n",
    ),
    "surplus-argument": (
        "def g(a: int) -> int:\n    return a\n\n\nprint(g(1, 2))\n",
        "def g(a: int) -> int:\n    return a\n\n\nprint(g(1))\n",
    ),
    "swapped": (
        "def g(a: int, b: str) -> int:\n    return a\n\n\nprint(g('x', 1))\n",
        "def g(a: int, b: str) -> int:\n    return a\n\n\nprint(g(1, 'x'))\n",
    ),
    "renamed": (
        "@dataclass\nclass S:\n    host: str = ''\n\n\nprint(S(hostname='a'))\n",
        "@dataclass\nclass S:\n    host: str = ''\n\n\nprint(S(host='a'))\n",
    ),
    "made-a-list": (
        "def g(a: list[str]) -> None: ...\n\n\ndef f(b: str) -> None:\n    g(b)\n",
        "def g(a: list[str]) -> None: ...\n\n\ndef f(b: str) -> None:\n    g([b])\n",
    ),
    "encoded": (
        "def g(a: bytes) -> None: ...\n\n\ndef f(b: str) -> None:\n    g(b)\n",
        "def g(a: bytes) -> None: ...\n\n\ndef f(b: str) -> None:\n    g(b.encode())\n",
    ),
    "taken-out": (
        "def g(a: int) -> None: ...\n\n\ndef f(b: int) -> None:\n    g(str(b))\n",
        "def g(a: int) -> None: ...\n\n\ndef f(b: int) -> None:\n    g(b)\n",
    ),
    "span-of-time": (
        "def f(due: datetime, minutes: int) -> None:\n    due += minutes\n",
        "def f(due: datetime, minutes: int) -> None:\n    due += timedelta(minutes=minutes)\n",
    ),
    "pair": (
        "jobs: deque[tuple[str, int]]\n\n\ndef f(a: str, b: int) -> None:\n    jobs.append(a)\n",
        "jobs: deque[tuple[str, int]]\n\n\ndef f(a: str, b: int) -> None:\n    jobs.append((a, b))\n",
    ),
    "made-by-a-function": (
        "def count(a: str) -> int:\n    return len(a)\n\n\ndef g(a: int) -> None: ...\n\n\n"
        "def f(b: str) -> None:\n    g(b)\n",
        "def count(a: str) -> int:\n    return len(a)\n\n\ndef g(a: int) -> None: ...\n\n\n"
        "def f(b: str) -> None:\n    g(count(b))\n",
    ),
    "awaited": (
        "async def g() -> int:\n    return 1\n\n\nasync def f() -> int:\n    return g()\n",
        "async def g() -> int:\n    return 1\n\n\nasync def f() -> int:\n    return await g()\n",
    ),
}


def _checked(root: Path, number: int) -> dict[str, Diagnostic | None]:
    """mypy's first finding in each mistake (0) or answer (1), in one run."""
    tree = root / str(number)
    tree.mkdir()
    files = {f"case{n}.py": (_IMPORTS + pair[number]).encode() for n, pair in enumerate(_MISTAKES.values())}
    for path, content in files.items():
        (tree / path).write_bytes(content)
    (tree / "mypy.ini").write_text("[mypy]\nstrict = True\n")
    found = PythonLanguage().diagnose(files, Project(tree, tree, ("mypy",))).diagnostics
    first = {d.path: d for d in reversed(found)}
    return {name: first.get(f"case{n}.py") for n, name in enumerate(_MISTAKES)}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Diagnostic | None]:
    return _checked(tmp_path_factory.mktemp("mistakes"), 0)


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Diagnostic | None]:
    return _checked(tmp_path_factory.mktemp("answers"), 1)


@pytest.mark.parametrize("name", _MISTAKES)
def test_the_way_back(
    name: str, findings: dict[str, Diagnostic | None], left: dict[str, Diagnostic | None]
) -> None:
    """mypy finds the mistake, the answer is among its repairs, and mypy has nothing against the answer."""
    before, after = (_IMPORTS + text for text in _MISTAKES[name])
    finding = findings[name]
    assert finding is not None
    found = [apply_edits(before, edits) for edits in repairs(before, finding, 1, 99)]
    assert after in found
    assert left[name] is None
    assert len(found) == len(set(found)) < 80
    assert before not in found


def test_only_lines_that_are_shown(findings: dict[str, Diagnostic | None]) -> None:
    """The annotation of a function whose head lies above is out of reach."""
    before = _IMPORTS + _MISTAKES["another-promise"][0]
    finding = findings["another-promise"]
    assert finding is not None
    assert finding.line is not None
    assert repairs(before, finding, finding.line - 1, finding.line)
    for edits in repairs(before, finding, finding.line, finding.line):
        assert all(finding.line <= edit.start_line and edit.end_line <= finding.line for edit in edits)


def test_windows_endings_and_other_alphabets() -> None:
    """Offsets are of characters, and an inserted line ends like the others."""
    text = "import re\r\nµ = re.match('ä', 'ä')\r\nprint('ü', µ.end())\r\n"
    finding = Diagnostic("mypy", "union-attr", 'Item "None" of "X | None"', "a.py", 3)
    found = [apply_edits(text, edits) for edits in repairs(text, finding, 1, 3)]
    assert text.replace("print", "assert µ is not None\r\nprint") in found
    assert all(new.count("\n") == new.count("\r\n") for new in found)


@pytest.mark.parametrize("text", ["def f(:\n", "x = '\0'\n", "", "# nothing\n"])
def test_what_has_no_repairs(text: str) -> None:
    """A file that does not parse, or has no statement on the line."""
    finding = Diagnostic("mypy", "arg-type", 'got "int", expected "str"', "a.py", 1)
    assert repairs(text, finding, 1, 1) == []


def test_nothing_is_hidden_from_the_checker(findings: dict[str, Diagnostic | None]) -> None:
    """To promise nothing would answer it as well."""
    before = _IMPORTS + _MISTAKES["another-promise"][0]
    finding = findings["another-promise"]
    assert finding is not None
    for edits in repairs(before, finding, 1, 99):
        text = apply_edits(before, edits)
        assert "Any" not in text
        assert "def f(names: " in text
        assert ") -> " in text


@pytest.mark.parametrize("type_", ["Any", "object"])
def test_no_promise_that_everything_keeps(type_: str) -> None:
    text = "from typing import Any\n\n\ndef f() -> int:\n    return g()\n"
    message = f'Incompatible return value type (got "{type_}", expected "int")'
    finding = Diagnostic("mypy", "return-value", message, "a.py", 5)
    assert not [edits for edits in repairs(text, finding, 1, 5) if f"-> {type_}" in apply_edits(text, edits)]


def test_no_comment_gets_lost() -> None:
    """An argument goes, but not with what is said of it."""
    text = "f(\n    1,\n    # why\n    2,\n)\ng(1, 2)\n"
    for line, kept in ((1, True), (6, False)):
        finding = Diagnostic("mypy", "call-arg", 'Too many arguments for "f"', "a.py", line)
        found = [apply_edits(text, edits) for edits in repairs(text, finding, 1, 6)]
        assert all("# why" in new for new in found)
        assert any(len(new) < len(text) for new in found) is not kept


def test_a_finding_of_the_whole_file_has_none() -> None:
    finding = Diagnostic("mypy", "misc", "got None", "a.py")
    assert repairs("x = 1\n", finding, 1, 1) == []
