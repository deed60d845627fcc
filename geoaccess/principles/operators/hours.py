"""``share_within_open``: how many reach care that is open on weekday evenings and on Saturdays."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import nearest
from geoaccess.messages import N_
from geoaccess.principles.operators.kinds import ESTIMATED, Case, Operator, group_of, subjects
from geoaccess.principles.operators.near import unknown_times
from geoaccess.principles.reach import NO_WAIT, area_of_sites, by_boat, reach
from geoaccess.principles.validity import valid_on
from geoaccess.principles.wording import Count, Number, Share, say
from geoaccess.sources.open_hours import UNREAD, opens_on_holidays, weekly
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said
    from geoaccess.sources.open_hours import Week

    Reached = Callable[[Sequence[str], bool], NDArray[np.bool_]]

__all__ = ["SHARE_WITHIN_OPEN"]

_CARE = (*VARDCENTRAL_TYPES, "narakut", "jour")
_WEEKDAYS, _SATURDAY = range(5), 5
_SHORTEST = 60

_SHARE = N_(
    "{share} of {people} people reach a vårdcentral or urgent care within the threshold that is "
    "open from {start} to {end} on at least {evenings} of five weekday evenings, and one that is "
    "open on Saturdays for an hour or more; met from {met}, at risk from {at_risk}."
)
_AT_LEAST = N_(
    "It is a lowest share: where opening hours are not known ({sites} sites) they are not counted "
    "as closed, and with them it could be {high}."
)
_HOLIDAYS = N_(
    "Of the {sites} sites whose opening hours are given, {n} say that they are open on public "
    "holidays."
)
_TURNS_ON_THEM = N_("Cannot be assessed: what is not known of the opening hours decides.")
_TURNS_ON_BOATS = N_("Cannot be assessed: the wait for the boat decides.")
_NO_HOURS = N_("Cannot be assessed: no site's opening hours are given, or none can be read.")
_NO_TIMES = N_("Cannot be assessed: travel times to single sites are not given.")


def _judge(case: Case) -> list[Verdict]:
    evidence = case.evidence
    every = list(subjects(evidence, case.scope))
    sites = evidence.sites[
        evidence.sites["care_type"].isin(_CARE) & valid_on(evidence.sites, evidence.study_date)
    ]
    hours = sites.get("opening_hours", pd.Series(None, index=sites.index, dtype=object))
    weeks = {
        str(site): UNREAD if pd.isna(written) else weekly(str(written), evidence.study_date)
        for site, written in hours.items()
    }
    stopped: Said | None = None
    if all(week is UNREAD for week in weeks.values()):
        stopped = say(_NO_HOURS)
    elif not set(case.pack.deciding_mode.mode.values()) <= set(evidence.times):
        stopped = say(_NO_TIMES)
    if stopped is not None:
        return [case.answer(subject, "not_assessable", said=(stopped,)) for subject in every]
    reached = reach(case.pack, evidence)
    within = _reacher(case, reached)
    told = (~reached["silent"]).to_numpy()
    sure, possible = (_served(case, weeks, within, certain=certain) for certain in (True, False))
    people = reached["people"].where(told, 0.0)
    columns = pd.DataFrame(
        {
            "people": reached["people"],
            "told": people,
            "sure": people.where(sure, 0.0),
            "possible": people.where(possible, 0.0),
            "by_boat": people.where(possible & ~sure & by_boat(evidence, reached["mode"]), 0.0),
        }
    )
    sums = columns.groupby(group_of(reached, case.scope).to_numpy()).sum()
    lacking = sum(_is_open_question(case, week) for week in weeks.values())
    holidays = _on_holidays(hours.dropna(), evidence) if case.scope == "region" else []
    return [
        _judge_one(
            case, subject, sums.reindex([subject[0]], fill_value=0.0).iloc[0], lacking, holidays
        )
        for subject in every
    ]


def _reacher(case: Case, reached: pd.DataFrame) -> Reached:
    """Which points have one of some sites within their threshold, by the mode that decides.

    For certain, or as if nobody waited for a boat.
    """
    evidence, area_of = case.evidence, area_of_sites(case.evidence)
    limit = reached["limit_s"].to_numpy(dtype=float)
    waits, area = by_boat(evidence, reached["mode"]), reached["area_id"].to_numpy(dtype=object)
    islands = set(area[waits])

    @cache
    def among(sites: tuple[str, ...]) -> NDArray[np.bool_]:
        found = np.zeros(len(reached), dtype=np.bool_)
        for mode in reached["mode"].unique() if sites else ():
            seconds = nearest(evidence.times[mode].select_sites(list(sites)))["seconds"].to_numpy()
            found |= (reached["mode"] == mode).to_numpy() & (seconds <= limit)
        return found

    def within(sites: Sequence[str], certain: bool) -> NDArray[np.bool_]:  # noqa: FBT001 -- a callback
        found = among(tuple(sites))
        if certain and islands:
            found = found & ~waits
            for island in islands:
                own = tuple(site for site in sites if area_of[site] == island)
                found |= waits & (area == island) & among(own)
        return found

    return within


def _served(
    case: Case, weeks: dict[str, Week], within: Reached, *, certain: bool
) -> NDArray[np.bool_]:
    """Who reaches what is open for certain; or as if all that is not known were open."""

    def holding(day: int) -> list[str]:
        return [site for site, week in weeks.items() if _holds(case, week, day, certain=certain)]

    evenings = np.sum([within(holding(day), certain) for day in _WEEKDAYS], axis=0)
    enough: NDArray[np.bool_] = evenings >= case.argument("evenings")
    return enough & within(holding(_SATURDAY), certain)


def _holds(case: Case, week: Week, day: int, *, certain: bool) -> bool:
    if day == _SATURDAY:
        return week.opens(day, _SHORTEST, certain=certain)
    start, end = (int(60 * case.argument(name)) for name in ("from_hour", "to_hour"))
    return week.is_open(day, start, end, certain=certain)


def _is_open_question(case: Case, week: Week) -> bool:
    """Whether what is not known of a week could change an evening or the Saturday."""
    return any(
        _holds(case, week, day, certain=False) and not _holds(case, week, day, certain=True)
        for day in (*_WEEKDAYS, _SATURDAY)
    )


def _on_holidays(hours: pd.Series, evidence: Evidence) -> list[Said]:
    """How many say that they are open on public holidays: told, never judged."""
    n = sum(opens_on_holidays(str(written), evidence.study_date) for written in hours)
    return [say(_HOLIDAYS, n=Number(n, 0), sites=Number(len(hours), 0))] if n else []


def _judge_one(
    case: Case, subject: tuple[str, str], row: pd.Series, lacking: int, holidays: Sequence[Said]
) -> Verdict:
    people, told = float(row["people"]), float(row["told"])
    if few := case.too_few(people):
        return case.answer(subject, "not_assessable", said=(few,))
    coverage = told / people
    if coverage < case.pack.flag.min_coverage:
        unknown = unknown_times(coverage, people)
        return case.answer(subject, "not_assessable", coverage=coverage, said=(unknown,))
    low, high = float(row["sure"]) / told, float(row["possible"]) / told
    said = [
        say(
            _SHARE,
            share=Share(low, told),
            people=Count(people),
            start=_clock(case, "from_hour"),
            end=_clock(case, "to_hour"),
            evenings=Number(case.argument("evenings"), 0),
            met=Share(case.limits.met, decimals=0),
            at_risk=Share(case.limits.at_risk, decimals=0),
        )
    ]
    if lacking:
        said.append(say(_AT_LEAST, sites=Number(lacking, 0), high=Share(high, told)))
    if row["by_boat"]:
        said.append(say(NO_WAIT))
    said += holidays
    if case.evidence.estimate:
        said.append(say(ESTIMATED))
    sure = case.graded(low) == case.graded(high)
    if not sure and lacking:
        said.insert(0, say(_TURNS_ON_THEM))
    elif not sure:
        said.insert(0, say(_TURNS_ON_BOATS))
    return case.answer(
        subject,
        case.graded(low) if sure else "not_assessable",
        value=low,
        interval=(low, high) if lacking or row["by_boat"] else (float("nan"), float("nan")),
        coverage=coverage,
        people=told - float(row["sure"]),
        vintage=case.evidence.vintage("people", "sites", "streets"),
        said=tuple(said),
    )


def _clock(case: Case, name: str) -> Number:
    return Number(case.argument(name), 2)


SHARE_WITHIN_OPEN = Operator(
    name="share_within_open",
    judge=_judge,
    scopes=("unit", "region"),
    better="more",
    unit="share",
    arguments={"from_hour": (0, 24), "to_hour": (0, 24), "evenings": (1, 5)},
    needs_all_sites=True,
)
