"""The need measure of a study: by area, with its label and what was missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import Notice
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.need.ranks import need_percentile, need_quintile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.messages import Language

__all__ = ["Need", "notices_of_missing", "ranked", "to_mean_one"]

_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Need by area.

    Attributes
    ----------
    frame
        Indexed by area: ``need_index``, ``need_relative`` (mean 1 among all people),
        ``need_percentile`` (0-100), ``need_quintile`` (1-5), ``missing`` (what an area without a
        value lacks, else empty), and ``contribution_<component>``, which add up to the index.
    label
        What the measure is called, by language.
    reference
        Points per inhabitant that are 1; missing for an index without one.
    reference_source
        Where the reference comes from; empty where it is the study's own mean.
    notices
        What the reader must know: own reference, areas without a value.
    is_ratio
        Whether twice the value is twice the need, as by points per inhabitant; not so for ranks.
    stability
        By area: how far its rank depends on the weights; empty before it is reckoned.
    remarks
        Sentences that must stand on every output, by language: what a proxy is made of.
    marks
        Those of them that must follow every picture too: what a proxy leaves out.
    """

    frame: pd.DataFrame
    label: Mapping[Language, str]
    reference: float | None
    reference_source: str
    notices: tuple[Notice, ...]
    is_ratio: bool = False
    stability: pd.DataFrame = field(default_factory=pd.DataFrame)
    remarks: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)


def ranked(
    index: pd.Series, relative: pd.Series, people: pd.Series, missing: pd.Series
) -> pd.DataFrame:
    """The columns of `Need.frame` that every measure has."""
    return pd.DataFrame(
        {
            "need_index": index,
            "need_relative": relative,
            "need_percentile": need_percentile(index, people),
            "need_quintile": need_quintile(index, people),
            "missing": missing,
        }
    )


def to_mean_one(index: pd.Series, people: pd.Series) -> pd.Series:
    """Index over its mean among all people; missing where nobody has one, or all have nought.

    Examples
    --------
    >>> to_mean_one(pd.Series([1.0, 4.0]), pd.Series([2, 1])).tolist()
    [0.5, 2.0]
    """
    known = index.notna() & (people > 0)
    total = float(people[known].sum())
    mean = float((index[known] * people[known]).sum()) / total if total > 0 else 0.0
    return index / (mean if mean > 0 else np.nan)


def notices_of_missing(missing: pd.Series, people: pd.Series) -> tuple[Notice, ...]:
    """One warning for all areas without a value, naming the first few."""
    gaps = missing[missing != ""]
    if gaps.empty:
        return ()
    lacking = sorted({name for names in gaps for name in names.split(", ")})
    named = ", ".join(map(str, gaps.index[:_NAMED])) + (" …" if len(gaps) > _NAMED else "")
    places = {
        "n": len(gaps),
        "people": round(float(people.loc[gaps.index].sum())),
        "missing": tuple(COUNT_WORDS.get(name, name) for name in lacking),
        "areas": named,
    }
    return (Notice(code="GA-P031", places=places),)
