"""Snippets compile, are short, and differ in what they keep of the file."""

from __future__ import annotations

from random import Random

from novaedit.synth.fragments import cut, is_clean
from novaedit.synth.module import Module
from tests.synth.corpus import INVENTORY


def _snippets() -> list[str]:
    module = Module(INVENTORY)
    return [text for seed in range(120) if (text := cut(module, Random(seed)))]  # noqa: S311 - repeatable


def test_every_snippet_is_code_by_itself() -> None:
    """Whatever is taken away or put in, it compiles and is no longer than people's snippets."""
    snippets = _snippets()
    assert len(snippets) > 60
    assert all(is_clean(text) and 1 <= text.count("\n") <= 40 for text in snippets)


def test_some_lose_annotations_and_docstrings_and_some_print() -> None:
    """People's snippets are barer than library code."""
    functions = [text for text in _snippets() if "def add(" in text]
    assert any("name: str" in text for text in functions)
    assert any("name, count=1" in text.replace(" = ", "=") and '"""Add' not in text for text in functions)
    assert any("print(" in text for text in _snippets())


def test_same_seed_same_snippet() -> None:
    """A data set can be made again."""
    assert _snippets() == _snippets()


def test_is_clean() -> None:
    """Files that do not compile are no source, whatever the reason."""
    assert is_clean(INVENTORY)
    assert not is_clean("x = (\n")
    assert not is_clean("return 1\n")
    assert not is_clean("x = '\0'\n")
