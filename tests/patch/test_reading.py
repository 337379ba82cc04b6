"""Diffs read back: only what they say, only where they say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.errors import PatchError
from novaedit.patch.reading import apply_diff, is_faithful
from novaedit.patch.unified import FileChange, unified_diff
from tests.patch.texts import texts


@given(texts(), texts())
def test_every_diff_that_we_write_reads_back(before: str, after: str) -> None:
    assert is_faithful(FileChange("a b.py", before.encode(), after.encode()))


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_bytes_that_are_no_text_read_back_too(before: bytes, after: bytes) -> None:
    assert is_faithful(FileChange("a.py", before, after))


def test_a_hunk_is_not_moved_to_another_place_that_looks_alike() -> None:
    before = b"def f():\n    return 1\n\n\ndef g():\n    return 1\n"
    diff = unified_diff(FileChange("a.py", before, before.replace(b"return 1", b"return 2", 1)))
    moved = b"# one\n# more\n# three\n" + before
    with pytest.raises(PatchError, match="line 1 is not what the diff says"):
        apply_diff(moved, diff)


@pytest.mark.parametrize(
    ("diff", "message"),
    [
        pytest.param(b"--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n", "not a unified diff", id="cut off"),
        pytest.param(b"hello\n", "of one file", id="no diff at all"),
        pytest.param(b"--- a/a\n+++ b/a\n@@ -9 +9 @@\n-x\n+y\n", "line", id="past the end"),
    ],
)
def test_what_is_no_diff_of_this_content_is_refused(diff: bytes, message: str) -> None:
    with pytest.raises(PatchError, match=message):
        apply_diff(b"x\n", diff)
