"""The pre-commit hook: `fix` for the files that pre-commit names, and a patch that survives the hook.

pre-commit hides unstaged changes while hooks run and fails a hook that exits 1 or changes files. Without
`--apply` the hook changes nothing: it prints the patch, saves it, says how to apply it, and exits 1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from novaedit.cli.arguments import Arguments
from novaedit.cli.fix import fix
from novaedit.cli.fixing import carry_out, exit_code, print_outcome
from novaedit.cli.sources import all_staged
from novaedit.cli.terminal import Voice
from novaedit.repository.open import open_repository
from novaedit.repository.saved import apply_command, save_patch


def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook with `argv` (default: the process's own): the flags of `fix`, then file names."""
    return fix(sys.argv[1:] if argv is None else argv, run_hook)


def run_hook(arguments: Arguments) -> int:
    """Fix, print, save the patch, and return the exit code: 1 also when files were changed."""
    outcome = carry_out(scoped(arguments, os.environ))
    print_outcome(outcome, arguments)
    patch = outcome.report.diff
    if patch:
        command = apply_command(outcome.repository, save_patch(outcome.repository, patch))
        # pre-commit rolls applied fixes back when they meet the changes it has hidden: then this helps.
        Voice(arguments.verbosity).say(f"the patch is kept; to apply it: {command}")
    return exit_code(outcome, arguments, hook=True)


def scoped(arguments: Arguments, environ: Mapping[str, str]) -> Arguments:
    """`arguments` with the scope that pre-commit means: its refs, the staged changes, or whole files.

    `pre-commit run --all-files` and `--files` name files that are not staged: those are looked at as a whole.
    """
    if arguments.staged or arguments.has_refs or arguments.lines:
        return arguments
    from_ref, to_ref = environ.get("PRE_COMMIT_FROM_REF"), environ.get("PRE_COMMIT_TO_REF")
    if from_ref and to_ref:
        return replace(arguments, from_ref=from_ref, to_ref=to_ref)
    return replace(arguments, staged=all_staged(open_repository(), arguments.paths, Path.cwd()))


if __name__ == "__main__":
    sys.exit(main())
