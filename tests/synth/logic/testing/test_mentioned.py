"""Values and calls that a function mentions."""

from __future__ import annotations

import ast

from novaedit.synth.logic.testing.mentioned import examples, marks, mentioned, words


def _function(source: str) -> ast.FunctionDef:
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


def test_values() -> None:
    """Words and marks where they are looked for, numbers with their neighbours, what the docstring quotes."""
    node = _function(
        'def f(x):\n    """Sizes like \'10k\'."""\n'
        "    if x == 'KB' or x.startswith('--') or x.endswith('!') or x > 9 or b'z' in x or ';' in x:\n"
        "        return f'{x}ignored' + 'ignored' + x.split('/')[0].replace('null', 'None')\n"
    )
    own = mentioned(node)
    assert set(own["str"]) == {
        *("'10k'", "'KB'", "'foo;bar'", "'a;b;c'", "'--foo'", "'foo!'", "'null'", "'None'"),
        *("'foo/bar'", "'a/b/c'"),
    }
    assert own["int"] == ["8", "9", "10"]
    assert own["bytes"] == ["b'10k'", "b'z'"]


def test_marks_are_those_of_the_code() -> None:
    """Its strings, and the patterns that it needs; no docstrings and tables."""
    source = "def f(x):\n    'Not these: @.'\n    return x.split(';') + [b'<']\n"
    assert marks(source) == {";", "<"}
    assert marks(source, "import re\nP = re.compile('[,-]')\nTABLE = {'~': 1}\n") == {*";<[,-]"}


def test_words_that_are_looked_up() -> None:
    """Not those that are looked for inside, nor what is no word."""
    source = (
        "def f(x):\n    if x == 'darwin' or x in ('nt', 'a b') or 'inside' in x or x.startswith('front'):\n"
        "        return {'key': 'value'}[x]\n"
    )
    assert words(source) == {"darwin", "nt", "key"}


def test_patterns_are_no_texts() -> None:
    assert mentioned(_function("def f(x):\n    return re.split('[+-]', x)\n"))["str"] == []


def test_examples() -> None:
    """At the prompt or in the text; not those whose arguments are no literals, nor of other functions."""
    node = _function(
        "def add(a, b=1):\n"
        '    """Add.\n\n'
        "    >>> add(1, b=2)\n    3\n"
        "    add([1, (2, 3)], 'x)') is odd, add(x) is none, re_add(5) is another, o.add(6) too\n"
        '    """\n    return a + b\n'
    )
    assert examples(node) == ["1, b=2", "[1, (2, 3)], 'x)'"]
    assert examples(_function("def f(a):\n    return a\n")) == []
    assert examples(_function('def f(a):\n    """>>> f(u\'x\')"""\n')) == ["'x'"]
