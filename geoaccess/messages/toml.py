"""What is wrong with a TOML file, in the reader's language: its reader speaks English only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["toml_reason"]

_AT_LINE = re.compile(r"(.*?) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
_TWICE = Phrase(N_("a key or table that is there already"))
_SIGN = Phrase(N_("a sign that may not stand there"))
_NOT_CLOSED = Phrase(N_("a bracket that is opened and not closed"))
_REASONS: Mapping[str, Phrase] = {
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Unterminated string": Phrase(N_("a quotation mark that is opened and not closed")),
    "Illegal character '\\n'": Phrase(N_("a quotation mark that is opened and not closed")),
    "Illegal character": _SIGN,
    "Found invalid character": _SIGN,
    "Unescaped": Phrase(N_("a backslash within quotation marks: write it twice, or use /")),
    "Escaped": Phrase(N_("a backslash within quotation marks: write it twice, or use /")),
    "Unclosed": _NOT_CLOSED,
    "Expected ']": _NOT_CLOSED,
    "Expected '='": Phrase(N_("an equals sign is missing after a key")),
    "Expected newline": Phrase(N_("more on the line than one value")),
    "Expected": _SIGN,
    "Invalid date": Phrase(N_("a date that is none")),
    "Invalid initial": Phrase(N_("a key that begins with a sign it may not begin with")),
    "Invalid": Phrase(N_("a value that is missing, or is text without quotation marks")),
}


def toml_reason(error: ValueError, text: str) -> tuple[str, int]:
    """Give what is wrong with a TOML text and in which line.

    Parameters
    ----------
    error
        What the reader of TOML raised.
    text
        What it was reading.

    Examples
    --------
    >>> toml_reason(ValueError("Unclosed array (at end of document)"), "a = [1,")
    ('a bracket that is opened and not closed', 1)
    """
    found = _AT_LINE.fullmatch(str(error))
    said, line = found.groups() if found else (str(error), None)
    reason = next((words for start, words in _REASONS.items() if said.startswith(start)), said)
    return reason, int(line) if line else text.rstrip().count("\n") + 1
