"""The result's tables with what is protected held back: each by what its numbers rest on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import pandas as pd

from geoaccess.messages import LANGUAGES
from geoaccess.principles import BEYOND
from geoaccess.result.disclosure.closing import closures, takers, tells_of_few
from geoaccess.result.disclosure.comparing import comparison
from geoaccess.result.disclosure.equity import silent_equity
from geoaccess.result.disclosure.leaking import leakage
from geoaccess.result.equity import EQUITY_NUMBERS, TIME_SHARE
from geoaccess.result.indicators import UNIT_COLUMNS, VERDICT_NUMBERS
from geoaccess.result.measures import MEASURE_SHARES
from geoaccess.result.suppression import (
    SUPPRESSED,
    hide_small_counts,
    hide_telling_shares,
    is_small,
    masked,
    parts_off_few,
    with_status,
)
from geoaccess.sources.provenance import people_are_open
from geoaccess.tables import CONCERNED, GROUPS

if TYPE_CHECKING:
    from geoaccess.result.private import Result

__all__ = [
    "Protection",
    "areas",
    "balance",
    "equity",
    "measures",
    "shares",
    "shares_by_mode",
    "sites",
    "tables",
    "units",
    "verdicts",
    "wholes",
]

_PEOPLE = ("people", *GROUPS)
# Each once: hidden a second time a count would read as missing, and others would tell it.
_OF_AREA = tuple(dict.fromkeys((*_PEOPLE, *CONCERNED)))
_GROUPS = {"all": "people", **{name: name for name in GROUPS}}
_REGION = "region"
_LOSS = "ROBUST"


@dataclass(frozen=True, slots=True)
class Protection:
    """Which numbers rest on confidential inputs, and the least count that is shown.

    Attributes
    ----------
    people
        Whether inhabitants are protected: any statistics table or grid is confidential.
    sites
        Whether listed people are protected: any list of sites is confidential.
    listing
        Whether it is protected where people are listed: the listing is confidential.
    min_count
        Counts from 1 below it are not shown.
    protection
        How far apart the least and the greatest count that a protected one could be must lie.
    base
        Of which counts are told as multiples; None where small ones are hidden instead.
    """

    people: bool
    sites: bool
    min_count: int
    protection: float
    base: int | None = None
    listing: bool = False

    @classmethod
    def of(cls, result: Result) -> Self:
        """The protection a study asks for."""
        told = result.study.disclosure

        sites = [one for one in result.provenance if one.role.startswith("sites")]
        return cls(
            people=not people_are_open(result.provenance),
            sites=any(one.sensitivity != "open" for one in sites),
            listing=any(
                one.role == "listing" and one.sensitivity != "open" for one in result.provenance
            ),
            min_count=told.min_count,
            protection=told.interval,
            base=told.base if told.mode == "round" else None,
        )

    @property
    def rounds(self) -> bool:
        """Whether anything at all is rounded."""
        return self.base is not None and (self.people or self.sites or self.listing)


def tables(result: Result, by: Protection) -> dict[str, pd.DataFrame]:
    """All tables of counts, by their names in `Published`; exact where counts are rounded later."""
    if by.base is not None:
        by = replace(by, people=False, sites=False)
    makers = (
        *(areas, units, wholes, sites, verdicts),
        *(shares, shares_by_mode, measures, equity, closures, takers, leakage),
        *(comparison, balance),
    )
    return {make.__name__: make(result, by) for make in makers}


def areas(result: Result, by: Protection) -> pd.DataFrame:
    """Areas: small counts, and all about the threshold where either side of it is small."""
    exact = result.areas
    people = exact["people"].astype(float)
    few = is_small(people, by.min_count)
    split = few | parts_off_few(exact["people_beyond"], people, by.min_count)
    lost = parts_off_few(exact["people_without_time"], people, by.min_count)
    of_area = [name for name in _OF_AREA if name in exact]
    told = hide_small_counts(exact, of_area, confidential=by.people, min_count=by.min_count)
    if "elderly_alone" in exact and "age_65plus" in exact:
        others = parts_off_few(exact["elderly_alone"], exact["age_65plus"], by.min_count)
        told = masked(told, ("elderly_alone",), by.people & others)
    told = with_status(told, ("people_beyond", "share_within", "priority"), by.people & split)
    told = with_status(told, ("people_without_time",), by.people & (split | lost))
    told["coverage"] = told["coverage"].mask(by.people & lost)
    for name in (name for name in BEYOND if name in exact):
        # What the reasons keep back, since a small count would follow from it.
        told = with_status(told, (name,), by.people & exact[f"{name}_public"].isna())
    told = hide_telling_shares(
        told, ("gsa_share_within",), people, confidential=by.people, min_count=by.min_count
    )
    for lang in LANGUAGES:
        told[f"reasons_{lang}"] = exact[
            f"reasons_{lang}_public" if by.people else f"reasons_{lang}"
        ]
    return told


def units(result: Result, by: Protection) -> pd.DataFrame:
    """Units: small counts, and shares of their people that would tell of few."""
    return _of_units(result.units, by)


def wholes(result: Result, by: Protection) -> pd.DataFrame:
    """Kommuner cut into districts: as units are."""
    return _of_units(result.wholes, by)


def _of_units(exact: pd.DataFrame, by: Protection) -> pd.DataFrame:
    people = exact["people"].astype(float)
    shares = [c.name for c in UNIT_COLUMNS if c.counts and c.form == "share" and c.name in exact]
    told = hide_small_counts(exact, _groups(exact), confidential=by.people, min_count=by.min_count)
    told = hide_telling_shares(told, shares, people, confidential=by.people, min_count=by.min_count)
    flagged = parts_off_few(exact["flagged_people"], people, by.min_count)
    lost = parts_off_few(exact["coverage"] * people, people, by.min_count)
    told["coverage"] = told["coverage"].mask(by.people & lost)
    return with_status(told, ("flagged_people",), by.people & flagged)


def sites(result: Result, by: Protection) -> pd.DataFrame:
    """Sites: people nearest are inhabitants, people listed are the list's own."""
    told = hide_small_counts(
        result.sites, ("people_nearest",), confidential=by.people, min_count=by.min_count
    )
    hidden = by.sites & is_small(result.sites["listed"], by.min_count)
    return with_status(told, ("listed", "pressure"), hidden)


def verdicts(result: Result, by: Protection) -> pd.DataFrame:
    """Verdicts: what the sentence holds back, the numbers beside it would tell."""
    exact = result.verdicts
    about_sites = exact["scope"] == "site"
    private = (about_sites & by.sites) | (~about_sites & by.people)
    held_back = exact["sentence_en"] != exact["sentence_en_public"]
    worst = (exact["rule_id"] == _LOSS) & (exact["scope"] == _REGION)
    held_back |= worst & (by.people and tells_of_few(result, by))
    hidden = private & held_back & (exact["unit"] != "")
    few = private & is_small(exact["people"], by.min_count)
    told = with_status(exact, VERDICT_NUMBERS, hidden)
    told = with_status(told, ("people",), hidden | few)
    told = hide_telling_shares(
        told, ("coverage",), _whole(result, exact), confidential=private, min_count=by.min_count
    )
    for lang in LANGUAGES:
        public = exact[f"sentence_{lang}_public"]
        public = public.mask(worst & held_back, exact[f"sentence_{lang}_hidden"])
        told[f"sentence_{lang}"] = exact[f"sentence_{lang}"].mask(private, public)
    return told


def _groups(frame: pd.DataFrame) -> list[str]:
    return [name for name in _PEOPLE if name in frame]


def _whole(result: Result, of: pd.DataFrame) -> pd.Series:
    """How many people each row's subject has; missing for sites."""
    known = pd.concat([result.areas["people"], result.units["people"]]).to_dict()
    known[_REGION] = float(result.areas["people"].sum())
    return of["subject_id"].map(known).astype(float)


def shares(result: Result, by: Protection) -> pd.DataFrame:
    """Classes of travel time: each class and all the others together."""
    exact = result.shares
    whole = exact.groupby("subject_id")["people"].transform("sum")
    hidden = by.people & parts_off_few(exact["people"], whole, by.min_count)
    return with_status(exact, ("people", "share"), hidden)


def shares_by_mode(result: Result, by: Protection) -> pd.DataFrame:
    """Shares within thresholds, of a unit's or the region's people of an age group."""
    exact = result.shares_by_mode
    of_units = result.units[_groups(result.units)].astype(float)
    whole = pd.concat([of_units, of_units.sum().to_frame(_REGION).T]).to_dict()
    columns = exact["group"].map(_GROUPS)
    of = [whole[c][key] for key, c in zip(exact["subject_id"], columns, strict=True)]
    people = pd.Series(of, index=exact.index, dtype=float)
    return hide_telling_shares(
        exact, ("share",), people, confidential=by.people, min_count=by.min_count
    )


def measures(result: Result, by: Protection) -> pd.DataFrame:
    """Measures of access: shares of people without one, for all of a scope or for none.

    What one share of few would tell, its neighbours and their whole would tell too.
    """
    exact = result.measures
    told = hide_telling_shares(
        exact, MEASURE_SHARES, _whole(result, exact), confidential=by.people, min_count=by.min_count
    )
    for name in MEASURE_SHARES:
        few = told[f"{name}_status"] == SUPPRESSED
        beside = few.groupby([exact["scope"], exact["measure"]]).transform("any")
        told = with_status(told.assign(**{name: exact[name]}), (name,), beside)
    return told


def equity(result: Result, by: Protection) -> pd.DataFrame:
    """Equity: nothing of a subject where a share in it, of a fifth or of all, would tell of few."""
    exact = result.equity
    told = with_status(exact, EQUITY_NUMBERS)
    few = is_small(_whole(result, exact), by.min_count)
    few |= parts_off_few(exact["people"], _whole(result, exact), by.min_count)
    of_time = exact["measure"] == TIME_SHARE
    for share, people in (("greatest", "greatest_people"), ("lowest", "lowest_people")):
        counted = exact[people]
        few |= of_time & parts_off_few(exact[share] * counted, counted, by.min_count)
    few |= of_time & parts_off_few(exact["mean"] * exact["people"], exact["people"], by.min_count)
    return silent_equity(told, by.people & few)


def balance(result: Result, by: Protection) -> pd.DataFrame:
    """Totals of the whole region; only a tiny one has any to hide."""
    exact = result.balance
    sums = ["areas", "points", "units"]
    small = by.people & exact[sums].apply(is_small, min_count=by.min_count).any(axis=1)
    return exact.assign(**{name: exact[name].mask(small) for name in sums})
