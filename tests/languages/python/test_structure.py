"""What counts as taking code away."""

from __future__ import annotations

import pytest

from novaedit.languages.python.structure import lost_code


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = recieve()\n", "x = receive()\n", id="a name"),
        pytest.param("f(a, b=1, c=2)\n", "f(a, c=2)\n", id="one surplus argument"),
        pytest.param("def f():\n    pass\n", "def f():\n    return 1\n", id="pass is no code"),
        pytest.param("def f(x:\n    return x\n", "def f(x):\n    return x\n", id="a bracket"),
        pytest.param("retrun x\n", "return x\n", id="a misspelt keyword"),
        pytest.param("```python\nx = 1\n", "x = 1\n", id="stray markup"),
        pytest.param("print 'a', b\n", "print('a', b)\n", id="a statement of Python 2"),
        pytest.param("x = 1\nhere is more code:\n", "x = 1\n", id="words of prose after code"),
        pytest.param("Here is the code that I use:\nx = 1\n", "x = 1\n", id="a sentence"),
        pytest.param(
            "1: x = f(a)\n2: y = 3\n3: print(y)\n", "x = f(a)\ny = 3\nprint(y)\n", id="line numbers"
        ),
        pytest.param("if a &lt; b &amp;&amp; c:\n    d\n", "if a < b and c:\n    d\n", id="entities"),
        pytest.param("Traceback (most recent call last):\nx = 1\n", "x = 1\n", id="a traceback"),
        pytest.param("x = 1\nhello\ny = (2\n", "x = 1\ny = 2\n", id="a stray word"),
        pytest.param("x = (\npass\ny = 2\n", "x = 1\ny = 2\n", id="a stray pass"),
        pytest.param("f(x\n{'a': 1}\n", "f(x)\n", id="what a session printed"),
        pytest.param("print '%s: {}'.format(a) % b\n", "print('%s: {}'.format(a) % b)\n", id="fields"),
        pytest.param("x = {}\nif a {return}\n", "x = {}\nif a: return\n", id="braces that are no fields"),
        pytest.param("me@home:~/a b$ ./say_it.py --all | cat -e\nx = 1\n", "x = 1\n", id="a shell's line"),
        pytest.param("!#/usr/bin/env python3\nx = 1\n", "x = 1\n", id="a broken shebang"),
        pytest.param("Merge the third one: of four\nx = 1\n", "x = 1\n", id="a sentence with a colon"),
        pytest.param(
            '"""2<sup>10</sup> for 10<sup>3</sup>."""\nretrun x\n',
            '"""2<sup>10</sup> for 10<sup>3</sup>."""\nreturn x\n',
            id="tags in a text",
        ),
        pytest.param(
            "if we like this (or not\nx = 1\n", "# if we like it (or not\nx = 1\n", id="a lost hash"
        ),
    ],
)
def test_a_repair_loses_nothing(before: str, after: str) -> None:
    assert lost_code(before, after) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a = 1\nb = broken\n", "a = 1\n", id="a statement"),
        pytest.param("b = broken\n", "pass\n", id="a statement made pass"),
        pytest.param("def f():\n    x\n    y\n", "z\nx\ny\n", id="a function made plain lines"),
        pytest.param("b = broken\n", "...\n", id="a statement made ..."),
        pytest.param("x = f(g(h(broken.a.b)))\n", "x = None\n", id="most of an expression"),
        pytest.param(
            "def f(x:\n    return x + y + z\n", "def f(x):\n    pass\n", id="the body of a broken function"
        ),
        pytest.param('say("a", saved(x)\n', '"""Some words of a text instead."""\n', id="other words come"),
        pytest.param("x = (1 +\ny = total + other\n", "x = 1\n", id="the line after the mistake"),
        pytest.param("for x in range(9)\n    work(x)\n", "pass\n", id="a loop without its colon"),
        pytest.param("obj.call(one, two three)\nx = 1\n", "x = 1\n", id="a call without a comma"),
        pytest.param("  import re\n\n  import os\n", "import os\n", id="an import that was as deep"),
        pytest.param("def f(x\n    work()\n    return x\n", "def f(x):\n    return x\n", id="a short call"),
        pytest.param("print '{}.{}'.format(a, b)\n", "print('{}'.format(a, b))\n", id="a field"),
        pytest.param("print '%s: %d' % (a, b)\n", "print('%s' % (a, b))\n", id="a printf field"),
    ],
)
def test_deleting_the_trouble_is_no_repair(before: str, after: str) -> None:
    assert "removes" in lost_code(before, after)


@pytest.mark.parametrize("line", ["def f(x):", "    return g(", "x = (1", "a.f(x) y", "y = 2"])
def test_a_comment_is_no_place_for_code(line: str) -> None:
    before = f"a = 1\n{line}\nb = )\n"
    assert lost_code(before, f"a = 1\n#{line}\nb = 1\n") == f"makes {line.strip()} a comment"
