"""`novaedit doctor`: what is found, what is missing, how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from novaedit.cli.failures import guarded

if TYPE_CHECKING:
    from novaedit.cli.probes import Finding

OutputFormat = Annotated[
    Literal["text", "json"], typer.Option("--output-format", help="Format of the result.")
]


def doctor(output_format: OutputFormat = "text") -> None:
    """Check that everything a run needs is here: git, ruff, mypy, the runtime, a model, the configuration.

    Exit codes: 0 all is well · 1 something is missing or broken.
    """
    raise typer.Exit(guarded(lambda: _run(output_format)))


def _run(output_format: Literal["text", "json"]) -> int:
    from novaedit.cli.probes import probe_all

    findings = probe_all()
    typer.echo(_json(findings) if output_format == "json" else "\n".join(map(_line, findings)))
    return int(any(finding.status != "ok" for finding in findings))


def _json(findings: list[Finding]) -> str:
    import json
    from dataclasses import asdict

    return json.dumps({"schema_version": 1, "checks": [asdict(finding) for finding in findings]}, indent=2)


def _line(finding: Finding) -> str:
    place = f"({finding.path})" if finding.path else ""
    found = f"{finding.version or ''} {place}".strip()
    head = f"{finding.status:<8}{finding.name:<15}{found}".rstrip()
    return f"{head}\n{'':<23}{finding.advice}" if finding.advice else head
