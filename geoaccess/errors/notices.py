"""A notice: something a reader of the result must know, with where it was seen."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import TYPE_CHECKING

from geoaccess.errors.catalogue import CATALOGUE
from geoaccess.errors.personal import HIDDEN_NUMBER, hide_personal
from geoaccess.messages import N_, Language, Phrase, Translator, translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geoaccess.errors.kinds import NoticeKind, Severity

__all__ = ["Notice", "NoticeList", "printable"]

_LONGEST_VALUE = 80
_LONGEST_PLACE = 200
_DECIMALS = 3
_OF_A_PERSON = "GA-T018"
_SEVERITY_WORDS: Mapping[Severity, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("note"),
}


def printable(value: object, longest: int = _LONGEST_VALUE) -> str:
    r"""Text of a value without anything a terminal would obey, shortened.

    Examples
    --------
    >>> printable("Vård\x1b[31mcentral")
    'Vård\\x1b[31mcentral'
    """
    text = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(value)
    )
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One finding: a code of the catalogue, where it was seen, and what fills its sentence.

    Numbers in `places` are given as numbers: each language writes them its own way. A list of
    words is a tuple; what is not to be translated or grouped, such as a code, is text. A personal
    identity number is not kept: row and column say where it stands.

    Examples
    --------
    >>> Notice(code="GA-T010", file="sites.csv", row=7, column="listed", value="many").render("en")
    "GA-T010 error: sites.csv, row 7, column listed: 'many' is not a number. Write a number there, \
leave the cell empty if it is not known, or name the word under missing in study.toml."
    >>> Notice(code="GA-S011", places={"n": 5984}).text("en")
    'Turn restrictions not taken into account, over a way, at certain hours or incomplete: 5,984.'
    """

    code: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None
    places: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.value is not None:
            hidden = HIDDEN_NUMBER if self.code == _OF_A_PERSON else hide_personal(self.value)
            object.__setattr__(self, "value", hidden)

    @property
    def kind(self) -> NoticeKind:
        """The catalogue's line for this code."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """``error``, ``warning`` or ``info``."""
        return self.kind.severity

    def where(self, lang: Language = "sv") -> str:
        """File, row and column, as far as they are known."""
        t = translator(lang)
        parts = [printable(self.file)] if self.file else []
        if self.row is not None:
            parts.append(t("row {row}", row=self.row))
        if self.column:
            parts.append(t("column {column}", column=printable(self.column)))
        return ", ".join(parts)

    def text(self, lang: Language = "sv") -> str:
        """The sentence, filled in."""
        return self._fill(self.kind.text, lang)

    def cure(self, lang: Language = "sv") -> str:
        """What to do about it."""
        return self._fill(self.kind.cure, lang)

    def render(self, lang: Language = "sv") -> str:
        """One line: code, severity, place, sentence, cure."""
        severity = translator(lang)(_SEVERITY_WORDS[self.severity])
        place = self.where(lang)
        said = f"{self.code} {severity}: " + (f"{place}: " if place else "") + self.text(lang)
        return f"{said} {self.cure(lang)}".strip()

    def as_row(self, lang: Language = "sv") -> dict[str, str | int | None]:
        """Flat form for tables and JSON."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "text": self.text(lang),
            "cure": self.cure(lang),
        }

    def _fill(self, sentence: str, lang: Language) -> str:
        t = translator(lang)
        places = {key: _written(value, t) for key, value in self.places.items()}
        return t(sentence, **({"value": f"'{printable(self.value)}'"} | places), _="")


def _written(value: object, t: Translator) -> str:
    """What fills a place, in the language's words and numbers."""
    if isinstance(value, Phrase):
        return t(value)
    if isinstance(value, tuple):
        return ", ".join(_written(part, t) for part in value)
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        return printable(hide_personal(str(value)), _LONGEST_PLACE)
    if isinstance(value, Integral):
        return t.number(int(value))
    number = round(float(value), _DECIMALS)
    needed = next(d for d in range(_DECIMALS + 1) if round(number, d) == number)
    return t.number(number, needed)


class NoticeList:
    """Notices gathered while a file is read or a run is made, in order.

    Examples
    --------
    >>> notices = NoticeList()
    >>> notices.add("GA-T010", file="sites.csv", row=7, column="listed", value="many")
    >>> len(notices.errors), len(notices.warnings)
    (1, 0)
    """

    def __init__(self, notices: Iterable[Notice] = ()) -> None:
        self._notices = list(notices)

    def add(
        self,
        code: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str = "",
        value: object = None,
        **places: object,
    ) -> None:
        """Add one finding."""
        text = None if value is None else str(value)
        self._notices.append(
            Notice(code=code, file=file, row=row, column=column, value=text, places=places)
        )

    def extend(self, notices: Iterable[Notice]) -> None:
        """Add several."""
        self._notices.extend(notices)

    def __iter__(self) -> Iterator[Notice]:
        return iter(self._notices)

    def __len__(self) -> int:
        return len(self._notices)

    @property
    def errors(self) -> tuple[Notice, ...]:
        """The findings that refuse the input."""
        return tuple(n for n in self._notices if n.severity == "error")

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """The findings that let the run go on."""
        return tuple(n for n in self._notices if n.severity == "warning")
