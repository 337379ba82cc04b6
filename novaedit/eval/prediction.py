"""The Prediction: what a solver answers to one case, as a line of JSONL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from novaedit.edits import GateResult, Outcome
from novaedit.errors import DataError


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """One whole file that a solver proposes, with its gates; `is_answer` is False when one failed.

    `confidence` is 0 to 1, `log_probability` natural, None if unknown.
    """

    code: str
    confidence: float
    log_probability: float | None = None
    gates: tuple[GateResult, ...] = ()

    @property
    def is_answer(self) -> bool:
        """Whether no gate failed."""
        return all(gate.outcome != "failed" for gate in self.gates)


@dataclass(frozen=True, slots=True)
class Prediction:
    """`code` is the whole file after the fix, None when the solver abstains; `candidates` are best first.

    `seconds` pass until the answer is there, candidates after it not counted. `case` is the digest of
    the case, `solver` who answered, `note` says why there is no answer, `memory_mb` is the most that
    the process which answered has held.
    """

    id: str
    code: str | None
    confidence: float
    seconds: float
    candidates: tuple[CandidateFile, ...] = ()
    note: str = ""
    solver: str = ""
    case: str = ""
    memory_mb: float | None = None

    def at(self, threshold: float) -> Prediction:
        """The same with the best candidate as the answer, if it is that confident.

        The confidence is that of the best one that failed no gate, withheld or not; 0 without one.
        """
        best = next((candidate for candidate in self.candidates if candidate.is_answer), None)
        if best is None:
            return replace(self, code=None, confidence=0.0)
        code = best.code if best.confidence >= threshold else None
        return replace(self, code=code, confidence=best.confidence)


def dump(prediction: Prediction) -> str:
    """One line of JSONL, newline included."""
    return json.dumps(asdict(prediction), ensure_ascii=True, separators=(",", ":")) + "\n"


def prediction_of(record: object) -> Prediction:
    """Read a record; only `id` and `code` are required. Raises DataError."""
    if not isinstance(record, Mapping) or not isinstance(record.get("id"), str):
        raise DataError("is not a prediction: id is missing")
    code = record.get("code")
    if code is not None and not isinstance(code, str):
        raise DataError("code is neither text nor null")
    try:
        candidates = tuple(_candidate(item) for item in record.get("candidates") or ())
        confidence = float(record.get("confidence", 1.0 if code is not None else 0.0))
        if code is not None and not candidates:
            candidates = (CandidateFile(code, confidence),)
        memory = record.get("memory_mb")
        return Prediction(
            id=record["id"],
            code=code,
            confidence=confidence,
            seconds=float(record.get("seconds") or 0.0),
            candidates=candidates,
            note=str(record.get("note") or ""),
            solver=str(record.get("solver") or ""),
            case=str(record.get("case") or ""),
            memory_mb=None if memory is None else float(memory),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"is not a prediction: {error!r}") from None


def _candidate(item: Mapping[str, Any]) -> CandidateFile:
    if not isinstance(item["code"], str):
        raise TypeError("the code of a candidate is not text")
    chance = item.get("log_probability")
    return CandidateFile(
        code=item["code"],
        confidence=float(item.get("confidence", 0.0)),
        log_probability=None if chance is None else float(chance),
        gates=tuple(_gate(gate) for gate in item.get("gates") or ()),
    )


def _gate(item: Mapping[str, Any]) -> GateResult:
    outcome: Outcome = item["outcome"]
    if outcome not in ("passed", "failed", "not-applicable"):
        raise ValueError(f"no such outcome: {outcome!r}")
    return GateResult(str(item["name"]), outcome, str(item.get("detail", "")))
