"""The one question about the larger model: on a terminal only, once, and remembered."""

from __future__ import annotations

import sys

from novaedit.fixer.report import Reason, Report

#: What a better model might have fixed.
_MODELS_FAULT: frozenset[Reason] = frozenset(
    {"no-model", "abstained", "no-candidate", "gates", "low-confidence"}
)


def offer_base(report: Report) -> None:
    """Offer to pull the base model, if it might have fixed more and was never offered.

    The caller makes sure that somebody can be asked.
    """
    missed = any(item.reason in _MODELS_FAULT for file in report.files for item in file.unfixed)
    if not missed:
        return
    from novaedit.model.store import home, list_models

    marker = home() / "base-was-offered"
    if marker.exists() or any(model.name == "base" for model in list_models()):
        return
    try:
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
    except OSError:
        return  # what cannot be remembered would be asked every time
    _ask()


def _ask() -> None:
    sys.stderr.write("\nThe base model may fix more of this; it is a download of about half a gigabyte.\n")
    sys.stderr.write("Get it now? This is asked once; `novaedit model pull base` does it later. [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        from novaedit.cli.pulling import pull_model

        pull_model("base")
