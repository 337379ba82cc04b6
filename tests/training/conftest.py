"""The tiny published weights of the model's tests."""

from __future__ import annotations

from tests.model.conftest import checkpoint, gguf, qwen_checkpoint, released, tokenizer

__all__ = ["checkpoint", "gguf", "qwen_checkpoint", "released", "tokenizer"]
