"""The text format: everything said, nothing dangerous sent, colour only when asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.cli.output import text
from novaedit.cli.output.reasons import REASONS
from novaedit.cli.output.view import View
from novaedit.cli.output.words import apply_command, plural
from novaedit.edits import Edit
from novaedit.fixer.report import Report, Resolved, Unfixed
from tests.cli.output.reports import LEFT, UNUSED, clean, make_file, make_fix, view

#: A `~` stands for a context line that is empty but for its sign.
_EXPECTED = """\
src/app.py:1:8: F401 `os` imported but unused [ruff]
  fix by ruff (safe)
  passed: applies; not applicable: tests
@@ -1,4 +1,3 @@
-import os
 import sys
~
~

src/app.py:6:12: F821 Undefined name `y` [ruff]
  fix by the model, confidence 0.91 (unsafe: read it before you keep it)
  passed: applies; not applicable: tests
@@ -3,7 +3,7 @@
~
~
 def f(x):
-    return y  # é
+    return x  # é
~
~
 print(f(1), zz)

src/app.py:9:13: F821 Undefined name `zz` [ruff]
  not fixed: no candidate passed every gate (failed: keeps-code)
src/é b.py:1:6: syntax '(' was never closed [parser]
  not fixed: the tool has no safe fix and no model was used
logo.py: skipped: binary
note: mypy did not run
2 fixes offered, 2 diagnostics left in 2 files.
To apply: the same command with --apply, or with --diff | git -C . apply --whitespace=nowarn
"""


def test_whole_text() -> None:
    assert text.render(view()).decode() == _EXPECTED.replace("~", " ")


def test_check_leaves_the_patch_out() -> None:
    shown = text.render(view(check=True)).decode()
    assert "@@" not in shown
    assert "fix by ruff (safe)" in shown


def test_verbose_shows_the_attempts() -> None:
    shown = text.render(view(verbosity=1)).decode()
    assert "candidate on lines 9-9, confidence 0.40: keeps-code: drops zz" in shown


def test_after_applying_there_is_no_hint_and_lines_have_moved() -> None:
    shown = text.render(view(written=frozenset({"src/app.py"}))).decode()
    assert "2 fixes applied, 2 diagnostics left" in shown
    assert "To apply" not in shown
    assert "src/app.py:8:13: F821 Undefined name `zz`" in shown


def test_clean() -> None:
    assert text.render(View(clean())) == b"Nothing to fix in 1 file.\n"


def test_colour_only_when_asked_for() -> None:
    assert b"\x1b" not in text.render(view())
    assert b"\x1b[31m-import os\x1b[0m" in text.render(view(colour=True))


def test_control_characters_are_shown_not_sent() -> None:
    content = b"x = '\x1b[2J'\r\n"
    fix = make_fix("a.py", content, (Edit(1, 1, ("y = '\x1b]0;hi\x07'",)),))
    evil = replace(UNUSED, message="bad \x1b[31m name\u202e", path="a.py")
    file = make_file("a\x1b.py", content, (Resolved(evil, fix),), (Unfixed(evil, "gates"),))
    shown = text.render(View(Report((file,)))).decode()
    assert not set(shown) & {"\x1b", "\x07", "\r", "\u202e"}
    assert "-x = '^[[2J'^M" in shown
    assert "bad ^[[31m name\\u202e" in shown


def test_instruction_has_no_diagnostic() -> None:
    fix = make_fix("a.py", b"a\n", (Edit(1, 1, ("b",)),))
    shown = text.render(View(Report((make_file("a.py", b"a\n", (Resolved(None, fix),)),)))).decode()
    assert shown.startswith("a.py: the instruction\n")


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_said(reason: str) -> None:
    file = make_file("src/app.py", b"zz\n", (), (Unfixed(LEFT, reason),))  # type: ignore[arg-type]  # a key of REASONS
    assert f"not fixed: {REASONS[reason]}" in text.render(View(Report((file,)))).decode()  # type: ignore[index]  # same


def test_apply_command_quotes() -> None:
    assert apply_command("my repo") == "git -C 'my repo' apply --whitespace=nowarn"


@pytest.mark.parametrize(
    ("number", "noun", "expected"), [(1, "fix", "1 fix"), (0, "fix", "0 fixes"), (2, "file", "2 files")]
)
def test_plural(number: int, noun: str, expected: str) -> None:
    assert plural(number, noun) == expected
