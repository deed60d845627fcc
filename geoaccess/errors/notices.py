"""A notice: something a reader of the result must know, with where it was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoaccess.errors.catalogue import CATALOGUE
from geoaccess.messages import N_, Language, Phrase, translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geoaccess.errors.kinds import NoticeKind, Severity

__all__ = ["Notice", "NoticeList", "printable"]

_LONGEST_VALUE = 80
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

    Examples
    --------
    >>> Notice(code="GA-T010", file="sites.csv", row=7, column="listed", value="many").render("en")
    "GA-T010 error: sites.csv, row 7, column listed: 'many' is not a number. Write a number there, \
or leave the cell empty if it is not known."
    """

    code: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None
    places: Mapping[str, object] = field(default_factory=dict)

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
        places = {
            key: value if isinstance(value, Phrase) else printable(value, 200)
            for key, value in self.places.items()
        }
        return translator(lang)(
            sentence, **({"value": f"'{printable(self.value)}'"} | places), _=""
        )


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
