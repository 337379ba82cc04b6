"""The predictions file: written line by line, so that a stopped run goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from novaedit.errors import DataError, UsageError, WriteError
from novaedit.eval.case import Case, lines_of
from novaedit.eval.prediction import Prediction, dump, prediction_of


def read_predictions(file: Path) -> dict[str, Prediction]:
    """The predictions of a file by id; a later line of an id wins. Raises UsageError and DataError."""
    found: dict[str, Prediction] = {}
    for number, line in lines_of(file):
        try:
            prediction = prediction_of(json.loads(line))
        except json.JSONDecodeError as error:
            raise DataError(f"{file}:{number}: is not JSON: {error}") from None
        except DataError as error:
            raise DataError(f"{file}:{number}: {error}") from None
        found[prediction.id] = prediction
    return found


class PredictionStore:
    """Predictions of one solver. With a file, what it holds already is not asked again."""

    def __init__(self, file: Path | None, solver: str) -> None:
        """Open `file`; None keeps nothing. Raises UsageError, DataError and WriteError."""
        self._file, self._solver = file, solver
        self.known: dict[str, Prediction] = {}
        if file is not None and file.exists():
            _drop_torn_line(file)
            self.known = read_predictions(file)
            other = next((p.solver for p in self.known.values() if p.solver not in ("", solver)), None)
            if other is not None:
                raise UsageError(f"{file} holds predictions of {other}, not of {solver}; name another file")

    def done(self, cases: Iterable[Case]) -> dict[str, Prediction]:
        """The predictions that answer `cases` as they are now."""
        pairs = ((case, self.known.get(case.id)) for case in cases)
        return {case.id: p for case, p in pairs if p is not None and p.case in ("", case.digest)}

    def add(self, prediction: Prediction) -> None:
        """Keep one more. Raises WriteError."""
        self.known[prediction.id] = prediction
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(dump(prediction))
        except OSError as error:
            raise WriteError(f"{self._file}: {error.strerror}") from None

    def finish(self, cases: Iterable[Case], chosen: Mapping[str, Prediction]) -> None:
        """Put the file into the order of the cases; others stay at its end. Raises WriteError."""
        if self._file is None:
            return
        ordered = [chosen[case.id] for case in cases if case.id in chosen]
        rest = [p for key, p in self.known.items() if key not in chosen]
        fresh = self._file.with_name(f".{self._file.name}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text("".join(map(dump, [*ordered, *rest])), encoding="utf-8", newline="\n")
            fresh.replace(self._file)
        except OSError as error:
            raise WriteError(f"{self._file}: {error.strerror}") from None


def _drop_torn_line(file: Path) -> None:
    """Forget a last line that was being written when the run was killed."""
    try:
        content = file.read_bytes()
        if content and not content.endswith(b"\n"):
            file.write_bytes(content[: content.rfind(b"\n") + 1])
    except OSError as error:
        raise WriteError(f"{file}: {error.strerror}") from None
