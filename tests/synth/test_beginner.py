"""Statements of beginners are code, and there are many kinds of them."""

from __future__ import annotations

import ast
from random import Random

from novaedit.synth.beginner import statement


def test_every_statement_is_code() -> None:
    """Whatever is drawn, it parses and speaks of the name."""
    made = {statement("user_name", Random(seed)) for seed in range(600)}  # noqa: S311 - repeatable, not secret
    trees = [ast.parse(text) for text in made]
    assert {type(tree.body[0]) for tree in trees} >= {
        ast.Expr,
        ast.If,
        ast.For,
        ast.While,
        ast.Assign,
        ast.Try,
    }
    assert sum("user_name" in text for text in made) > len(made) // 2
    assert any("'" in text and '"' in text for text in made)
