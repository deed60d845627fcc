"""How a value is written for a reader: numbers, codes, and the three kinds of nothing."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.messages.area_words import CHANGES, said_area_type
from geoaccess.messages.opening_hours import said_hours
from geoaccess.messages.suppression import ABOUT, ROUNDED
from geoaccess.reporting.applicable import applies
from geoaccess.reporting.blocks import Cell
from geoaccess.reporting.rows import Row, number, state, text, truth
from geoaccess.result.clusters import CLUSTERS, WHY_NOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.messages import Translator
    from geoaccess.result.indicators import Indicator

__all__ = ["CODES", "MISSING", "ROLES", "SUPPRESSED", "Words"]

SUPPRESSED = "–"
MISSING = ".."

CODES: Mapping[str, str] = {
    "A": N_("outside towns"),
    "B": N_("other town"),
    "C": N_("main town"),
    "S": N_("big city"),
    "age_65plus": N_("65 or older"),
    "age_80plus": N_("80 or older"),
    "age_85plus": N_("85 or older"),
    "all": N_("all ages"),
    "area": N_("area"),
    "areas": N_("areas in their unit"),
    "at_risk": N_("at risk"),
    "beyond_cutoff": N_("longer than is counted"),
    "beyond_border": N_("beyond the region's border"),
    "bicycle": N_("bicycle"),
    "borderline": N_("borderline"),
    "bvc": N_("child health centre"),
    "car": N_("car"),
    "clear": N_("clear"),
    "count": N_("number"),
    "confidential": N_("confidential"),
    "digital": N_("digital care"),
    "error": N_("error"),
    "filial": N_("branch of a vårdcentral"),
    "flagged": N_("flagged"),
    "info": N_("note"),
    "island": N_("island without fixed link"),
    "jour": N_("out-of-hours care"),
    "kommun": N_("kommun"),
    "limited": N_("partly"),
    "low_need_high_access": N_("low need, high access"),
    "met": N_("met"),
    "missing": N_("missing"),
    "mobile": N_("base of a mobile team"),
    **CHANGES,
    **CLUSTERS,
    "mvc": N_("maternity care centre"),
    "narakut": N_("local emergency care"),
    "no_data": N_("no data"),
    "no_service": N_("no trip"),
    "no_gsa": N_("no GSA on record"),
    "no_site": N_("no vårdcentral within the time that is counted"),
    "no": N_("no"),
    "not_assessable": N_("cannot be assessed"),
    "not_assessed": N_("not assessed"),
    "not_flagged": N_("not flagged"),
    "not_known": N_("not known where"),
    "not_listed": N_("the GSA is not in the list of sites"),
    "not_met": N_("not met"),
    "not_significant": N_("no certain pattern"),
    "not_snapped": N_("no road nearby"),
    "not_vardcentral": N_("the GSA is no vårdcentral"),
    "ok": N_("has a time"),
    "open": N_("open"),
    "other_unit": N_("another unit"),
    "outside_lists": N_("at a site in no list of the study"),
    "other": N_("other care"),
    "people": N_("People"),
    "region": N_("region"),
    "ratio": N_("ratio"),
    "rehab": N_("rehabilitation"),
    "same_unit": N_("the unit itself"),
    "share": N_("share"),
    "share_difference": N_("difference of shares"),
    "share_of_class": N_("share of the class"),
    "share_of_supply": N_("share of the physicians"),
    "several_gsa": N_("several GSA on record"),
    "site": N_("care unit"),
    "specialist": N_("specialist care"),
    "stadsdelsomrade": N_("stadsdelsområde"),
    "rounded": ROUNDED,
    "suppressed": N_("suppressed"),
    "transit": N_("public transport"),
    "unit": N_("unit"),
    "units": N_("whole units"),
    "unreachable": N_("no way found"),
    "vardcentral": N_("vårdcentral"),
    "wait_not_known": N_("wait for the boat not known"),
    "walk": N_("on foot"),
    "walk_slow": N_("on foot, slowly"),
    "warning": N_("warning"),
    "yes": N_("yes"),
    **WHY_NOT,
}

ROLES: Mapping[str, str] = {
    "areas": N_("boundaries of areas"),
    "background": N_("background of the map"),
    "buildings": N_("buildings that people live in"),
    "districts": N_("boundaries of stadsdelsområden"),
    "forecast": N_("population forecast"),
    "grid": N_("populated grid cells"),
    "kommuner": N_("names of kommuner"),
    "listing": N_("where people are listed"),
    "old_areas": N_("boundaries of an older vintage"),
    "register": N_("register of GSA and KSA"),
    "responsibility": N_("areas of responsibility"),
    "regso_key": N_("key between areas and RegSO"),
    "sites": N_("care units"),
    "statistics": N_("statistics by area"),
    "streets": N_("streets and roads"),
    "times": N_("travel times made elsewhere"),
    "timetables": N_("timetables"),
    "vintage_key": N_("key between vintages"),
}

_CODED = frozenset({"settlement", "mode", "unit", "what"})
_NO_REASON = frozenset({"", "ok", "missing", "rounded", "suppressed"})
# Numbers whose fourth decimal says nothing: percentages of people, people times need, physicians.
_DECIMALS: Mapping[str, int] = {
    **dict.fromkeys(("need_percentile", "need_percentile_low", "need_percentile_high"), 1),
    "priority": 0,
    "gp_gap": 1,
    **dict.fromkeys(("gini", "hoover", "theil", "theil_within", "theil_between"), 3),
    **dict.fromkeys(("concentration", "concentration_low", "concentration_high"), 3),
}
_TYPES = frozenset({"area_type", "area_type_own"})
_WHOLE = 1e-9


@dataclass(frozen=True, slots=True)
class Words:
    """Values of one language, as text and as cells of a table."""

    t: Translator

    def code(self, code: str) -> str:
        """Say a code word in plain language; the code itself where it is not one of ours."""
        return self.t(CODES[code]) if code in CODES else code

    def role(self, role: str) -> str:
        """What an input was used as, without its place in the study's list.

        Examples
        --------
        >>> from geoaccess.messages import translator
        >>> Words(translator("en")).role("sites[1]")
        'care units'
        """
        plain = role.partition("[")[0]
        return self.t(ROLES[plain]) if plain in ROLES else role

    def plain_label(self, column: Indicator) -> str:
        """What a column is called in a sentence: its label without a unit of measure."""
        return self.t(column.label)

    def label(self, column: Indicator) -> str:
        """Heading of a column."""
        label = self.plain_label(column)
        return self.t("{label} (min)", label=label) if column.form == "minutes" else label

    def plain(self, value: float, form: str) -> str:
        """Write a number the way its form asks for.

        Examples
        --------
        >>> from geoaccess.messages import translator
        >>> Words(translator("en")).plain(12.25, "minutes")
        '12.2'
        """
        if form == "share":
            written = self.t.percent(value, 1)
        elif form == "minutes":
            written = self.t.number(value, 1)
        elif form == "measure":
            written = self.t.number(value, _of_three_digits(value))
        elif form in {"index", "ratio"}:
            written = self.t.number(value, 2)
        elif form == "count":
            written = self.t.number(value, 0)
        else:
            written = self.t.number(value, _fewest(value))
        return "\N{MINUS SIGN}" + written[1:] if written.startswith("-") else written

    def cell(self, row: Row, column: Indicator) -> Cell:
        """Cell of a table: a number, a word, or which kind of nothing it is."""
        if column.form in {"text", "status", "flag"}:
            written = self.word(row, column)
            if written or not applies(row, column.name):
                return Cell(written)
            return Cell(MISSING, state="missing")
        value = number(row, column.name)
        if value is None:
            return self._nothing(row, column)
        written = self.figure(value, column)
        if state(row, column.name) == "rounded":
            return Cell(f"{ABOUT}{written}", number=True, state="rounded")
        return Cell(written, number=True)

    def _nothing(self, row: Row, column: Indicator) -> Cell:
        """Why there is no number: nothing to say, protected, no way there, or not given."""
        if not applies(row, column.name):
            return Cell("", number=True)
        if state(row, column.name, share=column.form == "share") == "suppressed":
            return Cell(SUPPRESSED, number=True, state="suppressed")
        why = text(row, "minutes_status")
        if column.name == "minutes_median" and why not in _NO_REASON:
            return Cell(self.code(why), number=True)
        return Cell(MISSING, number=True, state="missing")

    def word(self, row: Row, column: Indicator) -> str:
        """Text of a cell, its code in plain language, yes or no; empty where there is none."""
        if column.name == "role":
            return self.role(text(row, "role"))
        if column.form == "flag":
            held = truth(row, column.name)
            return "" if held is None else self.t("yes") if held else self.t("no")
        if column.name == "retrieved":
            return self.day(row, "retrieved")
        written = text(row, column.name)
        if column.form == "status" or column.name in _CODED:
            return self.code(written)
        return said_hours(written, self.t) if column.name == "opening_hours" else written

    def figure(self, value: float, column: Indicator) -> str:
        """Write a number of a column; a few columns have decimals, or words, of their own."""
        if column.name in _TYPES:
            return said_area_type(value, self.t)
        decimals = _DECIMALS.get(column.name)
        return (
            self.plain(value, column.form) if decimals is None else self.t.number(value, decimals)
        )

    def said(self, row: Row, column: Indicator) -> str:
        """Say a number inside a sentence."""
        return self.cell(row, column).text

    def day(self, row: Row, name: str) -> str:
        """Write a date in prose; empty where the cell is not a date."""
        value = row.get(name)
        if isinstance(value, dt.date):
            return self.t.date(value) if value == value else ""  # noqa: PLR0124 -- NaT
        try:
            return self.t.date(dt.date.fromisoformat(text(row, name)))
        except ValueError:
            return ""


def _of_three_digits(value: float) -> int:
    """Decimals with which a measure has three digits that say something."""
    if value == 0:
        return 0
    return max(0, 2 - math.floor(math.log10(abs(value))))


def _fewest(value: float) -> int:
    """As few decimals as show the value, two at most."""
    return next(n for n in (0, 1, 2) if n == 2 or abs(round(value, n) - value) < _WHOLE)  # noqa: PLR2004 -- two at most
