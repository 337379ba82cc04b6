"""The pipeline: diagnose, propose, gate, choose. Every view of NovaEdit calls `fix`.

Nothing is written outside a temporary folder; the report carries the bytes before and after.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from novaedit.diagnostics import Diagnostic, Fingerprint, fingerprint
from novaedit.fixer.final import settle
from novaedit.fixer.options import Options
from novaedit.fixer.propose import RuntimeFactory
from novaedit.fixer.report import FileReport, Report
from novaedit.fixer.scope import touches
from novaedit.fixer.session import Session
from novaedit.fixer.tools import FileTools, Workbench, decode
from novaedit.languages import languages
from novaedit.languages.base import Checked, Language, Project
from novaedit.lines import line_texts
from novaedit.repository.snapshot import Snapshot, SnapshotFile

#: Told about progress: a short phrase such as a path.
Progress = Callable[[str], None]


def fix(
    snapshot: Snapshot,
    options: Options,
    runtime: RuntimeFactory | None,
    *,
    progress: Progress = lambda _: None,
    adapters: Mapping[str, Language] = languages,
) -> Report:
    """Fix what can be proven in the files of `snapshot`; `runtime` is called when a model is first needed.

    `runtime` None means that only the tools' own fixes are used; `adapters` are the languages by name,
    for those who look at files in their own way. Raises ToolError when a tool is
    missing or crashed and ModelError when the model cannot be loaded.
    """
    began = time.monotonic()
    deadline = began + options.max_time
    reports: list[FileReport] = []
    notes: list[str] = []
    for language in adapters.values():
        files = {p: f for p, f in snapshot.files.items() if _speaks(language, p)}
        if files:
            done, remarks = _fix_language(language, files, snapshot, options, runtime, deadline, progress)
            reports += done
            notes += remarks
    ordered = tuple(sorted(reports, key=lambda report: report.path))
    return Report(ordered, snapshot.skipped, tuple(notes), seconds=time.monotonic() - began)


def _speaks(language: Language, path: str) -> bool:
    return PurePosixPath(path).suffix in language.extensions


def _fix_language(
    language: Language,
    files: Mapping[str, SnapshotFile],
    snapshot: Snapshot,
    options: Options,
    runtime: RuntimeFactory | None,
    deadline: float,
    progress: Progress,
) -> tuple[list[FileReport], tuple[str, ...]]:
    tools = language.wanted_tools(snapshot.root, options.tools)
    # A finding of mypy's that was read from a file is proven gone by mypy too.
    slow = "mypy" in tools or any(d.source == "mypy" for d in options.foreign)
    with _tree(snapshot, needed=slow or bool(options.tests)) as tree:
        project = Project(snapshot.root, tree, tools, options.python)
        contents = {path: file.content for path, file in files.items()}
        bench = Workbench(
            language, project, contents, options.tests, options.max_time, slow_runs=options.slow_runs
        )
        progress("checking")
        checked = bench.check_all()
        tested = bench.test({}) if options.tests else None
        failures = tested.diagnostics if tested else ()
        found = _by_path([*checked.diagnostics, *options.foreign, *failures])
        base = _base_findings(bench, files, found, options)
        sessions = [
            _session(bench, file, tuple(found.get(path, ())), base, snapshot, options, runtime, deadline)
            for path, file in sorted(files.items())
        ]
        for session in sessions:
            progress(session.file.path)
            session.run()
        checked = _unblock(sessions, bench, checked)
        reports, remarks = settle(sessions, bench, checked, tested)
        return reports, (*checked.notes, *remarks)


def _unblock(sessions: Sequence[Session], bench: Workbench, checked: Checked) -> Checked:
    """Answer what mypy could not see while a file did not parse: one such file stops it everywhere.

    Returns the findings before the fixes as they would have been without the syntax errors now mended.
    """
    broken = {d.path for d in checked.diagnostics if d.is_syntax_error}
    mended = {s.file.path for s in sessions if s.file.path in broken and s.language.parse(s.text) is None}
    if "mypy" not in bench.project.tools or not mended:
        return checked
    contents = {
        s.file.path: s.tools.encode(s.text) if s.file.path in mended else s.file.content for s in sessions
    }
    seen = bench.language.diagnose(contents, bench.project)
    for session in sessions:
        if any(d.source == "mypy" and d.path == session.file.path for d in seen.diagnostics):
            session.resume()
    return seen


def _session(
    bench: Workbench,
    file: SnapshotFile,
    found: tuple[Diagnostic, ...],
    base: Mapping[str, Counter[Fingerprint]],
    snapshot: Snapshot,
    options: Options,
    runtime: RuntimeFactory | None,
    deadline: float,
) -> Session:
    text, has_bom = decode(file.content)
    return Session(
        language=bench.language,
        file=file,
        original=text,
        diagnostics=found,
        base=base.get(file.path),
        tools=FileTools(bench, file.path, has_bom),
        files=snapshot.tree,
        options=options,
        runtime=runtime,
        expired=lambda: time.monotonic() > deadline,
    )


def _by_path(diagnostics: Sequence[Diagnostic]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    return found


def _base_findings(
    bench: Workbench,
    files: Mapping[str, SnapshotFile],
    found: Mapping[str, Sequence[Diagnostic]],
    options: Options,
) -> dict[str, Counter[Fingerprint]]:
    """What was found before the change, asked only where a finding lies off the changed lines."""
    wanted = {
        path: file.base
        for path, file in files.items()
        if file.base is not None
        and not options.whole_file
        and any(not touches(d, file.changed) for d in found.get(path, ()))
    }
    if not wanted:
        return {}
    # One syntax error hides all that mypy will say once it is mended.
    slow = "mypy" in bench.project.tools and (
        any(d.is_syntax_error for findings in found.values() for d in findings)
        or any(d.source == "mypy" for path in wanted for d in found.get(path, ()))
    )
    tools = tuple(tool for tool in bench.project.tools if slow or tool != "mypy")
    contents = {**bench.contents, **wanted} if slow else wanted
    checked = bench.language.diagnose(contents, replace(bench.project, tools=tools))
    before = _by_path(checked.diagnostics)
    return {
        path: Counter(fingerprint(d, line_texts(decode(content)[0])) for d in before.get(path, ()))
        for path, content in wanted.items()
    }


@contextmanager
def _tree(snapshot: Snapshot, *, needed: bool) -> Iterator[Path | None]:
    """The whole snapshot in a temporary folder, for tools that read other files too."""
    if not needed:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="novaedit-") as name:
        directory = Path(name).resolve()
        snapshot.tree.materialise(directory)
        yield directory
