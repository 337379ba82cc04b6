"""The bytes of a Python file as text."""

from __future__ import annotations

import io
import tokenize


def decode(content: bytes) -> str:
    """The text by the file's own declaration (PEP 263), a byte order mark kept, line endings untouched.

    Bytes that do not fit become lone surrogates, which no parser takes for code.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError:  # an unknown encoding, or bytes that are not UTF-8
        encoding = "utf-8"
    # "utf-8-sig" would swallow the mark.
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        return content.decode("utf-8", "surrogateescape")
