"""`novaedit data split` and `card` in processes of their own."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from novaedit.cli.data.split import _DEV_SHARE
from novaedit.dataset.example import dump, read_examples
from novaedit.dataset.split import DEV_SHARE
from tests.cli.command import environment
from tests.cli.data.command import data
from tests.dataset.records import example


def test_split_then_card(tmp_path: Path) -> None:
    """One dataset out of two files, and its card."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(dump(example()) * 2, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text(dump(example(repo="toolz", patch="<NO_EDIT>")), encoding="utf-8")
    out = tmp_path / "out"
    done = data(tmp_path, "split", tmp_path / "in", "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.split("\n")[:3] == [
        "        1  dev",
        "        1  train",
        "        1  left out: duplicate",
    ]
    assert [one.provenance.repo for one in read_examples(out / "dev.jsonl")] == ["toolz"]
    made = data(
        tmp_path, "card", out, "--out", tmp_path / "CARD.md", "--title", "Mine", "--command", "make it"
    )
    assert made.returncode == 0
    assert (tmp_path / "CARD.md").read_text(encoding="utf-8").startswith("# Mine\n\n2 records")


def test_sides_that_were_taken_before(tmp_path: Path) -> None:
    """The manifest of one dataset decides over the next; what is none is refused, and nothing written."""
    (tmp_path / "a.jsonl").write_text(
        dump(example(repo="a/toolz")) + dump(example(repo="b/new-one", patch="<NO_EDIT>"))
    )
    earlier, out = tmp_path / "sources.json", tmp_path / "out"
    earlier.write_text('[{"repo": "fork/new_one", "split": "dev"}, {"repo": "toolz", "split": "train"}]')
    done = data(tmp_path, "split", tmp_path / "a.jsonl", "--out", out, "--like", earlier)
    assert (done.returncode, done.stdout) == (0, "")
    assert [one.provenance.repo for one in read_examples(out / "dev.jsonl")] == ["b/new-one"]
    refused = data(
        tmp_path, "split", out / "dev.jsonl", "--out", tmp_path / "more", "--like", tmp_path / "a.jsonl"
    )
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "neither a manifest.json nor a sources.json" in refused.stderr
    assert not (tmp_path / "more").exists()


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    """One sentence, exit code 2."""
    (tmp_path / "a.jsonl").write_text(dump(example()), encoding="utf-8")
    (tmp_path / "out").touch()
    done = data(tmp_path, "split", tmp_path / "a.jsonl", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.startswith(f"novaedit: cannot write {tmp_path / 'out'}")


def test_the_disk_is_full(tmp_path: Path) -> None:
    """One sentence with the folder's name, exit code 2, and no manifest that would make it look complete."""
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    words = [f"    # {number}" for number in range(400)]
    path.write_text(dump(example(lines=("def f(x)", *words))) * 5, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "data", "split", str(path), "--out", str(out)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"novaedit: cannot write {out}: File too large\n"
    assert not (out / "manifest.json").exists()


def test_the_default_is_the_datasets() -> None:
    """It is written down twice so that --help stays quick."""
    assert _DEV_SHARE == DEV_SHARE
