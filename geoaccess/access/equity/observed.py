"""What a measure of inequality rests on: a value per area, its people, and who is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from geoaccess.errors import InputError, Notice, NoticeList

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Basis", "LeftOut", "Measured", "Observed", "named", "observe"]

_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Areas with people whose measure or need is not known: counted, never guessed."""

    areas: int
    people: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a number rests on.

    Attributes
    ----------
    areas, people
        Areas with people that it covers, and their people.
    left_out
        Areas with people that it does not cover.
    """

    areas: int
    people: float
    left_out: LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A number, and what it rests on."""

    value: float
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Areas in which somebody lives and of which all that is needed is known, sorted by id.

    Attributes
    ----------
    value, people
        The measure and the people of each area.
    need
        Need of each area; empty where a measure does not rank.
    unit
        Number of each area's unit, 0 and up; each area its own where no units are given.
    """

    value: NDArray[np.float64]
    people: NDArray[np.float64]
    need: NDArray[np.float64]
    unit: NDArray[np.intp]
    unit_names: tuple[str, ...]
    left_out: LeftOut

    @property
    def weight(self) -> NDArray[np.float64]:
        """Each area's share of the people."""
        share: NDArray[np.float64] = self.people / self.people.sum()
        return share

    @property
    def mean(self) -> float:
        """Mean of the measure over people."""
        return float(self.weight @ self.value)

    @property
    def basis(self) -> Basis:
        """What every result says of what it rests on."""
        return Basis(areas=len(self.value), people=float(self.people.sum()), left_out=self.left_out)

    def measured(self, value: float | np.floating) -> Measured:
        """A number with what it rests on."""
        return Measured(value=float(value), basis=self.basis)


@dataclass(slots=True)
class _Checked:
    """Series brought to the ids of the measure, with the faults found on the way."""

    ids: pd.Index
    found: NoticeList = field(default_factory=NoticeList)

    def numbers(self, series: pd.Series, name: str) -> NDArray[np.float64]:
        """The series' numbers, in the measure's order."""
        return self.aligned(series, name).to_numpy(np.float64)

    def aligned(self, series: pd.Series, name: str) -> pd.Series:
        if series.index.equals(self.ids):
            return series
        self.add("GA-E001", ~self.in_(series), column=name)
        return series[~series.index.duplicated()].reindex(self.ids)

    def in_(self, series: pd.Series) -> NDArray[np.bool_]:
        """Which ids the series has; of the same ids, all, without looking each up."""
        same = series.index.equals(self.ids)
        return np.ones(len(self.ids), bool) if same else self.ids.isin(series.index)

    def add(self, code: str, wrong: NDArray[np.bool_], column: str = "", **places: float) -> None:
        """Tell a fault of some areas, if there are any."""
        if wrong.any():
            areas = named(self.ids[wrong])
            told: dict[str, object] = {"n": int(wrong.sum()), "areas": areas, **places}
            self.found.extend([Notice(code=code, column=column, places=told)])


def observe(
    value: pd.Series,
    people: pd.Series,
    *,
    need: pd.Series | None = None,
    unit: pd.Series | None = None,
    least: Literal["any", "zero", "above_zero"] = "zero",
    bounds: tuple[float, float] | None = None,
) -> Observed:
    """Check and sort what a measure rests on; all faults are told at once.

    Areas where nobody lives weigh nothing and are passed over. Areas with people whose value or
    need is missing are counted in `LeftOut`.

    Parameters
    ----------
    value
        The measure by area, indexed by id; missing where not known.
    people
        People of each area of `value`; none may be missing.
    need
        Need of each area; missing where not known.
    unit
        Unit of each area; none may be missing where somebody lives.
    least
        How small the measure may be.
    bounds
        Between which the measure must lie.

    Raises
    ------
    InputError
        If ids are lacking or people or values are such that the measure has no meaning.

    Examples
    --------
    >>> import pandas as pd
    >>> found = observe(
    ...     pd.Series({"a": 5.0, "b": None, "c": 9.0}), pd.Series({"a": 2, "b": 3, "c": 0})
    ... )
    >>> found.value.tolist(), found.left_out
    ([5.0], LeftOut(areas=1, people=3.0))
    """
    if value.index.has_duplicates:
        twice = value.index[value.index.duplicated()]
        raise InputError.of("GA-E001", column="id", n=len(twice), areas=named(twice))
    checked = _Checked(value.index)
    count = checked.numbers(people, "people")
    measure = value.to_numpy(np.float64)
    ranked = np.zeros(len(value)) if need is None else checked.numbers(need, "need")
    group = None if unit is None else checked.aligned(unit, "unit")
    # What people lack because the id is not there has been told already.
    there = checked.in_(people)
    checked.add("GA-E002", there & ~(np.isfinite(count) & (count >= 0)))
    lived_in = np.nan_to_num(count) > 0
    checked.add("GA-E003", lived_in & np.isinf(measure))
    _check_size(checked, np.where(lived_in & np.isfinite(measure), measure, np.nan), least, bounds)
    if unit is not None and group is not None:
        checked.add(
            "GA-E001",
            lived_in & group.isna().to_numpy() & checked.in_(unit),
            column="unit",
        )
    InputError.refuse(checked.found)
    known = lived_in & ~np.isnan(measure) & ~np.isnan(ranked)
    if not known.any():
        raise InputError.of("GA-E006")
    ids = value.index.to_numpy(dtype=object).astype(str)
    order = np.flatnonzero(known)[np.argsort(ids[known], kind="stable")]
    if group is None:
        units, names = np.arange(len(order)), ids[order]
    else:
        groups = group.to_numpy(dtype=object)[order].astype(str)
        names, units = np.unique(groups, return_inverse=True)
    lost = lived_in & ~known
    return Observed(
        value=measure[order],
        people=count[order],
        need=ranked[order],
        unit=units,
        unit_names=tuple(names.tolist()),
        left_out=LeftOut(areas=int(lost.sum()), people=float(count[lost].sum())),
    )


def _check_size(
    checked: _Checked,
    measure: NDArray[np.float64],
    least: str,
    bounds: tuple[float, float] | None,
) -> None:
    if bounds is not None:
        low, high = bounds
        checked.add("GA-E007", (measure < low) | (measure > high), low=low, high=high)
    elif least == "zero":
        checked.add("GA-E004", measure < 0)
    elif least == "above_zero":
        checked.add("GA-E005", measure <= 0)


def named(ids: pd.Index) -> str:
    """The first of some ids, and that there are more."""
    shown = ", ".join(map(str, ids[:_NAMED]))
    return f"{shown}, …" if len(ids) > _NAMED else shown
