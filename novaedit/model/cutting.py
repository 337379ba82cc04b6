"""Cutting a vocabulary to what code uses: fewer embeddings to ship, to read and to score at each token.

A token that is kept needs the tokens that it is merged from, so the choice is closed under that; text that
needs none of the dropped tokens is cut exactly as before, all other text into smaller pieces.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import ModelError, WeightsError

if TYPE_CHECKING:
    from gguf import GGUFReader, GGUFWriter, ReaderField

    from novaedit.model.graph import Tensors

#: The matrices that have a row for each token, by their Hugging Face names.
BY_TOKEN = ("model.embed_tokens.weight", "lm_head.weight")
_BY_TOKEN_IN_GGUF = ("token_embd.weight", "output.weight")
_TOKEN_FIELDS = ("tokenizer.ggml.tokens", "tokenizer.ggml.token_type", "tokenizer.ggml.merges")


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a vocabulary: `kept` are its old ids, ascending; the new id is the place in it."""

    kept: tuple[int, ...]

    def vocabulary(self, vocabulary: Sequence[str]) -> list[str]:
        """The token of each new id."""
        return [vocabulary[i] for i in self.kept]

    def merges(self, vocabulary: Sequence[str], merges: Sequence[str]) -> list[str]:
        """The merges that both start and end in tokens that are left, in their old order."""
        left = {vocabulary[i] for i in self.kept}
        return [merge for merge in merges if left.issuperset(_ends(merge))]

    def tensors(self, tensors: Tensors) -> Tensors:
        """`tensors` with the rows of the tokens that are left."""
        rows = np.array(self.kept)

        def tensor(name: str) -> NDArray[np.float32]:
            values = tensors(name)
            return values[rows] if name in BY_TOKEN else values

        return tensor


def choose(
    vocabulary: Sequence[str],
    merges: Sequence[str],
    counts: Mapping[int, int],
    size: int,
    always: Collection[str],
) -> Cut:
    """The `size` tokens that were counted most, all that they are merged from, single bytes and `always`.

    `counts` says how often each id occurs in text of the kind that will be read. Raises ModelError when
    `size` is too small for the bytes and `always`.
    """
    made_from: dict[str, tuple[str, str, str]] = {}
    for merge in merges:
        left, right, whole = _ends(merge)
        made_from.setdefault(whole, (left, right, whole))
    ids = {token: i for i, token in enumerate(vocabulary)}
    chosen = {ids[token] for token in always if token in ids}
    chosen |= {i for i, token in enumerate(vocabulary) if len(token) == 1}
    if len(chosen) > size:
        raise ModelError(f"a vocabulary of {size} has no room for the {len(chosen)} tokens that it must have")
    for index in sorted(counts, key=lambda i: (-counts[i], i)):
        needed = _closure(vocabulary[index], made_from, ids) - chosen
        if len(chosen) + len(needed) <= size:
            chosen |= needed
        if len(chosen) == size:
            break
    return Cut(tuple(sorted(chosen)))


def cut_gguf(source: Path, target: Path, cut: Cut, vocabulary: Sequence[str]) -> None:
    """Write `source`, a GGUF file, to `target` with only the tokens of `cut`, named as in `vocabulary`.

    Weights stay as they are, bit for bit. Raises ModelError without the package, WeightsError.
    """
    try:
        from gguf import GGUFReader, GGUFWriter
    except ImportError as error:
        raise ModelError(f"cutting GGUF needs a package that is not installed ({error})") from error
    try:
        reader = GGUFReader(source)
        writer = GGUFWriter(target, reader.fields["general.architecture"].contents())
        merges = cut.merges(vocabulary, reader.fields["tokenizer.ggml.merges"].contents())
        _copy_fields(reader, writer)
        writer.add_token_list(cut.vocabulary(vocabulary))
        if (field := reader.fields.get("tokenizer.ggml.token_type")) is not None:
            types = field.contents()  # reads the whole list each time
            writer.add_token_types([types[i] for i in cut.kept])
        writer.add_token_merges(merges)
        # Where both are there, the output matrix is the embedding with more bits: one is enough.
        names = {tensor.name for tensor in reader.tensors}
        rows = np.array(cut.kept)
        for tensor in reader.tensors:
            if tensor.name == "token_embd.weight" and "output.weight" in names:
                continue
            name = "token_embd.weight" if tensor.name == "output.weight" else tensor.name
            data = np.asarray(tensor.data)
            data = data[rows] if tensor.name in _BY_TOKEN_IN_GGUF else data
            writer.add_tensor(name, data, raw_dtype=tensor.tensor_type)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
    except (ValueError, KeyError, IndexError, OSError) as error:
        raise WeightsError(f"{source}: cannot be cut ({error})") from error


def _copy_fields(reader: GGUFReader, writer: GGUFWriter) -> None:
    """All that describes the model but not its tokens, ids of special tokens included."""
    for name, field in reader.fields.items():
        skipped = name.startswith(("GGUF.", "tokenizer.")) or name in _TOKEN_FIELDS
        if not skipped and name not in ("general.architecture", f"{writer.arch}.vocab_size"):
            _copy_field(name, field, writer)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(reader.fields["tokenizer.ggml.pre"].contents())


def _copy_field(name: str, field: ReaderField, writer: GGUFWriter) -> None:
    kinds = field.types
    writer.add_key_value(name, field.contents(), kinds[0], kinds[1] if len(kinds) > 1 else None)


def _ends(merge: str) -> tuple[str, str, str]:
    """Both parts of a merge and what it makes."""
    left, right = merge.split(" ", 1)
    return left, right, left + right


def _closure(token: str, made_from: Mapping[str, tuple[str, str, str]], ids: Mapping[str, int]) -> set[int]:
    """The ids of `token` and of everything that it is merged from."""
    found: set[int] = set()
    waiting = [token]
    while waiting:
        part = waiting.pop()
        if part not in ids or ids[part] in found:
            continue
        found.add(ids[part])
        waiting += made_from.get(part, ())[:2]
    return found
