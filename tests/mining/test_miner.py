"""From commits to records, through git, ruff and the product's own gates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from novaedit.dataset.check import problem_of
from novaedit.mining.history import read_history
from novaedit.mining.miner import batches, mine_part
from novaedit.mining.origin import find_origin, open_history
from novaedit.mining.part import Mined, parts_of, read_mined
from novaedit.mining.settings import Settings
from tests.mining.histories import BROKEN, MENDED, MIT, mended_history, pair_of
from tests.repository.conftest import Sandbox

Mine = Callable[..., Mined]

#: Enough of a file for the change to be a small part of it.
_DEFAULT = Settings()
_REST = "\n\ndef other(a, b):\n    return [a, b]\n"


@pytest.fixture
def mine(sandbox: Sandbox) -> Mine:
    """Commit the versions of one file and mine them as one part."""

    def run(
        *versions: str, message: str = "Change", settings: Settings = _DEFAULT, path: str = "shop/sums.py"
    ) -> Mined:
        sandbox.commit({"LICENSE": MIT, path: versions[0]}, "start")
        for version in versions[1:]:
            sandbox.commit({path: version}, message)
        return _mine(sandbox, settings)

    return run


def _mine(sandbox: Sandbox, settings: Settings) -> Mined:
    origin = replace(find_origin(str(sandbox.root)), repo="someone/shop")
    commits = read_history(open_history(origin.path)).commits
    (part,) = parts_of(origin, commits, settings)
    return mine_part(part)


def test_a_record(sandbox: Sandbox) -> None:
    """Finding, region, patch, message and origin of what was mended."""
    commit = mended_history(sandbox)
    (example,) = _mine(sandbox, Settings()).examples
    # That `price` is unused is a symptom.
    assert [(d.code, d.line) for d in example.diagnostics] == [("F821", 7), ("B007", 6)]
    assert example.patch_dsl == "@@ 7-7\n-         result += pirce\n+         result += price"
    assert example.instruction == "Fix total of an order"
    assert example.kind == "real"
    assert "price" in example.region.related
    assert (example.provenance.commit, example.provenance.path) == (commit, "shop/sums.py")
    assert (example.provenance.repo, example.provenance.licence) == ("someone/shop", "MIT")
    assert problem_of(example) is None


@pytest.mark.parametrize(
    ("before", "after", "code", "patch"),
    [
        pytest.param(
            "def f(a:\n    return a\n" + _REST,
            "def f(a):\n    return a\n" + _REST,
            "invalid-syntax",
            "@@ 1-1\n- def f(a:\n+ def f(a):",
            id="does not parse",
        ),
        pytest.param(
            "def f(a):\nreturn a\n" + _REST,
            "def f(a):\n    return a\n" + _REST,
            "invalid-syntax",
            "@@ 2-2\n- return a\n+     return a",
            id="blanks matter where the code did not parse",
        ),
        pytest.param(
            "import os\n\n\ndef f(a):\n    return os.path.join(a, sys.argv[0])\n" + _REST,
            "import os\nimport sys\n\n\ndef f(a):\n    return os.path.join(a, sys.argv[0])\n" + _REST,
            "F821",
            "@@ 2-1\n+ import sys",
            id="an import",
        ),
        pytest.param(
            "def f(a):\n    if a == None:\n        return 1\n    return a\n" + _REST,
            "def f(a):\n    if a is None:\n        return 1\n    return a\n" + _REST.replace("b]", "b, a]"),
            "E711",
            "@@ 2-2\n-     if a == None:\n+     if a is None:",
            id="only the hunk that mends it",
        ),
        pytest.param(
            "def f(a=[]):\n    a.append(1)\n    return a\n" + _REST,
            "def f(a=None):\n    a = a or []\n    a.append(1)\n    return a\n" + _REST,
            "B006",
            "@@ 1-1\n- def f(a=[]):\n+ def f(a=None):\n+     a = a or []",
            id="a default and what takes its place",
        ),
        pytest.param(
            "def f(a):\n    x = a()\n    return a\n" + _REST,
            "def f(a):\n    a()\n\n    return a\n" + _REST,
            "F841",
            "@@ 2-2\n-     x = a()\n+     a()",
            id="without the blank line",
        ),
    ],
)
def test_mended(mine: Mine, before: str, after: str, code: str, patch: str) -> None:
    """The smallest of the change's hunks."""
    (example,) = mine(before, after).examples
    assert example.diagnostics[0].code == code
    assert example.patch_dsl == patch
    assert problem_of(example) is None


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        pytest.param(
            BROKEN,
            MENDED.replace("return result", "return result)"),
            "does not parse after",
            id="broken after",
        ),
        pytest.param(
            "import os\n" + _REST, _REST.lstrip("\n"), "ruff fixes it itself", id="ruff's own business"
        ),
        pytest.param(
            BROKEN, BROKEN.replace("pirce", "discounted"), "the answer cannot be seen", id="out of nowhere"
        ),
        pytest.param(
            BROKEN,
            BROKEN.replace("        result += pirce\n", "        pass\n"),
            "gate keeps-code",
            id="a statement goes",
        ),
        pytest.param(
            BROKEN.replace("= 0", "= 0  # noqa"),
            BROKEN.replace("= 0", "= 0  # noqa").replace("pirce", "pirce  # noqa"),
            "gate no-suppression",
            id="only silenced",
        ),
        pytest.param(
            "def f(a=[]):\n    a.append(1)\n    return a\n" + _REST,
            "def f(a=None):\n    a.append(1)\n    return a\n" + _REST,
            "half a fix",
            id="the default goes and nothing comes",
        ),
        pytest.param(
            "import warnings\n\n\ndef f(a, b):\n    warnings.warn(a)\n    return b\n" + _REST,
            "import warnings\n\n\ndef f(a, b, w=warnings):\n    w.warn(a)\n    return b\n" + _REST,
            "not what the finding asks for",
            id="a finding that no longer sees anything",
        ),
        pytest.param(
            "def f(a, b):\n    if a == None:\n        return 1\n    return b\n" + _REST,
            "def f(a, b):\n    if b is None:\n        return 2\n    return a\n" + _REST,
            "more than the finding asks for",
            id="other changes near by",
        ),
        pytest.param("print 1\n" + _REST, _REST, "broken line deleted", id="the broken line goes"),
        pytest.param("x = (1,2)\ny = z\n", "x = (1, 2)\ny =  z\n", "layout only", id="reformatting"),
        pytest.param(
            "from os import *\n\nprint(path)\n",
            "from os import path\n\nprint(path)\n",
            "left alone as a rule",
            id="star import",
        ),
        pytest.param(
            BROKEN.replace("    result = 0", "    result = 'AKIA" + "ABCDEFGHIJKLMNOP'"),
            MENDED.replace("    result = 0", "    result = 'AKIA" + "ABCDEFGHIJKLMNOP'"),
            "secret",
            id="a secret in sight",
        ),
        pytest.param(
            BROKEN.replace("    result = 0", "    result = 'jane.doe@mail.org'"),
            MENDED.replace("    result = 0", "    result = 'jane.doe@mail.org'"),
            "personal data",
            id="an address in sight",
        ),
    ],
)
def test_not_mended(mine: Mine, before: str, after: str, reason: str) -> None:
    """Counted by reason."""
    mined = mine(before, after)
    assert (mined.examples, reason in mined.rejected) == ([], True)


@pytest.mark.parametrize(
    "hunk",
    [
        pytest.param("".join(f"x_{n} = {n}\n" for n in range(250)), id="a mass of lines"),
        pytest.param("key = 'AKIA" + "ABCDEFGHIJKLMNOP'\n", id="a secret"),
    ],
)
def test_hunks_out_of_sight_do_no_harm(mine: Mine, hunk: str) -> None:
    """The record shows and holds nothing of them."""
    (example,) = mine(BROKEN, f"{MENDED}\n\n{hunk}").examples
    assert example.patch_dsl == "@@ 7-7\n-         result += pirce\n+         result += price"


def test_instructions_of_larger_commits_are_not_the_findings(mine: Mine) -> None:
    """A sweep's message says nothing of one line."""
    after = MENDED.replace("import os", "import os\nimport sys").replace('["HOME"]', '.get("HOME", sys.argv)')
    (example,) = mine(BROKEN, after, message="Fix wrong home folder").examples
    assert example.instruction is None


def test_requests_only_when_asked_for(mine: Mine) -> None:
    """A small fix that no tool sees becomes a record with `--instructions`."""
    after = MENDED.replace("result = 0", "result = 1")
    mined = mine(MENDED, after, message="Fix total starting at 1")
    assert mined.examples == []


def test_a_request(mine: Mine) -> None:
    """The whole function is shown, the message is what is asked for."""
    after = MENDED.replace("result = 0", "result = 1")
    (example,) = mine(
        MENDED, after, message="Fix total starting at 1", settings=Settings(instructions=True)
    ).examples
    assert (example.diagnostics, example.instruction) == ((), "Fix total starting at 1")
    assert (example.region.window.start_line, example.region.window.end_line) == (4, 8)
    assert problem_of(example) is None


def test_a_commits_records_are_limited_and_never_the_same_patch_twice(mine: Mine) -> None:
    """One sweep must not fill the data."""
    line = "    if a_{0} == None:\n        return {0}\n"
    before = "".join(f"def f_{n}(a_{n}):\n{line.format(n)}    return 9\n\n\n" for n in range(9))
    mined = mine(before, before.replace("== None", "is None"), settings=Settings(per_commit=4))
    assert len(mined.examples) == 4
    assert mined.rejected["enough of the commit"] > 0
    assert len({example.patch_dsl for example in mined.examples}) == 4


@pytest.mark.parametrize(("mypy", "codes"), [(False, []), (True, ["return-value"])])
def test_types_when_asked_for(mine: Mine, mypy: bool, codes: list[str]) -> None:
    """What mypy says of the file by itself."""
    before = "def f(a: int) -> int:\n    b = str(a)\n    print(b)\n    return b\n" + _REST
    after = before.replace("return b\n", "return a\n")
    mined = mine(before, after, settings=Settings(mypy=mypy))
    assert [d.code for example in mined.examples for d in example.diagnostics] == codes


def test_windows_line_endings(mine: Mine) -> None:
    """Lines are compared without them."""
    (example,) = mine(BROKEN.replace("\n", "\r\n"), MENDED.replace("\n", "\r\n")).examples
    assert example.patch_dsl.endswith("+         result += price")


def test_back_and_forth(mine: Mine) -> None:
    """What a worker writes is what is read back."""
    mined = mine(BROKEN, MENDED)
    assert read_mined(mined.to_bytes()) == mined


def test_batches_hold_little_text() -> None:
    """However many pairs there are; none is lost."""
    pairs = [pair_of("x" * 3_000_000, "y" * 3_000_000, path=f"m{n}.py") for n in range(5)]
    sizes = [len(batch) for batch in batches(pairs)]
    assert sizes == [3, 2]
    assert list(batches([])) == []
