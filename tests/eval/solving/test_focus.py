"""What is shown of a file when only words say what to do."""

from __future__ import annotations

from itertools import pairwise

from novaedit.eval.solving.focus import definitions, selections

HEAD = "import os\n\nLIMIT = 3\n\n\n"
TWO = "def first(x):\n    return x\n\n\ndef second(x):\n    return os.sep * x * LIMIT\n"


def test_a_short_file_is_shown_whole_before_the_function_that_is_named() -> None:
    """What is asked for may need an import or another function to change."""
    assert selections(HEAD + TWO, ["make second faster"]) == [(1, 11), (10, 11)]


def test_of_a_long_file_only_the_named_function_is_shown() -> None:
    long = HEAD + "# far away\n" * 40 + TWO
    assert selections(long, ["make second faster"]) == [(50, 51)]


def test_without_a_name_every_function_is_shown() -> None:
    long = HEAD + "# far away\n" * 40 + TWO
    assert selections(long, ["make it faster"]) == [(46, 47), (50, 51)]


def test_a_function_longer_than_a_prompt_is_shown_in_pieces() -> None:
    body = "def first(x):\n" + "    x += 1\n" * 70 + "    return x\n"
    found = selections(body, ["first"])
    assert found[0][0] == 1
    assert [after[0] - before[1] for before, after in pairwise(found)] == [1, 1]
    assert found[-1][1] == 72


def test_functions_that_are_named_come_before_what_they_mention_and_the_rest() -> None:
    code = "def a():\n    pass\n\n\ndef b():\n    pass\n\n\ndef c():\n    return b()\n"
    assert definitions(code, ["assert c() == 1"]) == [9, 5, 1]
    assert definitions(code, []) == [1, 5, 9]
    assert definitions("class A:\n    def run(self):\n        pass\n", ["A().run()"]) == [2]


def test_an_empty_file_has_nothing_to_show() -> None:
    assert selections("", ["write f"]) == []
