"""What a reader sees, in Swedish and English: one translator per language, numbers and dates too.

The English sentence is the key. ``sv/*.po`` holds the Swedish ones, a file per kind of reader
(notices, command line, report, map, rules), read as they stand: nothing needs compiling.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from babel.messages.catalog import Catalog

__all__ = ["LANGUAGES", "N_", "Language", "Phrase", "Translator", "translator"]

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
_FOLDER = Path(__file__).resolve().parent
_LOCALES: Mapping[Language, str] = {"sv": "sv_SE", "en": "en_GB"}
_MINUS = {"-": "−"}
_MARKS: Mapping[Language, Mapping[int, str]] = {
    "sv": str.maketrans({**_MINUS, ",": "\xa0", ".": ",", "%": "\xa0%"}),
    "en": str.maketrans(_MINUS),
}


def N_(message: str) -> str:  # noqa: N802 -- the name gettext tools look for
    """Mark a sentence for the catalogue without translating it here.

    Examples
    --------
    >>> N_("People")
    'People'
    """
    return message


class Phrase(str):
    """Text that fills a place of a sentence and is itself a sentence of the catalogue."""

    __slots__ = ()


class Translator:
    r"""Sentences, numbers and dates of one language.

    Calling it gives the sentence in that language, with its ``{places}`` filled in.

    Examples
    --------
    >>> translator("en")("{n} areas", n=3)
    '3 areas'
    >>> translator("sv").number(1234.5, 1)
    '1\xa0234,5'
    """

    __slots__ = ("_sentences", "lang")

    def __init__(self, lang: Language, sentences: Mapping[str, str]) -> None:
        self.lang: Language = lang
        self._sentences = sentences

    def __call__(self, message: str, **places: object) -> str:
        """Give `message` in this language with its places filled in."""
        sentence = self._sentences.get(message, message)
        if not places:
            return sentence
        return sentence.format(
            **{k: self(v) if isinstance(v, Phrase) else v for k, v in places.items()}
        )

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number as the language does (``1 234,5`` in Swedish)."""
        return self._marked(f"{_rounded(value, decimals):,.{decimals}f}")

    def percent(self, share: float, decimals: int = 1) -> str:
        """Write a share (0-1) as a percentage with the language's sign and space."""
        return self._marked(f"{_rounded(share, decimals + 2):,.{decimals}%}")

    def date(self, day: dt.date) -> str:
        """Write a date in prose, ``22 november 2026``."""
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(day, format="d MMMM y", locale=_LOCALES[self.lang])

    def _marked(self, written: str) -> str:
        """A number as Python writes it, with the language's marks and a minus that is no hyphen."""
        return written.replace("Infinity", "∞").translate(_MARKS[self.lang])


def _rounded(value: float, decimals: int) -> Decimal:
    """The number as it is written, minus nought as nought."""
    return Decimal(str(round(value, decimals) + 0.0))


@cache
def translator(lang: Language = "sv") -> Translator:
    """Translator of a language; English needs no catalogue, its sentences are the keys."""
    sentences: dict[str, str] = {}
    for path in sorted((_FOLDER / lang).glob("*.po"), reverse=True):
        sentences |= _sentences(path)  # the first file by name decides
    return Translator(lang, sentences)


def _sentences(path: Path) -> dict[str, str]:
    catalogue = _read(path)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}


def _read(path: Path) -> Catalog:
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        return read_po(file, locale="sv")
