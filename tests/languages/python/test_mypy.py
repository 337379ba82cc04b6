"""The real mypy on a materialised snapshot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.errors import ToolError
from novaedit.languages.base import Checked, Project
from novaedit.languages.python.mypy import cache_folder, check, is_environment

STRICT = "[tool.mypy]\nstrict = true\n"


def _tree(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def _check(tree: Path, files: dict[str, str], **options: object) -> Checked:
    project = Project(tree.parent / "root", tree, ("mypy",))
    return check({path: text.encode() for path, text in files.items()}, project, **options)  # type: ignore[arg-type] # test options


def _lines(found: tuple[Diagnostic, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(d.path, d.line, d.code) for d in found]


def test_given_contents(tmp_path: Path) -> None:
    """The content given is checked in the middle of the tree, which is as before afterwards."""
    tree = _tree(tmp_path, {"a.py": "x = 1\n", "b.py": "def f(n: int) -> str: ...\n"})
    found = _check(tree, {"a.py": "from b import f\n\nf('é', 1)\n", "new/c.py": "y: int = ''\n"})
    assert set(_lines(found.diagnostics)) == {
        ("a.py", 3, "call-arg"),
        ("a.py", 3, "arg-type"),
        ("new/c.py", 1, "assignment"),
    }
    assert found.checked["mypy"] == {"a.py", "new/c.py"}
    assert (tree / "a.py").read_text() == "x = 1\n"
    assert not (tree / "new" / "c.py").exists()


def test_same_size_in_the_same_second(tmp_path: Path) -> None:
    """mypy's cache takes equal size and second for unchanged; candidates are often just that."""
    tree = _tree(tmp_path, {"a.py": "x = 1\n"})
    results = [
        _check(tree, {"a.py": f"x: {kind} = 1\n"}).diagnostics for kind in ("int", "str", "int", "set")
    ]
    assert [len(result) for result in results] == [0, 1, 0, 1]


def test_dependants_that_break(tmp_path: Path) -> None:
    """E51: with `files` in the configuration, what a change breaks elsewhere is found."""
    config = STRICT + "files = ['src']\nexclude = ['gen']\n"
    use = "from lib import f\n\nf(1)\n"
    tree = _tree(
        tmp_path, {"pyproject.toml": config, "src/use.py": use, "src/lib.py": "", "src/gen/x.py": ""}
    )
    good = _check(tree, {"src/lib.py": "def f(n: int) -> None: ...\n"})
    assert (good.diagnostics, good.elsewhere) == ((), ())
    bad = _check(
        tree, {"src/lib.py": "def f(n: str) -> None: ...\n", "src/gen/x.py": "y: int = ''\n", "out.py": ""}
    )
    assert bad.diagnostics == ()
    assert _lines(bad.elsewhere) == [("src/use.py", 3, "arg-type")]
    assert bad.checked["mypy"] == {"src/lib.py"}
    assert sorted(bad.notes) == [
        "out.py: excluded by mypy's configuration",
        "src/gen/x.py: excluded by mypy's configuration",
    ]


def test_syntax_error_in_the_way(tmp_path: Path) -> None:
    """E49: a file that does not parse stops mypy; nothing counts as checked then."""
    tree = _tree(tmp_path, {"broken.py": "x = (\n"})
    found = _check(tree, {"a.py": "import broken\ny: int = ''\n"})
    assert found.diagnostics == ()
    assert found.checked["mypy"] == frozenset()
    assert found.notes[0].startswith("mypy stopped: broken.py:")
    skipped = _check(tree, {"a.py": "y: int = ''\n", "broken.py": "x = (\n"}, skip=frozenset(["broken.py"]))
    assert _lines(skipped.diagnostics) == [("a.py", 1, "assignment")]
    assert skipped.checked["mypy"] == {"a.py"}


def test_declared_encoding(tmp_path: Path) -> None:
    """C27: mypy honours a coding line."""
    project = Project(tmp_path / "root", tmp_path, ("mypy",))
    found = check({"a.py": b"# coding: latin-1\nx: int = '\xe9'\n"}, project)
    assert _lines(found.diagnostics) == [("a.py", 2, "assignment")]


def test_environment_findings(tmp_path: Path) -> None:
    """E50: what is not installed is told from what is wrong."""
    found = _check(tmp_path, {"a.py": "import nowhere_at_all\nx: int = ''\n"})
    assert [(d.code, is_environment(d)) for d in found.diagnostics] == [
        ("import-not-found", True),
        ("assignment", False),
    ]


def test_snapshot_shadows_the_working_tree(tmp_path: Path) -> None:
    """E53: `import pkg` means the snapshot's src/pkg, though an editable install points elsewhere."""
    root = _tree(tmp_path / "root", {"libs/one/src/pkg/__init__.py": "old = 1\n"})
    tree = _tree(
        tmp_path / "tree", {"libs/one/src/pkg/__init__.py": "new = 1\n", "src/top/__init__.py": "t = 1\n"}
    )
    site = tmp_path / "env" / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    _tree(site, {"__editable__.pkg.pth": f"{root}/libs/one/src\n"})
    (tmp_path / "env" / "bin").mkdir()
    python = tmp_path / "env" / "bin" / "python"
    python.symlink_to(sys.executable)
    (tmp_path / "env" / "pyvenv.cfg").write_text(f"home = {Path(sys.base_prefix) / 'bin'}\n")
    test = b"import pkg\nimport top\nprint(pkg.new, top.t)\nprint(pkg.old)\n"
    found = check({"tests/test_pkg.py": test}, Project(root, tree, ("mypy",), str(python)))
    assert _lines(found.diagnostics) == [("tests/test_pkg.py", 4, "attr-defined")]


def test_duplicate_modules(tmp_path: Path) -> None:
    """Two conftest.py without packages are checked all the same."""
    found = _check(tmp_path, {"a/conftest.py": "x: int = ''\n", "b/conftest.py": "x = 1\n"})
    assert _lines(found.diagnostics) == [("a/conftest.py", 1, "assignment")]
    assert found.checked["mypy"] == {"a/conftest.py", "b/conftest.py"}


def test_hints_and_notes(tmp_path: Path) -> None:
    """A hint that says what is meant stays in the message; a note is no finding."""
    code = "class A:\n    value = 1\n\n\nreveal_type(A().valeu)\n"
    found = _check(tmp_path, {"a.py": code})
    assert [d.message for d in found.diagnostics] == ['"A" has no attribute "valeu"; maybe "value"?']


@pytest.mark.parametrize(
    "config", ["[mypy\n", "[mypy]\nstrict = perhaps\n", "[mypy]\npython_version = 1.0\n"]
)
def test_broken_configuration(tmp_path: Path, config: str) -> None:
    """mypy goes on with its defaults; we say that the configuration cannot be used."""
    tree = _tree(tmp_path, {"mypy.ini": config})
    with pytest.raises(ToolError, match=r"configuration: .*mypy\.ini"):
        _check(tree, {"a.py": "x = 1\n"})


def test_user_settings_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """E45: MYPY* variables and a configuration above the tree are not looked at."""
    (tmp_path / "mypy.ini").write_text("[mypy]\nignore_errors = true\n")
    tree = _tree(tmp_path / "tree", {"a.py": ""})
    monkeypatch.setenv("MYPY_CONFIG_FILE_DIR", "/nowhere")
    monkeypatch.setenv("MYPYPATH", str(tmp_path / "nowhere"))
    monkeypatch.setenv("MYPY_FORCE_COLOR", "1")
    assert _lines(_check(tree, {"a.py": "x: int = ''\n"}).diagnostics) == [("a.py", 1, "assignment")]


def test_links_out_of_the_tree(tmp_path: Path) -> None:
    """Nothing is written through a link that leaves the snapshot."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "outside").mkdir()
    (tree / "link").symlink_to(tmp_path / "outside")
    with pytest.raises(ToolError, match="leaves the snapshot"):
        _check(tree, {"link/a.py": "x = 1\n"})
    assert not list((tmp_path / "outside").iterdir())


def _with_mypy(folder: Path, script: str) -> Project:
    """A project below `folder` whose environment has this for mypy."""
    place = folder / "env" / "bin"
    place.mkdir(parents=True)
    (place / "python").touch()
    (place / "mypy").write_text(f"#!/bin/sh\n{script}\n")
    (place / "mypy").chmod(0o755)
    return Project(folder / "root", folder, ("mypy",), str(place / "python"))


def test_workers_are_not_started(tmp_path: Path) -> None:
    """Whatever the configuration says: on a busy machine mypy gives up waiting for them."""
    project = _with_mypy(tmp_path, '[ "$MYPY_NUM_WORKERS" = 0 ] || { echo "INTERNAL ERROR" >&2; exit 2; }')
    assert check({"a.py": b""}, project).checked["mypy"] == {"a.py"}


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param("kill -SEGV $$", "exit status -11", id="crash"),
        pytest.param("echo 'INTERNAL ERROR' >&2; exit 1", "INTERNAL ERROR", id="failure without a finding"),
        pytest.param("sleep 30", "within 0.5 seconds", id="E52: too slow"),
    ],
)
def test_mypy_that_fails(tmp_path: Path, script: str, words: str) -> None:
    """E44: a crash is never a clean result."""
    project = _with_mypy(tmp_path, script)
    with pytest.raises(ToolError, match=words):
        check({"a.py": b""}, project, timeout=0.5 if "sleep" in script else 60)


def test_needs_a_tree(tmp_path: Path) -> None:
    """Single files are not enough for mypy."""
    with pytest.raises(ToolError, match="whole snapshot"):
        check({"a.py": b""}, Project(tmp_path))


def test_cache_is_outside_the_project(tmp_path: Path) -> None:
    """One folder a project, below the user's cache folder."""
    folder = cache_folder(tmp_path)
    assert folder != cache_folder(tmp_path / "other")
    assert not folder.is_relative_to(tmp_path)
