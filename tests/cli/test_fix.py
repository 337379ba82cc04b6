"""`novaedit fix` with ruff's own fixes, through the real command in real repositories."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import Repo

_UNUSED = "import os\n\nx = 1\n"
_FIXED = "\nx = 1\n"


def test_nothing_to_fix(repo: Repo) -> None:
    repo.write("a.py", "x = 1\n")
    repo.git("add", ".")
    result = repo.run("fix", "--staged")
    assert (result.code, result.out, result.err) == (0, "Nothing to fix in 1 file.\n", "")


def test_offers_a_patch_and_writes_nothing(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    result = repo.run("fix", "--staged")
    assert result.code == 1
    assert "F401" in result.out
    assert "-import os" in result.out
    assert (repo.root / "a.py").read_text() == _UNUSED
    assert "\x1b" not in result.out


def test_the_patch_on_stdout_is_what_git_apply_takes(repo: Repo) -> None:
    repo.write("sub/a b.py", _UNUSED)
    repo.git("add", ".")
    result = repo.run("fix", "--staged", "--diff", cwd="sub")
    assert result.code == 1
    repo.git("apply", "--index", input=result.out)
    assert (repo.root / "sub/a b.py").read_text() == _FIXED
    assert repo.run("fix", "--staged").code == 0


def test_apply_writes_the_working_tree_only(repo: Repo) -> None:
    repo.commit(a="x = 1\n")
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    result = repo.run("fix", "--staged", "--apply")
    assert result.code == 0
    assert "1 fix applied" in result.out
    assert (repo.root / "a.py").read_text() == _FIXED
    assert repo.git("show", ":a.py") == _UNUSED


def test_stage_writes_the_index_too_and_leaves_unstaged_work_alone(repo: Repo) -> None:
    repo.commit(a="x = 1\n")
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    repo.write("a.py", _UNUSED + "y = 2\n")
    result = repo.run("fix", "--staged", "--stage")
    assert result.code == 0
    assert repo.git("show", ":a.py") == _FIXED
    assert (repo.root / "a.py").read_text() == _FIXED + "y = 2\n"


def test_only_changed_lines_unless_whole_files_are_asked_for(repo: Repo) -> None:
    repo.commit(a="import os\nx = 1\n")
    repo.write("a.py", "import os\nx = 2\n")
    assert repo.run("fix").code == 0
    assert repo.run("fix", "--whole-file").code == 1
    assert repo.run("fix", "a.py").code == 1
    assert repo.run("fix", ".").code == 1


def test_refs(repo: Repo) -> None:
    repo.git("tag", "start")
    repo.commit(a=_UNUSED, b=_UNUSED)
    result = repo.run("fix", "--from-ref", "start", "--output-format", "json")
    assert result.code == 1
    assert [file["path"] for file in json.loads(result.out)["files"]] == ["a.py", "b.py"]
    narrowed = repo.run("fix", "--from-ref", "start", "--to-ref", "HEAD", "b.py", "--output-format", "json")
    assert [file["path"] for file in json.loads(narrowed.out)["files"]] == ["b.py"]
    assert repo.run("fix", "--from-ref", "HEAD").code == 0


def test_lines_select_a_region(repo: Repo) -> None:
    repo.commit(a="import os\nimport sys\nx = 1\n")
    result = repo.run("fix", "--lines", "a.py:2-2", "--diff")
    assert "-import sys" in result.out
    assert "-import os" not in result.out


def test_check_shows_no_patch(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    result = repo.run("fix", "--check")
    assert result.code == 1
    assert "F401" in result.out
    assert "@@" not in result.out


def test_exit_zero(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    assert repo.run("fix", "--exit-zero").code == 0


def test_what_cannot_be_fixed_is_said_and_exits_1(repo: Repo) -> None:
    repo.write("a.py", "print(nope)\n")
    repo.git("add", ".")
    result = repo.run("fix", "--model", "none")
    assert result.code == 1
    assert "F821" in result.out
    assert "not fixed: the tool has no safe fix and no model was used" in result.out
    diff = repo.run("fix", "--model", "none", "--diff")
    assert (diff.code, diff.out) == (1, "")
    assert "1 diagnostic left" in diff.err
    assert repo.run("fix", "--model", "none", "--diff", "-q").err == ""


def test_select_and_ignore(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    assert repo.run("fix", "--ignore", "F401").code == 0
    assert repo.run("fix", "--select", "F8").code == 0
    assert repo.run("fix", "--select", "F8,F4").code == 1


def test_configuration_is_used_and_flags_win(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.write("vendor/b.py", _UNUSED)
    toml = repo.root / "pyproject.toml"
    toml.write_text(toml.read_text() + '[tool.novaedit]\nignore = ["F401"]\nextend-exclude = ["vendor"]\n')
    repo.git("add", ".")
    result = repo.run("fix", "--staged")
    assert result.code == 0
    assert "vendor/b.py: skipped: excluded by extend-exclude" in result.out
    assert repo.run("fix", "--staged", "--ignore", "E").code == 1
    assert repo.run("fix", "--staged", env={"NOVAEDIT_IGNORE": "E"}).code == 1


def test_output_file(repo: Repo, tmp_path: Path) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    target = tmp_path / "out.sarif"
    result = repo.run("fix", "--output-format", "sarif", "--output-file", str(target))
    assert (result.code, result.out) == (1, "")
    assert json.loads(target.read_text())["runs"][0]["results"][0]["ruleId"] == "F401"


def test_colour_follows_the_flag_and_the_environment(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    assert "\x1b[" in repo.run("fix", "--color", "always").out
    assert "\x1b[" in repo.run("fix", env={"FORCE_COLOR": "1"}).out
    assert "\x1b[" not in repo.run("fix", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out
    assert "\x1b[" not in repo.run("fix", "--diff", env={"FORCE_COLOR": "1"}).out


def test_the_same_run_prints_the_same(repo: Repo) -> None:
    for name in "cab":
        repo.write(f"{name}.py", _UNUSED)
    repo.git("add", ".")
    first, second = repo.run("fix", "--output-format", "rdjson"), repo.run("fix", "--output-format", "rdjson")
    assert first.out == second.out
    paths = [item["location"]["path"] for item in json.loads(first.out)["diagnostics"]]
    assert paths == ["a.py", "b.py", "c.py"]
