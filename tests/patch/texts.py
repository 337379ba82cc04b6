"""Generated texts, edits and file names that have broken tools like ours, for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from novaedit.edits import Edit
from novaedit.lines import line_texts

#: Few different lines, so that equal neighbours are common; each oddity has broken a real tool.
LINE_TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "x = 1", "    return x", "\tif x:", "form\x0cfeed", "u\u2028ls", "nel\x85", "vt\x0b"]
    ),
    st.sampled_from(
        ["- a", "+ b", "@@ 1-1", "--- a/f", "+++ b/f", "\\ No newline at end of file", "<NO_EDIT>"]
    ),
    st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8"), max_size=8),
)
ENDINGS = ("\n", "\r\n", "\r")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A file's text: any mixture of endings, perhaps a BOM, perhaps no final newline, perhaps empty."""
    lines = draw(st.lists(LINE_TEXTS, max_size=12))
    allowed = draw(st.sampled_from([("\n",), ("\r\n",), ("\r",), ENDINGS]))
    text = "".join(line + draw(st.sampled_from(allowed)) for line in lines)
    if draw(st.booleans()):
        text += draw(LINE_TEXTS)
    return ("\ufeff" if draw(st.booleans()) else "") + text


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    """Valid edits of `text`: ascending, never overlapping, insertions and deletions among them."""
    count = len(line_texts(text))
    edits: list[Edit] = []
    start = draw(st.integers(1, count + 1))
    while start <= count + 1 and len(edits) < 4:
        end = draw(st.integers(start - 1, min(count, start + 2)))
        least = 1 if end < start else 0
        edits.append(Edit(start, end, tuple(draw(st.lists(LINE_TEXTS, min_size=least, max_size=3)))))
        start = max(end, start) + 1 + draw(st.integers(0, 8))
    return tuple(edits)


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text and edits of it."""
    text = draw(texts())
    return text, draw(edits_of(text))


#: Path components that git quotes, or that look like options or headers.
FILE_NAMES = st.one_of(
    st.sampled_from(
        [
            "a.py",
            "two words.py",
            "-dash.py",
            "é.py",
            'quo"te.py',
            "tab\tname.py",
            "back\\slash.py",
            "b/a.py",
            " x.py ",
        ]
    ),
    st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=6).filter(
        lambda name: name not in (".", "..") and not name.lower().startswith(".git")
    ),
)
