"""Every error that NovaEdit raises on purpose.

NovaEditError                 shown to the user as one sentence, exit code 2
├── UsageError                a wrong argument, or a path that cannot be used
├── ConfigError               a bad key or value in [tool.novaedit] or NOVAEDIT_*
├── RepositoryError           git said no, or there is no usable repository
├── ToolError                 ruff, mypy, or the test command is missing or crashed
├── ModelError                the model cannot be used
│   ├── ModelMissingError     no such model here; it may be pulled
│   ├── WeightsError          the weights on disk are not what the manifest says
│   └── DownloadError         no mirror gave the file
├── PatchError                a patch cannot be read or does not fit its content
│   └── DslError              the text is not the patch DSL
├── DataError                 a training or evaluation record breaks its schema
└── WriteError                the file system refused; nothing was half-written
"""


class NovaEditError(Exception):
    """Base of all expected failures: `str()` is one sentence for the user."""


class UsageError(NovaEditError):
    """A wrong argument, or a path that cannot be used."""


class ConfigError(NovaEditError):
    """A bad key or value; the message names the key and the file."""


class RepositoryError(NovaEditError):
    """Git refused, or there is no usable repository."""


class ToolError(NovaEditError):
    """An external tool is missing, crashed, or gave no proof that it ran."""


class ToolTimeoutError(ToolError, TimeoutError):
    """An external tool did not finish in time, and was ended."""


class ModelError(NovaEditError):
    """The model cannot be used."""


class ModelMissingError(ModelError):
    """No model of that name is installed."""


class WeightsError(ModelError):
    """Weights on disk differ from their manifest."""


class DownloadError(ModelError):
    """No mirror gave the wanted file."""


class PatchError(NovaEditError):
    """A patch cannot be read, or does not fit the content it was made for."""


class DslError(PatchError):
    """The text is not a well-formed patch in the DSL."""


class DataError(NovaEditError):
    """A record breaks its schema; the message reads `FILE:LINE: what is wrong`."""


class WriteError(NovaEditError):
    """The file system refused a write; the old content is intact."""
