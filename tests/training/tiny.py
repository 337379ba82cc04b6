"""A two-layer model with a byte vocabulary, and a few examples: training as it is, in seconds."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers.pre_tokenizers import ByteLevel
from transformers import LlamaConfig, LlamaForCausalLM

from novaedit.dataset.example import Example, Provenance, dump
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.model.vocabulary import FAMILIES, build_tokenizer, take_over
from novaedit.training.checkpoint import save_model


def write_model(directory: Path) -> Path:
    """Random weights, 256 bytes and the special tokens as vocabulary."""
    torch.manual_seed(0)
    family = FAMILIES["smollm"]
    vocabulary = ["<|endoftext|>", *(f"<spare-{i}>" for i in range(1, 20)), *sorted(ByteLevel.alphabet())]
    tokenizer = build_tokenizer(take_over(vocabulary, family), [], family)
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        tie_word_embeddings=True,
    )
    save_model(directory, LlamaForCausalLM(config), tokenizer)
    return directory


def write_examples(path: Path, count: int, injector: str = "keyword") -> Path:
    """`count` misspelt returns, each in another function, said to be made by `injector`."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(dump(_example(number, injector)) for number in range(count))
    return path


def _example(number: int, injector: str) -> Example:
    lines = (f"def f{number}(x):", f"    retrun x + {number}")
    finding = Diagnostic("parser", "invalid-syntax", "invalid syntax", "a.py", line=2)
    return Example(
        kind="synthetic",
        language="python",
        region=Region("a.py", Span(1, lines)),
        diagnostics=(finding,),
        patch_dsl=f"@@ 2-2\n- {lines[1]}\n+     return x + {number}",
        provenance=Provenance("acme/demo", "0" * 40, "a.py", "MIT"),
        injector=injector,
    )
