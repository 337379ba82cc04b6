"""What must never be trained on: benchmarks, and the repositories that they were made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from novaedit.dataset.never_pyty import PYTY_TEST

#: All projects of BugsInPy, with the names of their packages.
BUGSINPY = frozenset(
    [
        "ansible/ansible",
        "psf/black",
        "ambv/black",
        "cookiecutter/cookiecutter",
        "audreyr/cookiecutter",
        "tiangolo/fastapi",
        "fastapi/fastapi",
        "jakubroztocil/httpie",
        "httpie/httpie",
        "httpie/cli",
        "keras-team/keras",
        "spotify/luigi",
        "matplotlib/matplotlib",
        "pandas-dev/pandas",
        "cool-RR/PySnooper",
        "huge-success/sanic",
        "sanic-org/sanic",
        "channelcat/sanic",
        "scrapy/scrapy",
        "explosion/spaCy",
        "nvbn/thefuck",
        "tornadoweb/tornado",
        "tqdm/tqdm",
        "ytdl-org/youtube-dl",
        "rg3/youtube-dl",
        "soarsmu/BugsInPy",
    ]
)
#: Benchmarks as such, and packs of them.
BENCHMARKS = frozenset(
    [
        "jkoppel/QuixBugs",
        "openai/human-eval",
        "bigcode-project/bigcode-evaluation-harness",
        "nuprl/CanItEdit",
        "thunlp/DebugBench",
        "evalplus/evalplus",
        "sola-st/PyTy",
        "nuprl/MultiPL-E",
    ]
)
#: Packages whose name on an index differs from their repository's.
PACKAGES = frozenset(
    [
        "ansible-core",
        "pysnooper",
        "spacy",
        "pytorch-lightning",
        "torchmetrics",
        "mythril",
        "rx",
        "reactivex",
        "web3",
        "libcst",
        "apache-airflow",
        "fs",
        "rdflib",
        "meson",
        "quart",
        "pyjwt",
        "gitpython",
        "manim",
        "qiskit-terra",
        "rasa-nlu",
        "spacy-nightly",
        "human-eval",
        "quixbugs",
        "canitedit",
    ]
)

#: Words that no file outside these benchmarks' copies has in its path.
_PATH = re.compile(r"(?i)quixbugs|humaneval|human_eval|canitedit|debugbench|bugsinpy|pytydefects")


@dataclass(frozen=True, slots=True)
class NeverList:
    """Names (repositories `owner/name`, packages) and contents (sha256 of their normal form) to refuse."""

    names: frozenset[str]
    contents: frozenset[str] = field(default=frozenset())

    def refuses_source(self, name: str) -> bool:
        """Whether a repository or package of this name is refused; case and `-_.` don't matter.

        A fork is refused with the original: the name after the slash decides too.
        """
        return _normal(name) in self.names or _normal(name.rsplit("/", 1)[-1]) in self.names

    def refuses_file(self, path: str, code: str) -> bool:
        """Whether a file's path or content is refused."""
        return bool(_PATH.search(path)) or content_hash(code) in self.contents

    def with_contents(self, codes: Iterable[str]) -> NeverList:
        """The same list with further contents: the programs of an evaluation set, for example."""
        return NeverList(self.names, self.contents | {content_hash(code) for code in codes})


def content_hash(code: str) -> str:
    """Hash of a text without blanks and comments, so that reformatting does not hide it."""
    bare = re.sub(r"#[^\n]*", "", code)
    return hashlib.sha256("".join(bare.split()).encode("utf-8", "surrogatepass")).hexdigest()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names() -> frozenset[str]:
    repositories = BUGSINPY | BENCHMARKS | PYTY_TEST
    # Names too common to tell a fork by, such as TheAlgorithms/Python.
    common = {"python", "tg", "cli", "clay", "scalpl", "tools", "pipelines", "datasets", "rich", "hub"}
    bare = {name.split("/")[1] for name in repositories} - common
    bare -= {name for name in bare if name.lower() in common}
    return frozenset(_normal(name) for name in repositories | bare | PACKAGES | {"rich"})


#: The list that `mine` and `synth` enforce.
NEVER = NeverList(_names())
