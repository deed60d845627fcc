"""A table's rows with what is said of each: the ones to mend first, then those to look at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geoaccess.errors import Notice, Severity
    from geoaccess.messages import Language
    from geoaccess.validation.findings import CheckedInput

__all__ = ["MarkedRow", "marked_rows"]


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """One row of a file and the findings about it."""

    line: int
    cells: Sequence[str]
    notices: tuple[Notice, ...] = ()

    @property
    def severity(self) -> Severity:
        """The worst of what is said; a note where nothing is."""
        found = {notice.severity for notice in self.notices}
        return "error" if "error" in found else "warning" if "warning" in found else "info"

    @property
    def codes(self) -> str:
        """Codes of the findings, each once."""
        return ", ".join(dict.fromkeys(notice.code for notice in self.notices))

    @property
    def columns(self) -> frozenset[str]:
        """The columns that something is said of."""
        return frozenset(part for n in self.notices for part in n.column.split(" / "))

    def said(self, lang: Language) -> str:
        """What is said of the row, with the column, and what to do."""
        parts = (
            (f"{n.column}: " if n.column else "") + f"{n.text(lang)} {n.cure(lang)}".strip()
            for n in self.notices
        )
        return " ".join(dict.fromkeys(parts))


def marked_rows(one: CheckedInput) -> Iterator[MarkedRow]:
    """Every row of a table: those with errors, those with warnings, the others, each in order."""
    text = one.text
    if text is None:
        return
    about: defaultdict[int, list[Notice]] = defaultdict(list)
    for notice in one.notices:
        if notice.row is not None:
            about[notice.row].append(notice)
    lines = text.lines.tolist()
    rank = {"error": 0, "warning": 1, "info": 2}
    worst = {line: min(rank[n.severity] for n in said) for line, said in about.items()}
    for i in sorted(range(len(lines)), key=lambda i: worst.get(lines[i], rank["info"])):
        yield MarkedRow(lines[i], text.cells[i], tuple(about.get(lines[i], ())))
