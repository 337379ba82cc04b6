"""What the documentation shows exists: commands, flags, exit codes, keys, gates, folders, links."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from novaedit import __version__
from novaedit.cli.config import Settings, from_files
from novaedit.cli.flags import EXIT_CODES, GROUPS
from novaedit.cli.main import main
from novaedit.cli.output.formats import FORMATS
from novaedit.cli.parsing import parse_fix

_ROOT = Path(__file__).parents[1]
_DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "examples/README.md",
    "docs/eval.md",
    "docs/data.md",
)
_COMPONENTS = {"novaedit_cli": "cli"}


def _text(name: str) -> str:
    """A document without the comments that no reader sees."""
    return re.sub(r"<!--.*?-->", "", (_ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL)


def _section(name: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above; a `#` in a block is none."""
    level = len(heading.split(" ")[0])
    _, _, rest = _text(name).partition(f"\n{heading}\n")
    assert rest, f"{name} has no heading {heading!r}"
    kept: list[str] = []
    in_block = False
    for line in rest.splitlines():
        in_block ^= line.startswith("```")
        if not in_block and re.match(rf"#{{1,{level}}} ", line):
            break
        kept.append(line)
    return "\n".join(kept)


def _rows(text: str) -> list[list[str]]:
    """The cells of every table row, without header rows and rulers."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rulers = [n for n, line in enumerate(lines) if set(line) <= set("|- ")]
    bodies = [line for n, line in enumerate(lines) if n not in rulers and n + 1 not in rulers]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in bodies]


def _fences(text: str, language: str = r"\w*") -> Iterator[str]:
    yield from re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def _commands() -> Iterator[tuple[str, str]]:
    """Every `novaedit ...` that a document shows, in a block or within a sentence, with the document."""
    for name in _DOCUMENTS:
        text = _text(name)
        lines = [line for block in _fences(text) for line in block.splitlines()]
        prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]
        for line in [*lines, *spans]:
            if line.startswith("novaedit "):
                yield name, line


def _words(command: str) -> list[str]:
    """The arguments of our command alone, without a comment or the command it is piped into."""
    words = shlex.split(command, comments=True)
    ends = [n for n, word in enumerate(words) if word in ("|", ">", "&&", ";")]
    return words[1 : ends[0] if ends else None]


_SHOWN = sorted({(name, command) for name, command in _commands()})


def test_the_documents_show_commands() -> None:
    assert len(_SHOWN) > 15


@pytest.mark.parametrize(("document", "command"), _SHOWN)
def test_a_shown_command_is_one_that_exists(
    document: str, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its subcommands answer to --help, which tells of each of its flags."""
    monkeypatch.setenv("COLUMNS", "200")
    words = _words(command)
    if words[0] == "fix" and "--help" not in words:
        assert parse_fix(words[1:]) is not None
    names = words[:1] if words[0] == "fix" else _subcommands(words)
    assert main([*names, "--help"]) == 0
    shown = capsys.readouterr().out
    missing = [
        w for w in words if w.startswith("-") and not re.search(rf"(?<!\S){re.escape(w)}(?![\w-])", shown)
    ]
    assert missing == [], document


def _subcommands(words: list[str]) -> list[str]:
    groups = ("data", "model", "train")
    count = 2 if words[0] in groups and len(words) > 1 and not words[1].startswith("-") else 1
    return [word for word in words[:count] if not word.startswith("-")]


def test_flags_in_the_readmes_prose_exist() -> None:
    known = {name for group in GROUPS.values() for flag in group for name in flag.names}
    spans = re.findall(r"`(--?[a-z][a-z-]*)[^`]*`", _text("README.md"))
    assert spans
    assert set(spans) - known == set()


def test_exit_codes_are_the_codes() -> None:
    rows = _rows(_section("README.md", "### In the terminal"))
    assert [tuple(row) for row in rows] == list(EXIT_CODES)


def test_output_formats_are_all_named() -> None:
    section = _section("README.md", "### In the terminal")
    assert [name for name in FORMATS if f"`{name}`" not in section] == []


def test_the_configuration_can_be_read_and_is_whole(tmp_path: Path) -> None:
    (block,) = _fences(_section("README.md", "## Configuration"), "toml")
    everything = re.sub(r"^# (?=[a-z-]+ =)", "", block, flags=re.MULTILINE)
    (tmp_path / "pyproject.toml").write_text(block)
    assert from_files(tmp_path, tmp_path) == Settings()
    (tmp_path / "pyproject.toml").write_text(everything)
    settings = from_files(tmp_path, tmp_path)
    assert settings.threads is not None
    keys = set(re.findall(r"^([a-z-]+) =", everything, flags=re.MULTILINE))
    assert keys == {field.name.replace("_", "-") for field in fields(Settings)}


def _gate_names() -> list[str]:
    """The first words of the table in the gates' own docstring: in the order that they are asked."""
    tree = ast.parse((_ROOT / "novaedit" / "fixer" / "gates.py").read_text(encoding="utf-8"))
    names = re.findall(r"^    ([a-z-]+)  +\S", ast.get_docstring(tree, clean=False) or "", flags=re.MULTILINE)
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert set(names) <= strings
    return names


def test_gates_are_all_told_of_in_their_order() -> None:
    rows = _rows(_section("README.md", "## How it stays safe"))
    assert [row[0].strip("`") for row in rows] == _gate_names()


@pytest.mark.parametrize("row", _rows(_section("README.md", "## Components")), ids=lambda row: row[0])
def test_a_component_is_where_and_what_the_readme_says(row: list[str]) -> None:
    name, folder = row[0].strip("`"), row[1].strip("`")
    assert folder == f"novaedit/{_COMPONENTS.get(name, name)}"
    modules = [file for file in (_ROOT / folder).rglob("*.py") if file.name != "__init__.py"]
    assert row[3] == ("works" if modules else "planned")


@pytest.mark.parametrize("name", [*_DOCUMENTS, "CHANGELOG.md"])
def test_links_and_paths_lead_somewhere(name: str) -> None:
    text, folder = _text(name), (_ROOT / name).parent
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    missing = [
        link for link in links if link.partition("#")[0] and not (folder / link.partition("#")[0]).exists()
    ]
    assert missing == []
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert {link[1:] for link in links if link.startswith("#")} <= anchors
    paths = re.findall(r"`((?:novaedit|tests|scripts|examples|benchmarks)/[\w./-]*\w)`", text)
    planned = {
        row[1].strip("`") for row in _rows(_section("README.md", "## Components")) if row[3] == "planned"
    }
    assert [path for path in paths if path not in planned and not (_ROOT / path).exists()] == []


def test_the_picture_is_shown_once_it_is_drawn() -> None:
    assert (_ROOT / "docs" / "fix.svg").exists() == ("(docs/fix.svg)" in _text("README.md"))


def test_ci_runs_the_readmes_test_command() -> None:
    (command,) = _fences(_section("README.md", "## Development"))
    lines = (_ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == command.strip()


def test_the_changelog_tells_of_this_version() -> None:
    assert re.search(rf"^## {re.escape(__version__)}\b", _text("CHANGELOG.md"), flags=re.MULTILINE)
