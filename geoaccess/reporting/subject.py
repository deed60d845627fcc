"""What one unit's report speaks of: its rows of every published table, and the region's beside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.reporting.rows import Row, by_name, number, records, text, truth
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geoaccess.messages import Translator
    from geoaccess.reporting.words import Words
    from geoaccess.result.published import Head, Published

__all__ = ["REGION", "Limit", "Subject", "subjects", "titled"]

Limit = tuple[str, float]
"""A way of travel and its longest acceptable minutes."""

REGION = "region"
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One unit with all that its report needs, as rows.

    `areas` are in the order they are numbered in on the map: by name, then code. `thresholds`
    are the whole region's, by class of settlement.
    """

    head: Head
    words: Words
    unit: Row
    units: Sequence[Row]
    areas: Sequence[Row]
    sites: Sequence[Row]
    verdicts: Sequence[Row]
    region_verdicts: Sequence[Row]
    shares: Sequence[Row]
    region_shares: Sequence[Row]
    by_mode: Sequence[Row]
    region_by_mode: Sequence[Row]
    closures: Sequence[Row]
    takers: Sequence[Row]
    leakage: Sequence[Row]
    comparison: Sequence[Row]
    measures: Sequence[Row]
    region_measures: Sequence[Row]
    sources: Sequence[Row]
    notices: Sequence[Row]
    thresholds: Mapping[str, tuple[Limit, ...]]

    @property
    def t(self) -> Translator:
        """Sentences in the report's language."""
        return self.words.t

    @property
    def unit_id(self) -> str:
        """The unit's id."""
        return text(self.unit, "unit_id")

    @property
    def name(self) -> str:
        """The unit's name."""
        return text(self.unit, "name") or self.unit_id

    @property
    def title(self) -> str:
        """The unit's name as a heading has it."""
        return titled(self.unit, self.words)

    def of_flag(self, *flags: str) -> Sequence[Row]:
        """The areas with one of these flags."""
        return [area for area in self.areas if text(area, "flag") in flags]

    def names(self, rows: Sequence[Row]) -> str:
        """Names of the first few rows, and how many more there are."""
        said = [text(row, "name") for row in rows[:_NAMED]]
        if len(rows) > _NAMED:
            said.append(self.t("{n} more", n=self.t.number(len(rows) - _NAMED)))
        return ", ".join(said)

    @property
    def full(self) -> Sequence[Row]:
        """The vårdcentraler with more people listed than the guidance value."""
        return [site for site in self.vardcentraler if (number(site, "pressure") or 0) > 1]

    @property
    def vardcentraler(self) -> Sequence[Row]:
        """The sites in the unit where one sees a physician in primary care."""
        return [site for site in self.sites if text(site, "care_type") in VARDCENTRAL_TYPES]


def subjects(published: Published, words: Words) -> tuple[Subject, ...]:
    """One subject per unit, in Swedish order of their names."""
    units = by_name(records(published.units, "unit_id"), "name", "unit_id")
    areas = _by(records(published.areas, "area_id"), "unit_id")
    sites = _by(records(published.sites, "site_id"), "unit_id")
    verdicts = _by(records(published.verdicts), "subject_id")
    shares = _by(records(published.shares), "subject_id")
    by_mode = _by(records(published.shares_by_mode), "subject_id")
    measures = _by(records(published.measures), "subject_id")
    closures = _by(records(published.closures), "site_id")
    comparison = _by(records(published.comparison), "subject_id")
    leakage = _by(records(published.leakage), "subject_id")
    takers = _by(records(published.takers), "site_id")
    sources, notices = records(published.sources), records(published.notices)
    thresholds = _thresholds(area for rows in areas.values() for area in rows)

    def of(unit: Row) -> Subject:
        key = text(unit, "unit_id")
        here = [site for site in sites[key] if not truth(site, "context")]
        own = by_name(here, "name", "site_id")
        site_ids = {text(site, "site_id") for site in own}
        return Subject(
            head=published.head,
            words=words,
            unit=unit,
            units=units,
            areas=by_name(areas[key], "name", "area_id"),
            sites=own,
            verdicts=_about(verdicts[key], "unit")
            + [v for site in sorted(site_ids) for v in _about(verdicts[site], "site")],
            region_verdicts=[v for rows in verdicts.values() for v in _about(rows, REGION)],
            shares=shares[key],
            region_shares=shares[REGION],
            by_mode=by_mode[key],
            region_by_mode=by_mode[REGION],
            closures=[row for site in own for row in closures[text(site, "site_id")]],
            takers=[row for site in own for row in takers[text(site, "site_id")]],
            leakage=leakage[key],
            comparison=comparison[key],
            measures=_about(measures[key], "unit"),
            region_measures=measures[REGION],
            sources=sources,
            notices=notices,
            thresholds=thresholds,
        )

    return tuple(of(unit) for unit in units)


def titled(unit: Row, words: Words) -> str:
    """A unit's name; a part of a city says what it is, for its name alone may be any place's.

    Examples
    --------
    >>> from geoaccess.messages import translator
    >>> from geoaccess.reporting.words import Words
    >>> titled({"name": "Norra", "kind": "stadsdelsomrade"}, Words(translator("sv")))
    'Norra (stadsdelsområde)'
    """
    name, kind = text(unit, "name") or text(unit, "unit_id"), text(unit, "kind")
    return name if kind in {"", "kommun"} else f"{name} ({words.code(kind)})"


def _thresholds(areas: Iterable[Row]) -> Mapping[str, tuple[Limit, ...]]:
    """Ways of travel and their longest acceptable minutes in each class of settlement."""
    found: defaultdict[str, set[Limit]] = defaultdict(set)
    for area in areas:
        minutes = number(area, "threshold_min")
        if minutes is not None and text(area, "mode"):
            found[text(area, "settlement")].add((text(area, "mode"), minutes))
    return {settlement: tuple(sorted(limits)) for settlement, limits in found.items()}


def _about(verdicts: Iterable[Row], scope: str) -> list[Row]:
    return [verdict for verdict in verdicts if text(verdict, "scope") == scope]


def _by(rows: Iterable[Row], column: str) -> Mapping[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[text(row, column)].append(row)
    return grouped
