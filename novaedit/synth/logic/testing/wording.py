"""How people ask for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from types import MappingProxyType

#: By the way of testing that is asked for. `{call}` and `{result}` are of the one case that matters.
WORDINGS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "asserts": (
            "Write a test for {name}.",
            "Write a test for `{name}`.",
            "Write tests for {name}.",
            "Add a test for {name}.",
            "Add a test for `{name}`.",
            "Add tests for {name}.",
            "Add a unit test for {name}.",
            "Write a unit test for {name}.",
            "Add a pytest test for {name}.",
            "Write a pytest test for {name} with plain asserts.",
            "Write a test function for {name}.",
            "Test {name}.",
            "Test the function {name}.",
            "Cover {name} with a test.",
            "Create a unit test for {name} below it.",
            "Add {test}.",
            "{name} has no test. Add one.",
            "Add a simple test that {name} works.",
        ),
        "parametrize": (
            "Write a parametrized test for {name}.",
            "Add a parametrized test for `{name}`.",
            "Add a parametrised test for {name}.",
            "Test {name} with pytest.mark.parametrize.",
            "Write a test for {name} using pytest.mark.parametrize.",
            "Use pytest.mark.parametrize to test {name}.",
            "Add tests for {name}, parametrized.",
            "Write a pytest test for {name} with several cases.",
            "Cover several inputs of {name} with a parametrized test.",
        ),
        "told": (
            "Add a test that {call} returns {result}.",
            "Test that {call} returns {result}.",
            "Write a test: {call} should return {result}.",
            "Write a test for {name}: {call} gives {result}.",
            "Add a test which checks that {call} is {result}.",
            "Add a test for {call}.",
            "Write a test for {name} with the arguments {arguments}.",
        ),
        "raises": (
            "Test that {call} raises {error}.",
            "Add a test that {call} raises {error}.",
            "Write a test that {name} raises {error}.",
            "Add a test for the {error} of {name}.",
            "Test the error case of {name}.",
            "Write a test for the {error} that {name} raises, with pytest.raises.",
            "Use pytest.raises to test that {name} rejects bad input.",
        ),
        "case": (
            "Add a case for {call}.",
            "Add {call} to the test.",
            "Also test {call}.",
            "Test {call} too.",
            "Add another case to {test}: {call}.",
            "Add a test case where {call} returns {result}.",
            "{call} should be tested too.",
            "Extend {test} with {call}.",
        ),
    }
)


def instruction(way: str, rng: Random, **words: str) -> str:
    """A wording for a way of testing, as carefully typed as people type."""
    text = rng.choice(WORDINGS[way]).format(**words)
    if rng.random() < 0.25:
        text = text[0].lower() + text[1:] if not text.startswith(words["name"]) else text
        text = text.removesuffix(".")
    return text
