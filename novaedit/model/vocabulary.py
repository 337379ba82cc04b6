"""The vocabulary: which ids our special tokens take over, and the tokenizer that knows them.

A pretrained vocabulary has ids that it reserved and never used for code (SmolLM2: 3 to 16) or that
no text ever encodes to (Qwen2.5: 151,665 to 151,935). Our tokens rename those, so that the weights
keep their shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from novaedit.errors import ModelError
from novaedit.model.prompt import SPECIAL_TOKENS

if TYPE_CHECKING:
    from tokenizers.pre_tokenizers import PreTokenizer
    from transformers import PreTrainedTokenizerFast

END = "<PATCH_END>"
PADDING = "<|endoftext|>"

# What each family cuts text into before byte-pair merging. SmolLM2 takes digits out first and cuts the
# rest like GPT-2; as one pattern that is `\s+(?=\p{N})`, and only one pattern means the same to
# OpenVINO, which looks past the end of a piece.
_WORDS = {
    "smollm": (r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+(?=\p{N})|\s+(?!\S)|\s+"),
    "qwen2": (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
        r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    ),
}


@dataclass(frozen=True, slots=True)
class Family:
    """How one line of pretrained models cuts text, and the first id that our tokens take over.

    `name` is what GGUF files call the pre-tokenizer.
    """

    name: str
    first_special_id: int


FAMILIES = {family.name: family for family in (Family("smollm", 3), Family("qwen2", 151_665))}


def family_named(name: str) -> Family:
    """The family of a pre-tokenizer name; ModelError for one that we don't know."""
    if name not in FAMILIES:
        raise ModelError(f"the tokenizer {name!r} is unknown; known are {', '.join(FAMILIES)}")
    return FAMILIES[name]


def special_ids(vocabulary: Sequence[str], family: Family) -> dict[str, int]:
    """Id of each of our special tokens: where `vocabulary` has it already, else one that it can spare."""
    places = {token: i for i, token in enumerate(vocabulary) if token in SPECIAL_TOKENS}
    if len(places) == len(SPECIAL_TOKENS):
        return {token: places[token] for token in SPECIAL_TOKENS}
    return {token: family.first_special_id + i for i, token in enumerate(SPECIAL_TOKENS)}


def take_over(vocabulary: Sequence[str], family: Family) -> list[str]:
    """`vocabulary` (token of each id) with our tokens in their places; ModelError if it is too short."""
    renamed = list(vocabulary)
    for token, index in special_ids(vocabulary, family).items():
        if index >= len(renamed):
            raise ModelError(f"the vocabulary has {len(renamed)} entries, none left for {token}")
        renamed[index] = token
    return renamed


def build_tokenizer(
    vocabulary: Sequence[str], merges: Sequence[str], family: Family
) -> PreTrainedTokenizerFast:
    """A byte-level BPE tokenizer whose only special tokens are ours and the padding.

    `vocabulary` is the token of each id, already with ours in it; a merge reads `left right`. No
    normaliser: what a file says is what the model reads. `<|im_start|>` and its kin stay plain text.
    """
    from tokenizers import AddedToken, Tokenizer, decoders, models
    from transformers import PreTrainedTokenizerFast

    pairs = [(left, right) for left, right in (merge.split(" ", 1) for merge in merges)]
    tokenizer = Tokenizer(models.BPE({token: i for i, token in enumerate(vocabulary)}, pairs))
    tokenizer.pre_tokenizer = pre_tokenizer(family)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False, special=True) for token in (PADDING, *SPECIAL_TOKENS)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
        tokenizer_object=tokenizer,
        eos_token=END,
        pad_token=PADDING,
        clean_up_tokenization_spaces=False,
    )


def pre_tokenizer(family: Family) -> PreTokenizer:
    """What cuts text into words before merging; digits always stand alone."""
    from tokenizers import Regex, pre_tokenizers

    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS[family.name]), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
