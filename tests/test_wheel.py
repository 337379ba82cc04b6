"""What users install: the wheel holds everything that runs, one package, and works by itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from novaedit import __version__
from tests.cli.command import Repo, environment, make_repo

_ROOT = Path(__file__).parents[1]
#: The files beside the package that a build reads.
_BESIDE = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
#: Files of the package that are no Python, and that an installed NovaEdit needs.
_DATA = ("py.typed", "*.json", "*.jsonl", "*.jinja", "*.yaml", "released/**/*", "functions/*.txt")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: a build leaves folders behind and would take up stale ones."""
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(_ROOT / "novaedit", source / "novaedit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in _BESIDE:
        shutil.copy(_ROOT / name, source)
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def test_only_one_package_is_installed(names: frozenset[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"novaedit"}


def test_every_module_and_every_data_file_is_inside(names: frozenset[str]) -> None:
    patterns = ("*.py", *_DATA)
    files = {f for pattern in patterns for f in (_ROOT / "novaedit").rglob(pattern) if f.is_file()}
    wanted = {file.relative_to(_ROOT).as_posix() for file in files if "__pycache__" not in file.parts}
    assert {"novaedit/py.typed", "novaedit/cli/output/report.schema.json"} <= wanted
    assert wanted - names == set()


def test_the_licence_and_the_notice_are_inside(names: frozenset[str]) -> None:
    licences = {name.rsplit("/", 1)[1] for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; its dependencies are those of the environment that runs us."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    executable = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    site = _purelib(executable)
    install = ["install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(executable), *install], check=True)
    (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return executable


def _purelib(executable: Path) -> Path:
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run([executable, "-c", code], capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def _run(python: Path, repo: Repo, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = environment(repo.home)
    del environ["PYTHONPATH"]  # the checkout must not stand in for what the wheel forgot
    command = [str(python.parent / "novaedit"), *arguments]
    return subprocess.run(
        command, cwd=repo.root, env=environ, capture_output=True, text=True, check=False, timeout=300
    )


def test_the_installed_command_says_its_version(python: Path, tmp_path: Path) -> None:
    done = _run(python, make_repo(tmp_path), "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"novaedit {__version__}\n", "")


def test_the_installed_package_is_the_wheels(python: Path, tmp_path: Path) -> None:
    code = "import novaedit; print(novaedit.__file__)"
    done = subprocess.run([python, "-Ic", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(python.parents[1])


def test_the_installed_command_fixes(python: Path, tmp_path: Path) -> None:
    """ruff's own safe fix, through the installed command, in a repository that owns a `model` package."""
    repo = make_repo(tmp_path)
    repo.write("model/__init__.py", "")
    repo.write("a.py", "import os\n\nx = 1\n")
    repo.git("add", "-A")
    done = _run(python, repo, "fix", "--staged", "--model", "none", "--diff")
    assert done.returncode == 1, done.stderr
    repo.git("apply", "--cached", "-", input=done.stdout)
    assert repo.git("show", ":a.py").strip() == "x = 1"
