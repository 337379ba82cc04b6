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
    module = Module(injector.good)
    made = {
        splice(injector.good, change)
        for seed in range(300)
        for change in injector.find(module, Random(seed))  # noqa: S311 - repeatable, not secret
    }
    assert injector.bad in made


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


def _made(name: str, text: str) -> set[str]:
    module = Module(text)
    return {
        splice(text, change)
        for seed in range(50)
        for change in INJECTORS[name].find(module, Random(seed))  # noqa: S311 - repeatable, not secret
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unused-result", "def f(a):\n    a.append(1)\n    print(a)\n    log.debug('x')\n"),
        ("dropped-sibling", "from .a import Argument, Option\n\nArgument(Option)\n"),
        ("missing-placeholder", 'import logging\n\nlogging.info("got %s", 1)\n'),
        ("unused-result", "def f(a):\n    setattr(a, 'b', 1)\n    super().__init__()\n"),
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
    assert not any("_int" in text for text in _made("misspelt-builtin", "x = int(1)\n"))


def test_basestring_stands_in_checks_only() -> None:
    """It could not be called in Python 2 either."""
    assert not any("basestring" in text for text in _made("old-builtin", "x = str(1)\n"))
    assert "x = isinstance(a, basestring)\n" in _made("old-builtin", "x = isinstance(a, str)\n")
    checked = _made("old-builtin", "x = isinstance(a, (str, bytes))\n")
    assert "x = isinstance(a, (basestring, bytes))\n" in checked


def test_an_injector_belongs_to_the_module_that_it_lives_in() -> None:
    assert group_of("missing-closing-bracket") == "brackets"
    assert group_of("two-mistakes") == "two-mistakes"
