"""How the command line speaks: its language, its errors, its progress."""

from __future__ import annotations

import os
import unicodedata
from typing import Final

import typer

from geoaccess.messages import LANGUAGES, Language, Translator, translator

__all__ = ["T", "harmless", "say", "say_error", "say_progress"]


def _language() -> Language:
    """Swedish, unless GEOACCESS_LANG says otherwise."""
    wanted = os.environ.get("GEOACCESS_LANG", "sv")[:2].lower()
    return next((lang for lang in LANGUAGES if lang == wanted), "sv")


T: Final[Translator] = translator(_language())


# Control, format (such as turning the writing direction), lone surrogate, line and paragraph end.
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def harmless(text: str) -> str:
    r"""Text without anything that a terminal obeys but the line end: names come from files.

    Examples
    --------
    >>> harmless("Vård\x1b[31mcentral\u202e\n")
    'Vård\\x1b[31mcentral\\u202e\n'
    """
    return "".join(
        c
        if c == "\n" or unicodedata.category(c) not in _OBEYED
        else c.encode("unicode_escape").decode()
        for c in text
    )


def say(text: str = "") -> None:
    """Print a result."""
    typer.echo(harmless(text))


def say_progress(text: str) -> None:
    """Print what is being done, apart from the results."""
    typer.echo(harmless(text), err=True)


def say_error(text: str) -> None:
    """Print what went wrong."""
    typer.echo(harmless(text), err=True)
