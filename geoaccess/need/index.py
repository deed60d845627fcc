"""A need index of one's own: components with direction, transform and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from geoaccess.errors import ConfigError, NoticeList
from geoaccess.messages import LANGUAGES, N_, translator
from geoaccess.need.columns import require_columns, tell_percentages
from geoaccess.need.measure import Need, notices_of_missing, ranked
from geoaccess.need.ranks import relative_rank
from geoaccess.study.model import AS_IT_STANDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoaccess.messages import Language
    from geoaccess.study import IndexComponent

__all__ = ["index_need", "need_index"]

_DEFAULT_LABEL = N_("Need index (own calculation)")


def need_index(
    frame: pd.DataFrame,
    components: Sequence[IndexComponent],
    people: pd.Series,
    *,
    total: Literal["mean", "sum"] = "mean",
) -> pd.DataFrame:
    """Weighted mean, or sum, of transformed components.

    Each component is a share (`column` over `per`; `per` ``"none"`` takes the column as it
    stands), trimmed at the quantiles of `winsor`, turned so that more means more need, transformed
    and weighted. The transforms: ``none``; ``log``, ln(1 + per cent) as in Townsend's index;
    ``z``, distance from the mean among all people in their standard deviations; ``rank``, 1 for
    the least (ties share their mean rank); ``percentile``, 100 times the mid-rank by people;
    ``minmax``, 0-1; ``log_z``, z of the logarithm; ``imd``, -23 ln(1 - R (1 - e^(-100/23))) with R
    the rank over the number of areas, from near 0 to 100 as in the English Indices of Deprivation.
    A component that is the same everywhere is 0 by ``z``, ``log_z`` and ``minmax``.

    Parameters
    ----------
    frame
        Areas with the columns that the components name.
    components
        What counts, and how.
    people
        Inhabitants by area.
    total
        Whether the weighted components are added up, or their weighted mean is taken.

    Returns
    -------
    DataFrame
        By area: ``value`` (missing where a component is), ``missing`` (names of the columns not
        known, else empty) and ``contribution_<column>``, which add up to ``value``.

    Raises
    ------
    InputError
        If a component's column is not there.
    ConfigError
        If `winsor` is not two rising shares.

    Examples
    --------
    >>> from geoaccess.study import IndexComponent
    >>> areas = pd.DataFrame({"poor": [10, 40]}, index=["a", "b"])
    >>> part = IndexComponent(column="poor", transform="minmax")
    >>> need_index(areas, (part,), pd.Series({"a": 100, "b": 100}))["value"].tolist()
    [0.0, 1.0]
    """
    count = people.reindex(frame.index).astype(float)
    _check(frame, components)
    whole = sum(component.weight for component in components) if total == "mean" else 1.0
    parts: dict[str, pd.Series] = {}
    for component in components:
        name = _name(component, parts)
        parts[name] = _transformed(frame, component, count) * (component.weight / whole)
    contributions = pd.DataFrame(parts, index=frame.index)
    gaps = contributions.isna().to_numpy()
    names = [", ".join(contributions.columns[row]) for row in gaps]
    value = contributions.sum(axis=1, skipna=False)
    return pd.DataFrame(
        {"value": value, "missing": pd.Series(names, index=frame.index, dtype="str")}
    ).join(contributions.where(value.notna(), np.nan).add_prefix("contribution_"))


def index_need(
    frame: pd.DataFrame,
    components: Sequence[IndexComponent],
    people: pd.Series,
    *,
    label: Mapping[Language, str] | None = None,
    total: Literal["mean", "sum"] = "mean",
) -> Need:
    """An index as a need measure: index, relative need, percentile and quintile, with its label.

    An index may be zero or negative, so relative need is not its ratio to a mean. It is one half
    plus the mid-rank by people: from 0.5 where need is least to 1.5 where it is greatest, rising
    with the index, and 1 on average among all people.

    Parameters
    ----------
    frame, components, people, total
        As in `need_index`.
    label
        What the study calls it, by language. An index of open data is never called CNI.

    Raises
    ------
    ConfigError
        If there are no components, or the label claims to be CNI.
    InputError
        If a component's column is not there.
    """
    _check_label(label or {})
    table = need_index(frame, components, people, total=total)
    count = people.reindex(frame.index).astype(float)
    found = NoticeList(notices_of_missing(table["missing"], count))
    for component in components:
        share = _shares(frame, component, count)
        if share.min() == share.max():
            found.add("GA-P032", value=component.column)
        tell_percentages(frame, component, share, found)
    relative = 0.5 + relative_rank(table["value"], count)
    given = dict(label or {})
    return Need(
        frame=ranked(table["value"], relative, count, table["missing"]).join(
            table.filter(like="contribution_")
        ),
        label={lang: given.get(lang) or translator(lang)(_DEFAULT_LABEL) for lang in LANGUAGES},
        reference=None,
        reference_source="",
        notices=tuple(found),
    )


def _check(frame: pd.DataFrame, components: Sequence[IndexComponent]) -> None:
    if not components:
        raise ConfigError.of("GA-P017")
    found = NoticeList()
    for component in components:
        if component.winsor and not 0 <= component.winsor[0] < component.winsor[1] <= 1:
            found.add("GA-P018", column=component.column, value=component.winsor)
    ConfigError.refuse(found)
    used = [c.column for c in components]
    used += [c.per for c in components if c.per not in (*AS_IT_STANDS, "people")]
    require_columns(frame, used)


def _check_label(label: Mapping[Language, str]) -> None:
    found = NoticeList()
    for text in label.values():
        plain = text.casefold().replace("cni-proxy", "").replace("cni proxy", "")
        if "cni" in plain.replace("-", " ").split() or "care need index" in plain:
            found.add("GA-P015", value=text)
    ConfigError.refuse(found)


def _name(component: IndexComponent, taken: Mapping[str, object]) -> str:
    """Its column; with a number where the same column counts twice."""
    name, again = component.column, 2
    while name in taken:
        name, again = f"{component.column}_{again}", again + 1
    return name


def _shares(frame: pd.DataFrame, component: IndexComponent, people: pd.Series) -> pd.Series:
    value = frame[component.column].astype(float)
    if component.per in AS_IT_STANDS:
        return value
    per = people if component.per == "people" else frame[component.per].astype(float)
    return (value / per).where(per > 0)


def _transformed(frame: pd.DataFrame, component: IndexComponent, people: pd.Series) -> pd.Series:
    share = _shares(frame, component, people)
    if component.winsor is not None:
        low, high = share.quantile(list(component.winsor))
        share = share.clip(low, high)
    if component.transform in {"log", "log_z"}:
        share = np.log1p(100 * share)
    turned = component.direction * share
    match component.transform:
        case "z" | "log_z":
            found = _z(turned, people)
        case "rank":
            found = turned.rank(method="average")
        case "percentile":
            found = 100 * relative_rank(turned, people)
        case "minmax":
            span = turned.max() - turned.min()
            found = (turned - turned.min()) / span if span > 0 else turned * 0
        case "imd":
            found = _exponential(turned.rank(method="average") / turned.count())
        case _:
            found = turned
    return found


def _exponential(rank: pd.Series) -> pd.Series:
    spread: pd.Series = -23 * np.log1p(-rank * -np.expm1(-100 / 23))
    return spread


def _z(value: pd.Series, people: pd.Series) -> pd.Series:
    known = value.notna() & (people > 0)
    if not known.any():
        return value
    mean = np.average(value[known], weights=people[known])
    spread = np.sqrt(np.average((value[known] - mean) ** 2, weights=people[known]))
    # Rounding alone must not be blown up into differences between equal areas.
    same = spread <= 1e-12 * max(abs(mean), 1e-300)
    return value * 0 if same else (value - mean) / spread
