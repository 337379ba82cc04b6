"""What must not get into a data set: keys and passwords, and people's addresses."""

from __future__ import annotations

import math
import re
from collections import Counter

_KEYS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\b(?:AKIA|ASIA|AGPA|AROA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|\bgithub_pat_\w{40,}|\bglpat-[\w-]{20}|\bxox[abeoprs]-[\w-]{10,}|\bsk-[A-Za-z0-9_-]{20,}"
    r"|\bAIza[0-9A-Za-z_-]{35}|\bya29\.[\w-]{20,}|\bpypi-[A-Za-z0-9_-]{40,}|\bSG\.[\w-]{16,}\.[\w-]{16,}"
    r"|\bsk_live_\w{16,}|\bnpm_[A-Za-z0-9]{36}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}"
    r"|hooks\.slack\.com/services/\w|://[^/\s:@'\"{}<>%]+:[^/\s:@'\"{}<>%]+@"
)
_NAMED = re.compile(
    r"(?i)(?:secret|passwd|password|passphrase|api_?key|access_?key|auth_?token|private_?key|token)\w*[\"']?\s*"
    r"(?:=|:|=>)\s*[\"']([^\"'\s]{8,})[\"']"
)
_LONG = re.compile(r"[\"']([A-Za-z0-9+/=_-]{32,})[\"']")
_EMAIL = re.compile(r"[\w.+-]+@(?!(?:example|test|localhost|foo|bar|domain)\b)[\w-]+\.[A-Za-z]{2,}")
#: Bits a character: words and names have fewer, random text has more.
_RANDOM = 4.2
_RATHER_RANDOM = 3.3


def looks_secret(text: str) -> bool:
    """Whether a text holds something that may be a key, a token or a password."""
    if _KEYS.search(text):
        return True
    if any(_entropy(match) > _RATHER_RANDOM and re.search(r"\d", match) for match in _NAMED.findall(text)):
        return True
    return any(_entropy(match) > _RANDOM for match in _LONG.findall(text))


def names_person(text: str) -> bool:
    """Whether a text holds an e-mail address that may be somebody's."""
    return "@" in text and _EMAIL.search(text) is not None


def _entropy(text: str) -> float:
    counts = Counter(text).values()
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts)
