"""Which model a run uses, and loading it when it is first needed."""

from __future__ import annotations

from novaedit.cli.config import Settings
from novaedit.cli.terminal import Voice
from novaedit.fixer.propose import RuntimeFactory


def runtime_factory(settings: Settings, voice: Voice) -> RuntimeFactory | None:
    """What loads the wanted model; None for "none" and when no model was asked for and none is here."""
    return None
