"""Why a diagnostic was not fixed, in words."""

from __future__ import annotations

from novaedit.fixer.report import Reason

REASONS: dict[Reason, str] = {
    "no-model": "the tool has no safe fix and no model was used",
    "environment": "it is about the environment, not the code",
    "abstained": "the model would not change the code",
    "no-candidate": "the model wrote no usable patch",
    "gates": "no candidate passed every gate",
    "low-confidence": "the best candidate was below --min-confidence",
    "conflict": "its fix overlaps with another one; run again after applying that",
    "time": "--max-time ran out",
    "too-large": "the code around it is too large for the model",
    "symptom": "it may come of another finding, which is left",
    "declined": "its fix was declined",
    "unlocated": "it names no line that may be edited",
}
