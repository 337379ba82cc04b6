"""What a commit message says: a fix that can be asked for, a revert, a formatter's run."""

from __future__ import annotations

import re

_FIX = re.compile(
    r"(?i)\b(?:fix(?:e[sd]|ing)?|bugs?|bugfix|repairs?|repaired|corrects?|corrected|wrong|mistake|typos?|crash(?:es)?"
    r"|avoids?|prevents?|handles?|missing|regression|raises?|should(?:n't)?|don't|must|broken|misspelt|misspelled)\b"
)
#: Fixes of something that is not the code's behaviour.
_OTHER = re.compile(
    r"(?i)\b(?:flake8|ruff|pylint|pyflakes|pep-?8|lint(?:er|ing|s)?|mypy|formatting|whitespace|style|isort|black"
    r"|docs?|docstrings?|documentation|readme|changelog|comments?|tests?|testing|coverage|ci|travis|tox|appveyor"
    r"|build|release|version|merge|conflicts?|review|sphinx|rst|spelling|copyright|licen[cs]e|nits?|wip|cleanup"
    r"|deprecat\w+|warnings?|links?|urls?|news)\b"
)
#: Who said it, or of which commit, not what was wrong.
_CREDIT = re.compile(
    r"(?i)\b(?:reported|suggested|requested|noticed|noted|found|spotted|contributed|submitted|pointed out"
    r"|patch(?:es)?) (?:by|from)\b|\bthanks?\b|\bthx\b|\bcourtesy\b|\bcredits?\b"
    r"|\bmy\b|\boops\b|\b(?:previous|last|earlier) (?:commit|change|fix|patch|pr)\b"
    r"|\bper \w+(?:'s)? (?:comments?|request|suggestion)"
)
#: Another commit, by its id.
_COMMIT = re.compile(r"\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\b")
#: What is said of any fix; of a slip of the keyboard that is enough.
_VAGUE = re.compile(
    r"(?i)\b(?:fix(?:e[sd]|ing)?|bugs?|bugfix(?:es)?|issues?|errors?|problems?|mistakes?|things?|stuff|code"
    r"|improvements?|changes?|scripts?|extra|bonus|correct(?:ed|s)?|incorrect|windows|linux|pypy|on|for|minor|small|little|tiny|quick|simple|silly|stupid|dumb|obvious|nasty|some|another"
    r"|more|few|last|final|remaining|various|misc|general|potential|possible|a|an|the|in|of|and|this|that|it|my)\b"
)
_REFERENCE = re.compile(
    r"\(?(?:\b(?:close[sd]?|fix(?:e[sd])?|refs?|see|re|resolves?|for|of|issue|ticket|bug|pr|gh)\b[ :]*)*"
    r"(?:(?:issue|bug|gh|ticket|pr)[ #-]*|#|[\w-]+/[\w.-]+#|https?://\S*?)\d+\)?[:,.;]?",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:\[[^\]]{1,30}\]|(?:fix|bugfix|hotfix|bug)(?:\([\w ./-]{1,30}\))?!?:|[A-Z]{2,5}:)\s*"
)
_FORMATTER = re.compile(
    r"(?i)\b(?:(?:run|apply|ran|applied|use|with|by|via|auto-?)[ -]*(?:the )?"
    r"(?:black|isort|autopep8|yapf|ruff|2to3|pyupgrade|autoflake|modernize|futurize|format(?:ter)?|pre-commit)|blacken(?:ed)?|reformat\w*|reindent\w*"
    r"|auto-?format\w*|pyupgrade|2to3|mass[ -]\w+|whitespace (?:only|fixes|cleanup))\b"
)
_REVERT = re.compile(r"(?i)(?:revert\b|back(?:ed)? out\b)")
_TAKES_BACK = "This reverts commit "
_ID = re.compile(r"[0-9a-f]{7,40}")
#: An address, a link, or a first line that was cut off.
_UNFIT = re.compile(
    r"(?i)@|://|(?:\b(?:rather|the|an?|of|to|and|or|in|on|for|with|when|that|than|is|by|at|from)|\.\.|…)$"
)
#: The author's own feelings.
_FIRST_PERSON = re.compile(r"\bI\b(?!/)")
_MIN_WORDS = 3
_MAX_CHARACTERS = 120


def instruction_of(message: str) -> str | None:
    """The first line of a bug fix's message, without numbers of issues; None when it asks for no fix."""
    subject = message.strip().split("\n", 1)[0].strip()
    unfit = any(pattern.search(subject) for pattern in (_OTHER, _CREDIT, _COMMIT, _FIRST_PERSON))
    if unfit or not _FIX.search(subject) or is_revert(message):
        return None
    bare = _REFERENCE.sub("", _PREFIX.sub("", subject))
    bare = " ".join(bare.split()).strip(" -:;,.").replace("``", "`")
    if not re.search(r"\w", _VAGUE.sub("", bare)):
        return None
    if len(bare.split()) < _MIN_WORDS or len(bare) > _MAX_CHARACTERS or _UNFIT.search(bare):
        return None
    return bare[0].upper() + bare[1:]


def is_revert(message: str) -> bool:
    """Whether the commit takes another one back."""
    return _TAKES_BACK in message or _REVERT.match(message) is not None


def reverted_by(message: str) -> str | None:
    """The id, maybe shortened, of the commit that this one takes back."""
    _, said, rest = message.partition(_TAKES_BACK)
    match = _ID.match(rest) if said else None
    return match[0] if match else None


def is_formatting(message: str) -> bool:
    """Whether the first line speaks of a formatter's run."""
    return bool(_FORMATTER.search(message.strip().split("\n", 1)[0]))
