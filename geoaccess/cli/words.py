"""How the command line speaks: its language, its errors, its progress."""

from __future__ import annotations

import os
from typing import Final

import typer

from geoaccess.messages import LANGUAGES, Language, Translator, translator

__all__ = ["T", "say", "say_error", "say_progress"]


def _language() -> Language:
    """Swedish, unless GEOACCESS_LANG says otherwise."""
    wanted = os.environ.get("GEOACCESS_LANG", "sv")[:2].lower()
    return next((lang for lang in LANGUAGES if lang == wanted), "sv")


T: Final[Translator] = translator(_language())


def say(text: str = "") -> None:
    """Print a result."""
    typer.echo(text)


def say_progress(text: str) -> None:
    """Print what is being done, apart from the results."""
    typer.echo(text, err=True)


def say_error(text: str) -> None:
    """Print what went wrong."""
    typer.echo(text, err=True)
