"""The solver `prompted`: the base model as published, asked in plain words to rewrite the whole file.

It runs on the published file that `novaedit model pull base` converts, without our adapter. What it
writes goes through no gate: this is what one gets from the weights alone.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from novaedit.errors import ModelError, ModelMissingError
from novaedit.eval.case import Case
from novaedit.eval.prediction import CandidateFile, Prediction
from novaedit.model.decoding import confidence
from novaedit.model.loading import require_runtime
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.runtime import Runtime
from novaedit.model.store import Installed, find_model

#: The model with the published weights: `tuned` is false in its manifest.
UNTUNED = "base-untuned"
#: Ids of Qwen2.5 that our tokenizer does not know as tokens of their own.
_MARKS = {"<|im_start|>": 151_644, "<|im_end|>": 151_645}
_MARK = re.compile(r"(<\|im_(?:start|end)\|>)")

_TEMPLATE = (
    "<|im_start|>system\nYou fix code. Answer with the whole corrected file in one code block.<|im_end|>\n"
    "<|im_start|>user\n{task}\n\n```{language}\n{code}\n```<|im_end|>\n<|im_start|>assistant\n```{language}\n"
)
_SLACK = 1.3
_MOST_TOKENS = 2048


@dataclass(slots=True)
class PromptedSolver:
    """Asks once, greedily."""

    runtime: Runtime
    name: str = "prompted"

    def solve(self, case: Case) -> Prediction:
        """The file as the model rewrites it. Raises ModelError."""
        began = time.monotonic()
        prompt = _TEMPLATE.format(task=task_of(case), language=case.language, code=case.code.rstrip("\n"))
        room = int(self.runtime.count_tokens(case.code) * _SLACK) + 64
        if room > _MOST_TOKENS:
            return Prediction(case.id, None, 0.0, 0.0, note="the file is too long to be rewritten")
        answer = self.runtime.greedy(prompt, max_tokens=room)
        seconds = time.monotonic() - began
        code = code_in(answer.text, case.code)
        if code is None or code == case.code:
            return Prediction(case.id, None, 0.0, seconds, note="it wrote no other file")
        sure = confidence(answer)
        return Prediction(case.id, code, sure, seconds, (CandidateFile(code, sure, answer.log_probability),))

    def close(self) -> None:
        """Nothing to remove."""


class ChatRuntime(OpenVinoRuntime):
    """The base model as published: its marks of a conversation are tokens, and it ends with one of them."""

    def __init__(self, model: Installed, *, threads: int | None = None) -> None:
        """`threads` defaults to the physical cores."""
        super().__init__(model, threads=threads)
        self._end = _MARKS["<|im_end|>"]

    def encode(self, text: str) -> list[int]:
        """Token ids of `text`; a mark of the conversation is one."""
        tokens: list[int] = []
        for piece in _MARK.split(text):
            if piece in _MARKS:
                tokens.append(_MARKS[piece])
            elif piece:
                tokens += super().encode(piece)
        return tokens


def open_prompted(threads: int | None) -> PromptedSolver:
    """The solver on the weights in the user's store. Raises ModelError when they are not there."""
    for name in (UNTUNED, "base"):
        try:
            model = find_model(name)
        except ModelMissingError:
            continue
        if not model.manifest.tuned:
            require_runtime()
            return PromptedSolver(ChatRuntime(model, threads=threads))
    raise ModelError(
        "the solver prompted needs the base model as published, without our training: "
        f"`novaedit model pull {UNTUNED}` gets it"
    )


def task_of(case: Case) -> str:
    """What is asked, in plain words: the instruction, the findings, the visible tests."""
    parts = [case.instruction or "Fix this code."]
    for found in case.diagnostics:
        place = "" if found.line is None else f"line {found.line}: "
        parts.append(f"- {place}{' '.join(filter(None, (found.code, found.message)))}")
    if case.check.visible_tests:
        parts.append(f"These tests must pass:\n```{case.language}\n{case.check.visible_tests.rstrip()}\n```")
    return "\n".join(parts)


def code_in(answer: str, before: str) -> str | None:
    """The code of an answer that goes on in an open block, ended as the file was; None if there is none."""
    text = answer.split("\n```", 1)[0].removesuffix("```")
    if not text.strip():
        return None
    return text.rstrip("\n") + ("\n" if before.endswith("\n") or not before else "")
