"""Which sheets the workbook has, and the dictionary that says what every column means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.messages import LANGUAGES, N_
from geoaccess.reporting.columns import (
    BALANCE_COLUMNS,
    CLASS,
    MODE_SHARE_COLUMNS,
    NOTICE_COLUMNS,
    SHARE_COLUMNS,
    SOURCE_COLUMNS,
)
from geoaccess.reporting.figures.classes import class_name, limits
from geoaccess.reporting.rows import Row, records
from geoaccess.result.area_columns import AREA_COLUMNS
from geoaccess.result.closures import CLOSURE_COLUMNS, TAKER_COLUMNS
from geoaccess.result.clusters import CLUSTER_COLUMNS
from geoaccess.result.comparison import COMPARISON_COLUMNS
from geoaccess.result.equity import EQUITY_COLUMNS
from geoaccess.result.ground import GROUND
from geoaccess.result.indicators import (
    SITE_COLUMNS,
    UNIT_COLUMNS,
    VERDICT_COLUMNS,
    WHOLE_COLUMNS,
    Indicator,
)
from geoaccess.result.leakage import LEAKAGE_COLUMNS
from geoaccess.result.measures import MEASURE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.messages import Language
    from geoaccess.reporting.words import Words
    from geoaccess.result.published import Published

__all__ = [
    "FORMS",
    "GEODATA",
    "PLAIN",
    "SHEETS",
    "TABLES",
    "Sheet",
    "described",
    "sheets_of",
    "twin",
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, the published table it shows, and that table's columns."""

    title: str
    table: str
    key: str | None
    columns: tuple[Indicator, ...]
    only_filled: bool = False

    def rows(self, published: Published, words: Words) -> tuple[Row, ...]:
        """Rows of the published table; classes of travel time get their name."""
        rows = records(getattr(published, self.table), self.key)
        if CLASS not in self.columns:
            return rows
        return tuple({**row, CLASS.name: class_name(words.t, *limits(row))} for row in rows)

    def shown(self, published: Published, language: Language) -> tuple[Indicator, ...]:
        """Columns the table has, without those of the other languages."""
        held = {*getattr(published, self.table).columns, self.key, CLASS.name}
        others = tuple(f"_{lang}" for lang in LANGUAGES if lang != language)
        return tuple(c for c in self.columns if c.name in held and not c.name.endswith(others))


SHEETS = (
    Sheet(N_("Areas"), "areas", "area_id", AREA_COLUMNS),
    Sheet(N_("Units"), "units", "unit_id", UNIT_COLUMNS),
    Sheet(N_("Kommuner in districts"), "wholes", "unit_id", WHOLE_COLUMNS, only_filled=True),
    Sheet(N_("Care units"), "sites", "site_id", SITE_COLUMNS),
    Sheet(N_("Rules"), "verdicts", None, VERDICT_COLUMNS),
    Sheet(N_("Shares"), "shares", None, SHARE_COLUMNS),
    Sheet(N_("Shares by way of travel"), "shares_by_mode", None, MODE_SHARE_COLUMNS),
    Sheet(N_("Measures of access"), "measures", None, MEASURE_COLUMNS, only_filled=True),
    Sheet(N_("Equity"), "equity", None, EQUITY_COLUMNS, only_filled=True),
    Sheet(N_("Clusters"), "clusters", None, CLUSTER_COLUMNS, only_filled=True),
    Sheet(N_("If a vårdcentral closes"), "closures", None, CLOSURE_COLUMNS, only_filled=True),
    Sheet(N_("Who takes over"), "takers", None, TAKER_COLUMNS, only_filled=True),
    Sheet(N_("Nearest by unit"), "leakage", None, LEAKAGE_COLUMNS, only_filled=True),
    Sheet(N_("For comparison only"), "comparison", None, COMPARISON_COLUMNS, only_filled=True),
    Sheet(N_("Balance"), "balance", None, BALANCE_COLUMNS),
    Sheet(N_("Sources"), "sources", None, SOURCE_COLUMNS),
    Sheet(N_("Notices"), "notices", None, NOTICE_COLUMNS),
)


def sheets_of(published: Published) -> tuple[Sheet, ...]:
    """Which sheets a workbook gets: those that not every region has only where they have rows."""
    return tuple(s for s in SHEETS if not s.only_filled or len(getattr(published, s.table)))


TABLES: Mapping[str, tuple[Indicator, ...]] = {**{s.table: s.columns for s in SHEETS}, **GROUND}
"""Every published table and its columns."""

GEODATA = {name: TABLES[name] for name in ("areas", "units", "sites")}
"""Tables with geometry: layers of the map files, as `GROUND` is where it has rows."""

PLAIN = {
    name: TABLES[name]
    for name in ("measures", "equity", "clusters", "closures", "takers", "leakage", "comparison")
}
"""Tables beside them that map files hold too, where they have rows."""

_STATUS = "status"

FORMS: Mapping[str, str] = {
    "count": N_("number of people or things"),
    "flag": N_("yes or no"),
    "index": N_("index"),
    "measure": N_("number, three digits"),
    "minutes": N_("minutes"),
    "number": N_("number"),
    "ratio": N_("ratio"),
    "share": N_("share, 0 to 1"),
    "status": N_("code word"),
    "text": N_("text"),
}


def twin(column: Indicator, words: Words) -> tuple[str, str, str]:
    """Name, label and meaning of the column that says whether a count is shown."""
    return (
        f"{column.name}_status",
        words.t("{label}, status", label=words.t(column.label)),
        words.t("ok, rounded, suppressed (protected number) or missing."),
    )


def described(
    columns: tuple[Indicator, ...], words: Words, *, twins: bool
) -> Iterator[tuple[str, str, str, str]]:
    """Name, label, meaning and form of each column; with the status columns where asked."""
    t = words.t
    for column in columns:
        yield column.name, words.label(column), t(column.meaning), t(FORMS[column.form])
        if twins and column.counts:
            yield *twin(column, words), t(FORMS[_STATUS])
