"""Offsets, spans and tokens agree with the text, whatever characters it has."""

from __future__ import annotations

import ast

from novaedit.synth.module import Module, Splice, splice

TEXT = 'größe = f("ä", [1])\nb = größe\n'


def test_spans_count_characters_not_bytes() -> None:
    """The tree counts UTF-8 bytes; a span's text is the node's own."""
    module = Module(TEXT)
    sources = [module.source(node) for node in module.of(ast.Call, ast.Name)]
    assert sorted(sources) == sorted(["größe", 'f("ä", [1])', "b", "größe", "f"])


def test_tokens_have_their_text_and_depth() -> None:
    """Each token's offsets give its text; brackets stand at the depth of what is outside them."""
    module = Module(TEXT)
    assert all(TEXT[token.start : token.end] == token.text for token in module.tokens)
    depths = {token.text: token.depth for token in module.tokens}
    assert (depths["("], depths["["], depths["1"], depths["]"], depths[")"]) == (0, 1, 2, 1, 0)


def test_form_feeds_do_not_end_lines() -> None:
    """Lines are counted as Python and ruff count them."""
    module = Module("a = 1\n\x0cb = 2\nc = '\u2028'\nd = b\n")
    assert [module.source(node) for node in module.of(ast.Assign)][-1] == "d = b"
    assert [token.line for token in module.tokens if token.text == "d"] == [3]


def test_splice_carries_out_all_parts() -> None:
    """Parts need no order; offsets are those of the original."""
    assert splice("abcdef", (Splice(4, 5, ""), Splice(0, 1, "XY"))) == "XYbcdf"
