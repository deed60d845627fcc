"""How even access is, and whether it follows need: of each measure shown, by region and unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import concentration_index, gini, hoover, quintile_gap, sums_by, theil_t
from geoaccess.messages import LANGUAGES, N_, translator
from geoaccess.pipeline.measures import measure_words
from geoaccess.pipeline.shares import REGION
from geoaccess.principles import draws_of, obstacle, reach
from geoaccess.principles.wording import Number, Said, Share, say
from geoaccess.result.equity import (
    EQUITY_BASIS,
    EQUITY_COLUMNS,
    EQUITY_NUMBERS,
    READINGS,
    SPREAD,
    TIME_SHARE,
    no_equity,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from geoaccess.access import Interval
    from geoaccess.errors import NoticeList
    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import Draws, Evidence

__all__ = ["equity_table"]

_SLACK = 1e-9

_FEW_PEOPLE = N_("Not told: fewer than {least} people live here.")
_FEW_AREAS = N_(
    "Not told: need and access are known in {n} areas, and at least {least} are needed."
)
_NOT_KNOWN = N_("Not told: need and access are known for fewer than {least} of the people.")
_NONE = N_("Nobody has any.")
_ALIKE = N_("All areas have the same.")
_LESS = N_("Access is less where need is greater: the whole interval of the index says so.")
_MORE = N_("Access is better where need is greater: the whole interval of the index says so.")
_UNSURE = N_("It is not certain that access differs by need: the interval of the index holds 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What all rows rest on: points with their people, facts of areas, and how areas are drawn."""

    points: pd.DataFrame
    areas: pd.DataFrame
    draws: Draws
    min_people: float
    least_known: float
    stopped: Said | None


def equity_table(
    prepared: Prepared,
    evidence: Evidence,
    measured: Mapping[str, pd.Series],
    found: NoticeList,
) -> pd.DataFrame:
    """The columns of ``EQUITY_COLUMNS``, and means and people of the outermost fifths.

    Parameters
    ----------
    measured
        What is shown of people, by point: missing where not known, endless where there is none.

    Notes
    -----
    Everybody in an area counts as having the mean of those of its people for whom the measure is
    known; of a unit, those who live in the unit. Fifths and ranks go from lowest to highest need.
    """
    draws = draws_of(prepared.pack)
    if not (prepared.study.access.equity and measured):
        return no_equity()
    if draws is None:
        found.add("GA-E020", pack=prepared.pack.id)
        return no_equity()
    asked = _Asked(
        points=evidence.points[["area_id", "people"]],
        areas=evidence.areas,
        draws=draws,
        min_people=prepared.pack.flag.min_people,
        least_known=prepared.pack.flag.min_coverage,
        stopped=obstacle(prepared.pack, evidence),
    )
    spread = {TIME_SHARE: _within(prepared, evidence), **measured}
    rows = [
        subject | {"measure": name} | _told(asked, values, subject, here, better=SPREAD[name].good)
        for subject, here in _subjects(evidence)
        for name, values in spread.items()
    ]
    return _worded(pd.DataFrame(rows), measure_words(prepared.study, SPREAD))


def _within(prepared: Prepared, evidence: Evidence) -> pd.Series:
    """1 for who is within the threshold, 0 for who is not, missing where no way is known."""
    reached = reach(prepared.pack, evidence)
    return (reached["seconds"] <= reached["limit_s"]).astype(float).mask(reached["silent"])


def _subjects(evidence: Evidence) -> Iterator[tuple[dict[str, str], NDArray[np.bool_]]]:
    """The region and each unit, and which points are theirs."""
    of_unit = evidence.points["unit_id"].to_numpy(dtype=object)
    whole = {"scope": REGION, "subject_id": REGION, "name": evidence.region}
    yield whole, np.ones(len(of_unit), dtype=np.bool_)
    for unit, name in evidence.units["name"].items():
        yield {"scope": "unit", "subject_id": str(unit), "name": str(name)}, of_unit == str(unit)


def _told(
    asked: _Asked,
    values: pd.Series,
    subject: Mapping[str, str],
    here: NDArray[np.bool_],
    *,
    better: str,
) -> dict[str, object]:
    """Numbers and finding of one measure and subject; why there are none where there are none."""
    points = asked.points[here]
    everybody = float(points["people"].sum())
    areas = _by_area(asked, values[here], points)
    known = float(areas["people"].sum())
    told: dict[str, object] = {
        "areas": len(areas),
        "people": known,
        "share_left_out": max(0.0, 1 - known / everybody) if everybody > 0 else np.nan,
    }
    why = asked.stopped or _why_not(asked, len(areas), known, everybody)
    if why is not None:
        return told | {"finding": why}
    # A unit is told by all its areas, also those that lie mostly in another one.
    of_region = subject["scope"] == REGION
    unit = areas["unit"] if of_region else pd.Series("", index=areas.index)
    return told | _numbers(asked, areas, unit, better=better)


def _by_area(asked: _Asked, values: pd.Series, points: pd.DataFrame) -> pd.DataFrame:
    """Mean, known people, need and unit of each area with any of them, where need is known."""
    told = np.isfinite(values.to_numpy(float))
    people = np.where(told, points["people"], 0.0)
    amount = np.where(told, people * np.where(told, values, 0.0), 0.0)
    by_area = sums_by(points["area_id"], people=people, amount=amount)
    areas = pd.DataFrame(
        {
            "value": by_area["amount"] / by_area["people"],
            "people": by_area["people"],
            "need": asked.areas["need_index"].reindex(by_area.index),
            "unit": asked.areas["unit_id"].reindex(by_area.index),
        }
    )
    return areas[(areas["people"] > 0) & areas["need"].notna()]


def _why_not(asked: _Asked, areas: int, known: float, everybody: float) -> Said | None:
    draws = asked.draws
    if everybody < asked.min_people:
        return say(_FEW_PEOPLE, least=Number(asked.min_people, 0))
    if areas < draws.min_areas:
        return say(_FEW_AREAS, n=Number(areas, 0), least=Number(draws.min_areas, 0))
    if known < asked.least_known * everybody:
        return say(_NOT_KNOWN, least=Share(asked.least_known, decimals=0))
    return None


def _numbers(
    asked: _Asked, areas: pd.DataFrame, unit: pd.Series, *, better: str
) -> dict[str, object]:
    value, people = areas["value"], areas["people"]
    how = asked.draws.resampling(unit)
    need = areas["need"]
    index = concentration_index(value, need, people, unit=unit, resampling=how)
    gap = quintile_gap(value, need, people, unit=unit, resampling=how)
    assert index.interval is not None
    assert gap.interval is not None
    even = gini(value, people).value
    return {
        "mean": float(np.average(value, weights=people)),
        "gini": even,
        "hoover": hoover(value, people).value,
        **_theil(value, people, unit),
        "concentration": index.value,
        "concentration_low": index.interval.low,
        "concentration_high": index.interval.high,
        "gap": gap.value,
        "gap_low": gap.interval.low,
        "gap_high": gap.interval.high,
        "drawn": how.draw,
        "greatest": gap.greatest,
        "greatest_people": gap.greatest_people,
        "lowest": gap.other,
        "lowest_people": gap.other_people,
        "finding": say(_finding(index.interval, even, better) if value.any() else _NONE),
    }


def _theil(value: pd.Series, people: pd.Series, unit: pd.Series) -> dict[str, float]:
    """Theil's T; its parts where there are units to part it by."""
    found = theil_t(value, people, unit=unit)
    if len(found.units) == 1:
        return {"theil": found.value}
    return {"theil": found.value, "theil_within": found.within, "theil_between": found.between}


def _finding(interval: Interval, even: float, better: str) -> str:
    """What the interval of the index says; more of a cost where need is greater is less access."""
    if even < _SLACK:
        return _ALIKE
    low, high = interval.low, interval.high
    if better == "less":
        low, high = -high, -low
    if high < -_SLACK:
        return _LESS
    return _MORE if low > _SLACK else _UNSURE


def _worded(rows: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """The table with all its columns, in words of both languages."""
    told = rows.join(words, on="measure").reindex(
        columns=[
            *dict.fromkeys([*rows.columns, *words.columns, *EQUITY_NUMBERS, *EQUITY_BASIS, "drawn"])
        ]
    )
    good = {name: one.good for name, one in SPREAD.items()}
    said: dict[str, pd.Series] = {}
    for lang in LANGUAGES:
        readings = {way: translator(lang)(text) for way, text in READINGS.items()}
        said[f"reading_{lang}"] = told["measure"].map(good).map(readings)
        said[f"finding_{lang}"] = pd.Series(
            [one.render(lang) for one in told["finding"]], index=told.index
        )
    numbers = {name: told[name].astype(float) for name in (*EQUITY_NUMBERS, *EQUITY_BASIS)}
    drawn = told["drawn"].astype(object).where(told["drawn"].notna(), "").astype(str)
    kept = [c.name for c in EQUITY_COLUMNS] + list(EQUITY_BASIS)
    return told.assign(**numbers, **said, drawn=drawn)[kept]
