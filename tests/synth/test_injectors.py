"""Every injector turns its good example into its bad one, and the bad one is bad."""

from __future__ import annotations

from random import Random

import pytest

from novaedit.synth.injector import Injector
from novaedit.synth.injectors import INJECTORS, group_of
from novaedit.synth.module import Module, splice


@pytest.mark.parametrize("injector", INJECTORS.values(), ids=lambda injector: injector.name)
def test_good_becomes_bad(injector: Injector) -> None:
    """Some draw of the injector makes exactly the bad example."""
    assert injector.bad in _made(injector.name, injector.good)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("injector", INJECTORS.values(), ids=lambda injector: injector.name)
def test_syntax_family_breaks_the_parse(injector: Injector) -> None:
    """Syntax injectors make code that does not compile; all others make code that does."""
    compile(injector.good, "good", "exec")
    if injector.family == "syntax":
        with pytest.raises(SyntaxError):
            compile(injector.bad, "bad", "exec")
    else:
        compile(injector.bad, "bad", "exec")


#: Code, and a mistake in it that would have more than one right answer, or that nobody makes.
NEVER = [
    ("missing-closing-bracket", "x = f(a).b\n", "x = f(a.b\n"),
    ("missing-closing-bracket", "x = f(a) + b\n", "x = f(a + b\n"),
    ("missing-closing-bracket", "x = (f(a)) + b\n", "x = (f(a) + b\n"),
    ("missing-closing-bracket", "x = f(g(a), b)\n", "x = f(g(a, b)\n"),
    ("missing-opening-bracket", "x = (a, b)\n", "x = a, b)\n"),
    ("missing-opening-bracket", "x = f(a)\n", "x = fa)\n"),
    ("extra-opening-bracket", "x = f(a, b)\n", "x = f((a, b)\n"),
    ("wrong-bracket", "x = [a, b]\n", "x = (a, b]\n"),
    ("dedented-body", "if a:\n    b()\n    c()\n", "if a:\nb()\nc()\n"),
    ("dedented-body", "if a:\n    x = b()\n    c(x)\nd(x)\n", "if a:\nx = b()\nc(x)\nd(x)\n"),
    ("markup", "f(\n    a\n)\n", "<b>f(</b>\n    a\n)\n"),
    ("dedented-first", "if a:\n    b()\n    c()\n", "if a:\nb()\nc()\n"),
    ("flat-block", "def f():\n    if a:\n        b()\n        c()\n", "def f():\nif a:\nb()\nc()\n"),
    ("lost-pass", "if a:\n    pass\nb()\n", "if a:\nb()\n"),
    ("missing-plus", 'f("a" + b)\n', 'f("a" b)\n'),
    ("missing-times", "x = a * b\n", "x = a b\n"),
    ("missing-dot", "x = a.b\n", "x = a b\n"),
    ("missing-equals", "x = 1\n", "x - = 1\n"),
    ("colon-argument", "f(a=b)\n", "f(a b)\n"),
    ("swapped-assignment", 'x = getattr(a, "b")\n', 'getattr(a, "b") = x\n'),
    ("continuation", "x = a + b\n", "x = a + \\n + b\n"),
    ("forgotten-keyword", "for x in y:\n    x()\n", "x in y:\n    x()\n"),
    ("forgotten-keyword", "if x in y:\n    x()\n", "x in y:\n    x()\n"),
    ("conflict-marker", "x = 1\n", "<<<<<<< HEAD\nx = 1\n=======\n>>>>>>> main\n"),
    ("half-statement", "f()\n", "x =\nf()\n"),
    ("half-statement", "f()\n", "@\nf()\n"),
    ("half-statement", "y = f()\n", "self.\ny = f()\n"),
    ("lost-note-hash", "x = f()  # type: ignore\n", "x = f() type: ignore\n"),
    ("lost-hash", "# pylint: disable=all\nx = 1\n", "pylint: disable=all\nx = 1\n"),
    ("joined-lines", '"""A\nb."""\nx = 1\n', '"""A\nb.""" x = 1\n'),
    ("pasted-prompt", "if a:\n    b()\n", "if a:\n>>>     b()\n"),
    ("pasted-prompt", "if a:\n    b()\n", ">>> if a:\n    b()\n"),
    ("half-statement", "for a in b:\n    c()\nd()\n", "for a in b:\n    c()\nelse\nd()\n"),
    ("dedented-first", "if a:\n    if b:\n        c()\n    d()\n", "if a:\nif b:\n    c()\n    d()\n"),
    ("mixed-quotes", "x = 'a'\n", "x = \"a'\n"),
    ("stray-fence", "x = [\n    1,\n    2,\n]\n", "x = [\n    1,\n```\n    2,\n]\n"),
    ("def-lost-parenthesis", "def f(a):\n    g()\n", "def fa):\n    g()\n"),
    ("print-statement", 'print(f"{a}")\n', 'print f"{a}"\n'),
]
#: The same mistakes where the answer is plain.
STILL = [
    ("def-lost-parenthesis", "def f(self):\n    g()\n", "def fself):\n    g()\n"),
    ("def-lost-parenthesis", "def f(a):\n    g()\n", "def f a):\n    g()\n"),
    ("stray-fence", "x = [\n    1,\n]\n", "```\nx = [\n    1,\n]\n```\n"),
    ("missing-closing-bracket", "x = f(a)\n", "x = f(a\n"),
    ("missing-closing-bracket", 'x = f("a").read()\n', 'x = f("a".read()\n'),
    ("missing-closing-bracket", "x = len(a) > 3\n", "x = len(a > 3\n"),
    ("missing-closing-bracket", "x = f[a] = 1\n", "x = f[a = 1\n"),
    ("missing-opening-bracket", 'x = g("a")\n', 'x = g"a")\n'),
    ("missing-opening-bracket", "x = [\n    1,\n]\n", "x = \n    1,\n]\n"),
    ("missing-opening-bracket", 'f({"a": 1})\n', 'f("a": 1})\n'),
    ("dedented-body", "for x in y:\n    f(x)\n    g(x)\n", "for x in y:\nf(x)\ng(x)\n"),
    ("dedented-body", "if a:\n    b()\n    c()\nelse:\n    d()\n", "if a:\nb()\nc()\nelse:\n    d()\n"),
    ("dedented-body", "if a:\n    x = b()\n    c(x)\nd()\n", "if a:\nx = b()\nc(x)\nd()\n"),
    ("markup", "if a:\n    f()\n", "<b>if a:</b>\n    f()\n"),
    ("half-statement", "y = f()\n", "x =\ny = f()\n"),
    ("half-statement", "@g\ndef f():\n    pass\n", "@\n@g\ndef f():\n    pass\n"),
    ("forgotten-keyword", "for x, y in z:\n    x()\n", "x, y in z:\n    x()\n"),
    ("pasted-prompt", "if a:\n    b()\n\n    c()\n", ">>> if a:\n...     b()\n\n...     c()\n"),
    ("lost-note-hash", "x = f()  # the other one\n", "x = f() the other one\n"),
]


def _made(name: str, text: str) -> set[str]:
    module = Module(text)
    return {
        splice(text, change)
        for seed in range(300)
        for change in INJECTORS[name].find(module, Random(seed))  # noqa: S311 - repeatable, not secret
    }


@pytest.mark.parametrize(("name", "good", "bad"), NEVER)
def test_nobody_is_asked_what_cannot_be_known(name: str, good: str, bad: str) -> None:
    assert bad not in _made(name, good)


@pytest.mark.parametrize(("name", "good", "bad"), STILL)
def test_what_can_be_known_is_still_made(name: str, good: str, bad: str) -> None:
    assert bad in _made(name, good)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unused-result", "def f(a):\n    a.append(1)\n    print(a)\n    log.debug('x')\n"),
        ("dropped-sibling", "from .a import Argument, Option\n\nArgument(Option)\n"),
        ("missing-placeholder", 'import logging\n\nlogging.info("got %s", 1)\n'),
        ("unused-result", "def f(a):\n    setattr(a, 'b', 1)\n    super().__init__()\n"),
        ("missing-argument", "def f(a):\n    return isinstance(a, str)\n"),
        ("none-for-value", "def f(a: bool = True, b: int = 1) -> None: ...\n"),
        ("none-returned", "def f(a) -> bool:\n    return True\n"),
    ],
)
def test_leaves_alone(name: str, text: str) -> None:
    """Nobody names what gives nothing; a text that asks for no value does not tell its placeholder."""
    assert _made(name, text) == set()


def test_results_are_named_where_there_are_some() -> None:
    """Of functions that say so by their name, or by their own `return` in the file."""
    own = "def g(a):\n    return a\n\n\ndef f(a):\n    g(a)\n"
    assert own.replace("    g(a)", "    result = g(a)") in _made("unused-result", own)
    assert _made("unused-result", own.replace("return a", "a.b()")) == set()


def test_builtins_get_no_underscore() -> None:
    for name in ("int", "DeprecationWarning"):
        assert not any("_" in text for text in _made("misspelt-builtin", f"x = {name}(1)\n"))


def test_basestring_stands_in_checks_only() -> None:
    """It could not be called in Python 2 either."""
    assert not any("basestring" in text for text in _made("old-builtin", "x = str(1)\n"))
    assert "x = isinstance(a, basestring)\n" in _made("old-builtin", "x = isinstance(a, str)\n")
    checked = _made("old-builtin", "x = isinstance(a, (str, bytes))\n")
    assert "x = isinstance(a, (basestring, bytes))\n" in checked


def test_an_injector_belongs_to_the_module_that_it_lives_in() -> None:
    assert group_of("missing-closing-bracket") == "brackets"
    assert group_of("two-mistakes") == "two-mistakes"
