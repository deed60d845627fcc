"""Care Need Index (CNI): seven counts of people, weighted by how much work they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import NoticeList
from geoaccess.messages import LANGUAGES, N_, translator
from geoaccess.need.measure import Need, notices_of_missing, ranked, to_mean_one
from geoaccess.study import need_recipe

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geoaccess.messages import Language

__all__ = ["cni", "cni_need", "cni_weights", "own_reference", "points_need"]

_NATIONAL = N_("CNI (relative)")
_REGIONAL = N_("CNI (relative to the region, not to the country)")


def cni_weights() -> Mapping[str, float]:
    """Weights of the seven counts, from ``data/presets/need/cni.toml``.

    Examples
    --------
    >>> cni_weights()["elderly_alone"]
    6.15
    """
    return {part.column: part.weight for part in need_recipe("cni").components}


def cni(
    counts: pd.DataFrame,
    people: pd.Series,
    *,
    reference: float | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Care Need Index by area.

    The points of an area are its counts times their weights; the index is points per inhabitant
    over the same in the reference population (SCB; Sundquist et al. 2003,
    doi:10.1136/jech.57.5.347). It speaks of residents; reimbursement models use listed people.

    Parameters
    ----------
    counts
        The seven counts (`geoaccess.tables.CNI_COUNTS`) by area; missing means not known.
    people
        Inhabitants by area.
    reference
        Points per inhabitant of the reference population, about 2.48 for Sweden. Without it the
        areas that have all counts are the reference, and 1 is their mean.
    without
        Counts that are left out altogether: what remains is no CNI, only a proxy.

    Returns
    -------
    DataFrame
        By area: ``points``, ``per_inhabitant``, ``relative``, ``missing`` (names of the counts not
        known, else empty) and ``contribution_<count>``, which add up to ``relative``. An area that
        lacks a count or its people has no value at all: a missing count is never zero.

    Examples
    --------
    SCB's own worked example.

    >>> row = {"under5": 595, "foreign_born": 1391, "elderly_alone": 484, "single_parent": 167}
    >>> row |= {"moved_in": 385, "unemployed": 981, "low_edu": 632}
    >>> found = cni(pd.DataFrame(row, index=["unit"]), pd.Series({"unit": 5912}), reference=2.47614)
    >>> found[["points", "relative"]].round(4).loc["unit"].tolist()
    [22709.42, 1.5513]
    """
    weights = pd.Series(dict(cni_weights())).drop(list(without))
    known = counts[list(weights.index)].astype(float)
    count = people.reindex(counts.index).astype(float)
    weighted = known * weights
    points = weighted.sum(axis=1, skipna=False)
    per_inhabitant = (points / count).where(count > 0)
    scale = own_reference(points, count) if reference is None else reference
    contributions = weighted.div(count.where(count > 0), axis=0).div(scale)
    contributions = contributions.where(per_inhabitant.notna(), np.nan)
    gaps = known.isna().assign(people=count.isna())
    return pd.DataFrame(
        {
            "points": points,
            "per_inhabitant": per_inhabitant,
            "relative": per_inhabitant / scale,
            "missing": _names_of(gaps),
        }
    ).join(contributions.add_prefix("contribution_"))


def cni_need(
    counts: pd.DataFrame,
    people: pd.Series,
    *,
    reference: float | None = None,
    reference_source: str = "",
) -> Need:
    """CNI as a need measure: index, relative need, percentile and quintile, with its label.

    Relative need is the index over its mean among all people, so that need-weighted people are as
    many as people. An index without a national reference says so in its label.

    Parameters
    ----------
    counts, people, reference
        As in `cni`.
    reference_source
        Where the reference comes from, for the reader.
    """
    table = cni(counts, people, reference=reference)
    return points_need(table, people, reference=reference, reference_source=reference_source)


def points_need(
    table: pd.DataFrame,
    people: pd.Series,
    *,
    reference: float | None,
    reference_source: str,
    label: Mapping[Language, str] | None = None,
) -> Need:
    """Make the need measure of a table as `cni` gives it.

    Parameters
    ----------
    label
        What it is called where it is not the CNI itself.
    """
    count = people.reindex(table.index).astype(float)
    found = NoticeList(notices_of_missing(table["missing"], count))
    scale = reference
    if scale is None:
        scale = own_reference(table["points"], count)
        found.add("GA-P030", points=scale)
    said = _REGIONAL if reference is None else _NATIONAL
    return Need(
        frame=ranked(
            table["relative"], to_mean_one(table["relative"], count), count, table["missing"]
        ).join(table.filter(like="contribution_")),
        label=label or {lang: translator(lang)(said) for lang in LANGUAGES},
        reference=scale,
        reference_source=reference_source,
        notices=tuple(found),
        is_ratio=True,
    )


def own_reference(points: pd.Series, people: pd.Series) -> float:
    """Points per inhabitant of the areas that have both."""
    complete = points.notna() & (people > 0)
    total = float(people[complete].sum())
    return float(points[complete].sum()) / total if total > 0 else float("nan")


def _names_of(gaps: pd.DataFrame) -> pd.Series:
    names = [", ".join(gaps.columns[row]) for row in gaps.to_numpy(dtype=bool)]
    return pd.Series(names, index=gaps.index, dtype="str")
