"""Evidence: all that rules are judged by, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Mapping

    import pandas as pd

    from geoaccess.messages import Language
    from geoaccess.principles.care_zones import CareZones
    from geoaccess.times import Times

__all__ = ["Evidence", "NeedFacts"]

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """What the need measure is.

    Attributes
    ----------
    label
        What it is called, by language.
    date
        The day its counts speak of; missing where the study does not say.
    vintages
        Vintages of the tables it was made from.
    is_ratio
        Whether twice the relative need is twice the need (CNI), or it is but a rank.
    """

    label: Mapping[Language, str]
    date: dt.date | None
    vintages: tuple[str, ...]
    is_ratio: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Measured facts of a study.

    Attributes
    ----------
    areas
        Indexed by ``area_id``: ``name``, ``unit_id``, ``settlement``, ``people``, ``need_index``,
        ``need_relative``, ``need_percentile``, ``need_quintile`` (missing where need is not
        known), ``need_missing`` (optional: what a missing need lacks), ``spar`` (missing where no
        capacity; optional), ``spar_unknown`` (optional: share of the people who reach a site whose
        capacity is not known, so that ``spar`` is a lower bound).
    points
        Indexed by ``point_id``: ``area_id``, ``unit_id``, ``settlement``, ``people``,
        ``seconds_<mode>`` (nearest vårdcentral, uint16 with the codes of `Status`) for each of
        `modes`; optional: ``age_65plus``, ``age_80plus``, ``site_<mode>`` (id of the nearest),
        ``second_<mode>`` and ``second_site_<mode>`` (seconds and id of the next nearest), ``care``
        (specialists per person within reach, shared with all who reach them; missing where not
        known).
    units
        Indexed by ``unit_id``: ``name``, ``kind``.
    sites
        Indexed by ``site_id``: the columns of `geoaccess.tables.SITES`; optional: ``area_id``, the
        area it lies in.
    register
        Indexed by ``unit_id`` (not unique): the columns of `geoaccess.tables.REGISTER`; None
        where no register is given.
    modes, cutoffs
        Ways of travel with times, and the cutoff of each in seconds.
    estimate
        Whether times are straight-line estimates.
    real_capacity
        Whether ``spar`` rests on stated capacity.
    sites_found, sites_expected
        Vårdcentraler in the list, and how many a complete list has.
    expected_of
        How many sites of other kinds of care a complete list has, by care type, where stated.
    times
        By mode, from the points to all the sites: for rules that ask about some of the sites only.
    of_care
        The kind of care that the points' ``seconds_<mode>`` lead to.
    care_zones
        What ``spar`` can be measured from anew, where it rests on stated capacity.
    responsibility
        Indexed by unit: the share of its own area of responsibility that lies in it, ``inside``,
        and the share of the unit that this covers, ``covers``; None where none is given.
    boats
        Modes whose times hold boats with their timetable and the wait for them.
    forecast_year
        The year whose people these are, where it is not today's.
    today
        The same facts with today's people, where these are a forecast's.
    supply_date
        The day the supply data speak of; missing where not stated.
    vintages
        Vintage by kind of data: ``people``, ``need``, ``sites``, ``register``, ``streets``.
    """

    region: str
    study_date: dt.date
    areas: pd.DataFrame
    points: pd.DataFrame
    units: pd.DataFrame
    sites: pd.DataFrame
    register: pd.DataFrame | None
    modes: tuple[str, ...]
    cutoffs: Mapping[str, int]
    estimate: bool
    real_capacity: bool
    sites_found: int
    sites_expected: int
    need: NeedFacts
    supply_date: dt.date | None = None
    expected_of: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, Times] = field(default_factory=dict)
    of_care: str = "vardcentral"
    care_zones: CareZones | None = None
    responsibility: pd.DataFrame | None = None
    boats: tuple[str, ...] = ()
    forecast_year: int | None = None
    today: Evidence | None = None
    vintages: Mapping[str, str] = field(default_factory=dict)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What follows from these facts alone, made when first asked for by its key.

        The facts are not changed in place: other facts are other evidence, with nothing made yet.
        """
        if key not in self._made:
            self._made[key] = make()
        return cast("_Made", self._made[key])

    def vintage(self, *kinds: str) -> str:
        """The vintages of some kinds of data, each once, for a table's cell."""
        return "; ".join(dict.fromkeys(self.vintages_of(*kinds).values()))

    def vintages_of(self, *kinds: str) -> dict[str, str]:
        """The vintages of some kinds of data, where known, by kind."""
        return {kind: self.vintages[kind] for kind in kinds if self.vintages.get(kind)}
