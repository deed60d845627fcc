"""What may leave the house: suppressed, rounded once, worded. Maps and reports read only this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoaccess.result.closures import no_closures, no_takers
from geoaccess.result.clusters import no_clusters
from geoaccess.result.comparison import no_comparison
from geoaccess.result.equity import no_equity
from geoaccess.result.ground import no_ground
from geoaccess.result.leakage import no_leakage
from geoaccess.result.measures import no_measures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from geoaccess.messages import Language

__all__ = ["Head", "Published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every output says at its top.

    Attributes
    ----------
    stamps
        Sentences that must stand on every output, by language: synthetic data, straight-line
        estimate, incomplete list of sites, rules that are ours.
    need_reference
        What 1 means in the need index, by language; empty where it means nothing.
    marks
        Those of them that must follow every picture of the map too.
    gaps
        Vårdcentraler in the list and how many there are, where the list is too short to judge by.
    need_label, rule_label
        Names of the need measure and of the rule pack, by language.
    base
        Of which counts are multiples; None where none are rounded.
    """

    study_id: str
    name: str
    region: str
    date: dt.date
    language: Language
    synthetic: bool
    estimate: bool
    version: str
    run_id: str
    contact: str
    stamps: Mapping[Language, tuple[str, ...]]
    need_label: Mapping[Language, str]
    rule_label: Mapping[Language, str]
    min_count: int
    need_reference: Mapping[Language, str] = field(default_factory=dict)
    marks: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    gaps: tuple[int, int] | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The run's tables as anyone may see them.

    Frames are indexed by their ids and have the columns of `geoaccess.result.indicators`
    (``AREA_COLUMNS``, ``UNIT_COLUMNS``, ``WHOLE_COLUMNS``, ``SITE_COLUMNS``,
    ``VERDICT_COLUMNS``), geometry in the
    study's CRS. A column that counts people has a twin ``<name>_status``: ``ok``, ``rounded``,
    ``suppressed`` or ``missing``; in the last two the number is NaN. Zero is zero, and never
    rounded.

    Attributes
    ----------
    wholes
        Kommuner that are cut into districts, by kommun code: no units, shown beside them.
    shares
        Share of people by class of car minutes: columns ``subject_id, name, lower_min,
        upper_min, share, people, people_status``; the class without a time has empty limits.
    shares_by_mode
        Share of people within thresholds: ``subject_id, name, mode, group, minutes, share``;
        `group` is ``all`` or of `geoaccess.tables.GROUPS`; `subject_id` is a unit or ``region``.
    measures
        The measures of access that the study asks for: ``scope`` (``area``, ``unit``, ``region``
        or ``site``), ``subject_id, name, measure`` and the columns of
        `geoaccess.result.measures.MEASURE_COLUMNS`. A site has a ``value`` alone.
    equity
        How evenly each of them and the travel time are spread, and whether they follow need, of
        the region and each unit: the columns of `geoaccess.result.equity.EQUITY_COLUMNS`.
    clusters
        How alike neighbours are in need and in travel time, and how the two go together in the
        region: the columns of `geoaccess.result.clusters.CLUSTER_COLUMNS`. Labels are in `areas`.
    closures
        What the closure of each vårdcentral would mean for the people who have it as nearest, by
        group of people: the columns of `geoaccess.result.closures.CLOSURE_COLUMNS`. Empty where
        the list of sites is too short to judge access by.
    takers
        Which vårdcentraler would then be nearest, and for how many:
        `geoaccess.result.closures.TAKER_COLUMNS`.
    leakage
        How many of each unit's people have their nearest vårdcentral in which unit, and the share
        that a model of choice would have: `geoaccess.result.leakage.LEAKAGE_COLUMNS`. Empty where
        the list of sites is too short to judge access by.
    comparison
        Indices of shortage from elsewhere by unit, for comparison only: the columns of
        `geoaccess.result.comparison.COMPARISON_COLUMNS`.
    reach, site_reach, catchments
        Ground from where the nearest vårdcentral, and from where each of them, is reached within
        so many minutes, and ground whose nearest each of them is: a geometry and the columns of
        `geoaccess.result.ground.GROUND`. Empty where the list of sites is too short to judge
        access by, or where people live is confidential.
    balance
        Totals that must agree: ``what, areas, points, units, difference``; and ``unknown``, the
        number of areas whose count is not known and in no total.
    sources, notices
        Provenance of the inputs; what was assumed or warned about (``code, severity, file, row,
        column, value, text_sv, text_en``).
    background
        ``water`` (polygons), ``roads`` (lines), ``places`` (points with ``name``).
    """

    head: Head
    areas: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    wholes: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    verdicts: pd.DataFrame
    shares: pd.DataFrame
    shares_by_mode: pd.DataFrame
    balance: pd.DataFrame
    sources: pd.DataFrame
    notices: pd.DataFrame
    measures: pd.DataFrame = field(default_factory=no_measures)
    equity: pd.DataFrame = field(default_factory=no_equity)
    clusters: pd.DataFrame = field(default_factory=no_clusters)
    closures: pd.DataFrame = field(default_factory=no_closures)
    takers: pd.DataFrame = field(default_factory=no_takers)
    leakage: pd.DataFrame = field(default_factory=no_leakage)
    comparison: pd.DataFrame = field(default_factory=no_comparison)
    reach: gpd.GeoDataFrame = field(default_factory=lambda: no_ground("reach"))
    site_reach: gpd.GeoDataFrame = field(default_factory=lambda: no_ground("site_reach"))
    catchments: gpd.GeoDataFrame = field(default_factory=lambda: no_ground("catchments"))
    background: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
