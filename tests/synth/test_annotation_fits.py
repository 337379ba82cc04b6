"""Which values a declared type takes."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.annotation_fits import fits
from novaedit.synth.annotation_types import read, type_of


@pytest.mark.parametrize(
    ("declared", "value", "expected"),
    [
        ("int", "1", True),
        ("int", "True", True),
        ("float", "1", True),
        ("int", "1.0", False),
        ("str", "b''", False),
        ("str", "None", False),
        ("Store", "None", False),
        ("Store", "'a'", None),
        ("PathLike", "None", None),
        ("Type[int]", "None", False),
        ("object", "None", True),
        ("Optional[str]", "None", True),
        ("Optional[str]", "1", False),
        ("Optional", "None", True),
        ("Union[int, Store]", "'a'", None),
        ("Union[int, str]", "b''", False),
        ("None", "None", True),
        ("None", "1", False),
        ("Callable", "1", False),
        ("List[int]", "[]", True),
        ("List[int]", "['a']", False),
        ("List[int]", "()", False),
        ("Sequence[int]", "(1, 2)", True),
        ("Sequence[str]", "'ab'", True),
        ("Tuple[int]", "(1, 2)", False),
        ("Tuple[int, ...]", "(1, 2)", True),
        ("Tuple[int, ...]", "(1, 'a')", False),
        ("tuple", "(1, 'a')", True),
        ("Dict[str, int]", "{'a': 'b'}", False),
        ("Dict[str, Any]", "{'a': 'b'}", True),
        ("str", "os.getenv('A')", False),
    ],
)
def test_fits(declared: str, value: str, expected: bool | None) -> None:
    """True, False, or None where a class or an alias may decide."""
    one, other = read(ast.parse(declared, mode="eval").body), type_of(ast.parse(value, mode="eval").body)
    assert one is not None
    assert other is not None
    assert fits(one, other) is expected
