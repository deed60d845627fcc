"""Care Need Index (CNI) from a bought table: as an index, per inhabitant, or relative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import ConfigError, InputError, NoticeList
from geoaccess.messages import LANGUAGES, N_, translator
from geoaccess.need.cni import own_reference, points_need
from geoaccess.need.measure import Need, notices_of_missing, ranked, to_mean_one

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["cni_from_table", "cni_table_need"]

_STATED = N_("CNI (relative)")
_MOST_DECIMALS = 8
_HAIR = 1e-9


def cni_from_table(
    table: pd.DataFrame, people: pd.Series, *, reference: float | None = None
) -> pd.DataFrame:
    """Care Need Index by area, from what a bought table gives.

    Points per inhabitant are the table's own, else its index over the people, else its relative
    number times the reference. The relative number is the table's own, else points per inhabitant
    over the reference; without a reference 1 is the mean of the study's own people.

    Parameters
    ----------
    table
        By area, any of ``cni_index`` (points), ``cni_per_inhabitant`` and ``cni_relative`` (1 is
        the reference population); ``cni_people`` are the table's own inhabitants, if it has them.
    people
        Inhabitants by area.
    reference
        Points per inhabitant of the reference population.

    Returns
    -------
    DataFrame
        By area ``points``, ``per_inhabitant``, ``relative`` and ``missing``, as
        `geoaccess.need.cni` gives them; a bought table does not tell the contributions.

    Raises
    ------
    InputError
        Every area where the columns contradict each other by more than their rounding explains,
        or a value is below nought.

    Examples
    --------
    SCB's own worked example, as its page prints it.

    >>> row = {"cni_index": 22709.0, "cni_relative": 1.5513}
    >>> found = cni_from_table(pd.DataFrame(row, index=["unit"]), pd.Series({"unit": 5912}))
    >>> found.loc["unit", ["per_inhabitant", "relative"]].round(4).tolist()
    [3.8412, 1.5513]
    """
    count = people.reindex(table.index).astype(float)
    given = {
        name: table[name].astype(float)
        for name in ("cni_index", "cni_per_inhabitant", "cni_relative")
        if name in table
    }
    own = table["cni_people"].astype(float) if "cni_people" in table else count
    found = NoticeList()
    _tell_below_nought(given, found)
    InputError.refuse(found)
    _tell_contradictions(given, own, reference, found)
    InputError.refuse(found)

    lived = count > 0
    per = _first(_per_inhabitant(given, own, reference), table.index).where(lived)
    ours = own_reference(per * count, count) if reference is None else reference
    stated = given.get("cni_relative")
    relative = (per / ours if stated is None else stated).where(lived)
    lacking = relative.isna() & lived
    names = ", ".join(given)
    missing = np.where(lacking, names, np.where(count.isna(), "people", ""))
    return pd.DataFrame(
        {
            "points": per * count,
            "per_inhabitant": per,
            "relative": relative,
            "missing": pd.Series(missing, index=table.index, dtype="str"),
        }
    )


def cni_table_need(
    table: pd.DataFrame,
    people: pd.Series,
    *,
    reference: float | None = None,
    reference_source: str = "",
) -> Need:
    """Make the need measure of a bought CNI table.

    Parameters
    ----------
    table, people, reference
        As in `cni_from_table`.
    reference_source
        Where the reference comes from; where the table's relative numbers are used it must say
        what their 1 is.

    Raises
    ------
    ConfigError
        If the table's relative numbers are used and nothing says what 1 is.
    InputError
        As in `cni_from_table`.
    """
    found = cni_from_table(table, people, reference=reference)
    if "cni_relative" not in table:
        return points_need(found, people, reference=reference, reference_source=reference_source)
    if not reference_source:
        raise ConfigError.of("GA-P041", column="need.reference_source")
    count = people.reindex(table.index).astype(float)
    return Need(
        frame=ranked(
            found["relative"], to_mean_one(found["relative"], count), count, found["missing"]
        ),
        label={lang: translator(lang)(_STATED) for lang in LANGUAGES},
        reference=reference,
        reference_source=reference_source,
        notices=notices_of_missing(found["missing"], count),
        is_ratio=True,
    )


def _per_inhabitant(
    given: dict[str, pd.Series], people: pd.Series, reference: float | None
) -> Iterator[pd.Series]:
    """Points per inhabitant by each of the ways there are, the most direct first."""
    if "cni_per_inhabitant" in given:
        yield given["cni_per_inhabitant"]
    if "cni_index" in given:
        yield given["cni_index"] / people.where(people > 0)
    if "cni_relative" in given and reference is not None:
        yield given["cni_relative"] * reference


def _first(ways: Iterator[pd.Series], areas: pd.Index) -> pd.Series:
    found = pd.Series(np.nan, index=areas)
    for way in ways:
        found = found.fillna(way)
    return found


def _tell_below_nought(given: dict[str, pd.Series], found: NoticeList) -> None:
    for name, values in given.items():
        for area, value in values[values < 0].items():
            found.add("GA-P057", area=area, column=name, value=f"{value:g}", allowed=">= 0")


def _tell_contradictions(
    given: dict[str, pd.Series], people: pd.Series, reference: float | None, found: NoticeList
) -> None:
    """Hold the columns against each other, each as exact as its last decimal."""
    per = given.get("cni_per_inhabitant")
    slack: pd.Series | float = 0.0 if per is None else _unit(per)
    lived = people.where(people > 0)
    if "cni_index" in given:
        by_index, by_slack = given["cni_index"] / lived, _unit(given["cni_index"]) / lived
        if per is not None:
            _tell(found, "cni_per_inhabitant", per, by_index, by_slack + slack)
        else:
            per, slack = by_index, by_slack
    if "cni_relative" not in given or per is None:
        return
    relative = given["cni_relative"]
    unit = _unit(relative)
    # A reference is as exact as it is written; one that the rows imply has some room of its own.
    exact = 0.0 if reference is None else _unit(pd.Series([reference])) / reference
    scale = _implied(per, relative, slack, unit) if reference is None else reference
    _tell(found, "cni_relative", relative, per / scale, unit + slack / scale + relative * exact)


def _implied(per: pd.Series, relative: pd.Series, slack: pd.Series | float, unit: float) -> float:
    """Reference that most rows agree with: each row allows a span of them, for its rounding.

    Where all rows agree it lies in every row's span, so that rounding alone is no contradiction.
    """
    lowest = (per - slack) / (relative + unit)
    highest = (per + slack) / (relative - unit).where(relative > unit)
    spans = pd.DataFrame({"low": lowest, "high": highest.fillna(np.inf)})
    spans = spans[lowest.notna() & (lowest > 0)]
    if spans.empty:
        return np.nan
    low, high = np.sort(spans["low"].to_numpy()), np.sort(spans["high"].to_numpy())
    agreeing = np.searchsorted(low, low, side="right") - np.searchsorted(high, low, side="left")
    return float(low[np.argmax(agreeing)])


def _tell(
    found: NoticeList,
    column: str,
    value: pd.Series,
    expected: pd.Series,
    slack: pd.Series,
) -> None:
    wrong = (value - expected).abs() > slack + _HAIR * value.abs()
    for area in value.index[wrong]:
        found.add(
            "GA-P056",
            area=area,
            column=column,
            value=f"{value[area]:.10g}",
            expected=f"{expected[area]:.6g}",
        )


def _unit(values: pd.Series) -> float:
    """One in the last decimal that a column uses: SCB prints some numbers cut, not rounded."""
    known = values.dropna().to_numpy(float)
    for decimals in range(_MOST_DECIMALS):
        if np.allclose(known, np.round(known, decimals), rtol=0, atol=1e-9):
            return float(10.0**-decimals)
    return float(10.0**-_MOST_DECIMALS)
