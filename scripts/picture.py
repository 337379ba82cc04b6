"""Draws docs/fix.svg, the README's picture, from a real run: `python scripts/picture.py [FLAGS]`.

Runs `examples/demo.py` with the installed NovaEdit and its default model; FLAGS go to `novaedit fix
--staged`. What is drawn is what was printed, colours included, and nothing else.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "fix.svg"
WIDTH = 110

#: rich's template loads a font from a network; a picture of a tool that needs none should not.
_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def run_demo(flags: Sequence[str]) -> str:
    """What `novaedit fix --staged` prints, with colours. Raises RuntimeError when nothing was offered."""
    with tempfile.TemporaryDirectory() as name:
        demo = [sys.executable, str(ROOT / "examples" / "demo.py"), "--folder", f"{name}/invoices"]
        done = subprocess.run(
            [*demo, "--color", "always", *flags],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if done.returncode != 1:
        raise RuntimeError(
            f"exit code {done.returncode}, where 1 means that something is offered: {done.stderr}"
        )
    return done.stdout


def draw(command: str, printed: str) -> str:
    """The SVG of a terminal in which `command` printed that."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
    console.print(Text.from_ansi(printed))
    drawn = console.export_svg(title="novaedit", unique_id="novaedit")
    return "\n".join(line.rstrip() for line in _FONTS.sub("", drawn).splitlines()) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Run, draw, write."""
    flags = list(sys.argv[1:] if argv is None else argv)
    printed = run_demo(flags)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(draw(" ".join(["novaedit fix --staged", *flags]), printed), encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)} is drawn", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
