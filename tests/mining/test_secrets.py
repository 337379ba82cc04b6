"""What looks like a secret; all of these are made up."""

from __future__ import annotations

import pytest

from novaedit.mining.secrets import looks_secret, names_person


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("key = 'AKIA" + "ABCDEFGHIJKLMNOP'", id="cloud key"),
        pytest.param("t = 'ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'", id="token of a forge"),
        pytest.param("-----BEGIN RSA " + "PRIVATE KEY-----", id="private key"),
        pytest.param("password = 'Tr0ub4dor&3x9'", id="password"),
        pytest.param("SECRET_KEY: 'k9#mZ2$vQ7pL1xW8'", id="secret key"),
        pytest.param("x = 'mZ2vQ7pL1xW8k9TbN4rY6uA3sD5fG0hJ'", id="random text"),
        pytest.param("url = 'https://user:hunter2@example.org/'", id="password in a URL"),
    ],
)
def test_secrets(text: str) -> None:
    """By their form, their name or their randomness."""
    assert looks_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "password = getpass()",
        "password = 'password'",
        "token = tokens[0]",
        "url = 'https://example.org/a/b'",
        "name = 'test_that_the_total_of_an_order_is_right'",
        "raise ValueError('the token is missing')",
        "line = '----------------------------------------'",
    ],
)
def test_ordinary_code(text: str) -> None:
    """Names and sentences are no secrets."""
    assert not looks_secret(text)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("__author__ = 'Jane <jane.doe@mail.org>'", True),
        ("to = 'user@example.com'", False),
        ("@property", False),
        ("x = a @ b.T", False),
    ],
)
def test_addresses(text: str, person: bool) -> None:
    """Those of real people; decorators and examples are none."""
    assert names_person(text) is person
