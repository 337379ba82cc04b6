"""The real command with a scripted model: `python -m tests.cli.replay SCRIPT fix ...`.

SCRIPT is JSON: `{"answers": {"text in the prompt": "what the model writes"}, "seconds": 0.0}`. Only the
loading of the model is replaced; prompt, decoding, gates and everything around them are the real ones.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from novaedit.cli import engine
from novaedit.cli.config import Settings
from novaedit.cli.main import main
from novaedit.model.runtime import Completion, Runtime


@dataclass
class Replay:
    """A runtime that answers from a script, after a while."""

    answers: dict[str, str]
    seconds: float
    name: str = "replay"

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:  # noqa: ARG002 - a script has no limit
        """The scripted answer, `<NO_EDIT>` without one."""
        time.sleep(self.seconds)
        text = next((answer for part, answer in self.answers.items() if part in prompt), "<NO_EDIT>")
        return Completion(text, -0.1, 8, True)

    def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:  # noqa: ARG002 - one answer
        """A script has no other answer."""
        return []

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:  # noqa: ARG002 - all alike
        """Nothing is likelier than anything else."""
        return [-7.0 for _ in answers]

    def count_tokens(self, text: str) -> int:
        """A plausible number."""
        return len(text) // 3


class Loader(engine.ModelLoader):
    """Hands over the scripted runtime where the real one would load a model."""

    def __init__(self, runtime: Replay) -> None:
        self._runtime: Runtime | None = runtime

    @property
    def min_confidence(self) -> float:
        """A script is as sure as it says."""
        return 0.0


def start(script: Path, arguments: list[str]) -> int:
    """Run the command with the scripted model."""
    content = json.loads(script.read_text())
    loader = Loader(Replay(content["answers"], content.get("seconds", 0.0)))

    def model_loader(settings: Settings) -> engine.ModelLoader | None:
        return None if settings.model == engine.NO_MODEL else loader

    engine.model_loader = model_loader
    return main(arguments)


if __name__ == "__main__":
    sys.exit(start(Path(sys.argv[1]), sys.argv[2:]))
