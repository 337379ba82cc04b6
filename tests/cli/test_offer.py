"""The base model is offered once, on a terminal only."""

from __future__ import annotations

import json

from tests.cli.command import Repo
from tests.cli.test_fix_terminal import Terminal


def _abstaining(repo: Repo) -> Terminal:
    script = repo.root.parent / "script.json"
    script.write_text(json.dumps({"answers": {}}))
    return Terminal(repo, str(script), "fix", "a.py", module=("tests.cli.replay",))


def test_once_on_a_terminal_and_no_is_remembered(repo: Repo) -> None:
    """The model abstains, by script, so that there is something that a larger one might fix."""
    repo.write("a.py", "print(nope)\n")
    first = _abstaining(repo)
    first.expect("Get it now?")
    first.send("n\n")
    assert first.finish() == 1
    second = _abstaining(repo)
    assert second.finish() == 1
    assert "Get it now?" not in second.shown


def test_never_without_a_terminal_nor_when_a_choice_was_made(repo: Repo) -> None:
    repo.write("a.py", "print(nope)\n")
    assert "Get it now?" not in repo.run("fix", "a.py", "--min-confidence", "1").err
    for flags in (("--model", "none"), ("-q",)):
        terminal = Terminal(repo, "fix", "a.py", *flags)
        assert terminal.finish() == 1
        assert "Get it now?" not in terminal.shown


def test_never_when_all_could_be_fixed(repo: Repo) -> None:
    repo.write("a.py", "import os\n")
    terminal = Terminal(repo, "fix", "a.py")
    assert terminal.finish() == 1
    assert "Get it now?" not in terminal.shown
