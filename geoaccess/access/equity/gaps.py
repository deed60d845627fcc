"""How far those with the greatest need are from the others: gaps between fifths, and Palma.

The rank runs from the lowest need, 0, to the highest, 1, by people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from geoaccess.access.equity.observed import Measured, observe
from geoaccess.access.equity.resampling import intervals
from geoaccess.access.equity.steps import Ladder

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.access.equity.resampling import Interval, Resampling, Statistics
    from geoaccess.access.equity.steps import Steps

__all__ = ["QuintileGap", "palma", "quintile_gap"]

_BEST_OFF, _WORST_OFF = 0.10, 0.40


@dataclass(frozen=True, slots=True, kw_only=True)
class QuintileGap(Measured):
    """The fifth with the greatest need beside others.

    Attributes
    ----------
    value
        Mean of the fifth with the greatest need less `other`, in the measure's unit.
    ratio
        The former over the latter; endless where only the latter is 0, NaN where both are.
    greatest, other
        Means of the fifth with the greatest need, and of what it is held against.
    greatest_people, other_people
        How many people they are of. A fifth is of whole areas, so about a fifth.
    interval, ratio_interval
        From resampling, where asked for.
    """

    ratio: float
    greatest: float
    other: float
    greatest_people: float
    other_people: float
    interval: Interval | None
    ratio_interval: Interval | None


def quintile_gap(
    value: pd.Series,
    need: pd.Series,
    people: pd.Series,
    *,
    against: Literal["lowest", "all"] = "lowest",
    unit: pd.Series | None = None,
    resampling: Resampling | None = None,
) -> QuintileGap:
    """Difference and ratio between the fifth of the people with the greatest need and others.

    Areas are ranked from lowest need 0 to highest need 1, those of the same need sharing the mean
    ridit, and belong whole to the fifth in which it falls. In each draw of the resampling all are
    ranked and cut into fifths anew.

    Parameters
    ----------
    value
        The measure by area (any unit, not below 0); missing where not known.
    need, people, unit, resampling
        As in `geoaccess.access.concentration_index`.
    against
        Whether it is held against the fifth with the least need, or against all people.

    Raises
    ------
    InputError
        As in `geoaccess.access.concentration_index`.

    Examples
    --------
    >>> import pandas as pd
    >>> minutes, need = pd.Series([5.0, 6, 7, 8, 10]), pd.Series([1, 2, 3, 4, 5])
    >>> found = quintile_gap(minutes, need, pd.Series([100] * 5))
    >>> found.value, found.ratio
    (5.0, 2.0)
    """
    found = observe(value, people, need=need, unit=unit)
    ladder = Ladder.of(found)
    of_all = against == "all"
    gap: Statistics = _against_all if of_all else _against_lowest
    steps = ladder.steps()
    here = {name: float(each[0]) for name, each in gap(steps).items()}
    lowest, greatest = (float(each[0]) for each in steps.fifths())
    least, most = (float(each[0]) for each in steps.people_of_fifths())
    drawn = {} if resampling is None else intervals(ladder, gap, resampling)
    return QuintileGap(
        value=here["difference"],
        ratio=here["ratio"],
        greatest=greatest,
        other=float(steps.mean[0]) if of_all else lowest,
        greatest_people=most,
        other_people=found.basis.people if of_all else least,
        interval=drawn.get("difference"),
        ratio_interval=drawn.get("ratio"),
        basis=found.basis,
    )


def palma(value: pd.Series, need: pd.Series, people: pd.Series) -> Measured:
    """Palma ratio of access by need: mean of the best-off tenth over that of the worst-off 40 %.

    Best off are the tenth of the people with the *lowest* need, worst off the 40 per cent with
    the highest; ranked by need, not by the measure (Pereira 2019, doi:10.1016/j.cities.2018.12.013,
    with need in income's place). An area on a cut counts on both sides by its people, and areas of
    the same need are cut in the same proportion. Above 1: those with low need have more. Endless
    where only the worst off have nothing, NaN where neither has anything.

    Parameters
    ----------
    value, need, people
        As in `quintile_gap`.

    Raises
    ------
    InputError
        As in `quintile_gap`.

    Examples
    --------
    >>> import pandas as pd
    >>> supply = pd.Series([4.0, 1.0, 2.0])
    >>> palma(supply, need=pd.Series([1, 2, 3]), people=pd.Series([10, 50, 40])).value
    2.0
    """
    found = observe(value, people, need=need)
    steps = Ladder.of(found).steps()
    share = steps.people[0] / steps.total[0, 0]
    after = np.cumsum(share)
    before = after - share
    best = np.clip(np.minimum(after, _BEST_OFF) - before, 0, None)
    worst = np.clip(after - np.maximum(before, 1 - _WORST_OFF), 0, None)
    means = steps.amount[0] / steps.people[0]
    ratio = _ratio(np.array([best @ means / _BEST_OFF]), np.array([worst @ means / _WORST_OFF]))
    return found.measured(float(ratio[0]))


def _against_lowest(steps: Steps) -> dict[str, NDArray[np.float64]]:
    lowest, greatest = steps.fifths()
    return {"difference": greatest - lowest, "ratio": _ratio(greatest, lowest)}


def _against_all(steps: Steps) -> dict[str, NDArray[np.float64]]:
    greatest = steps.fifths()[1]
    return {"difference": greatest - steps.mean, "ratio": _ratio(greatest, steps.mean)}


def _ratio(upper: NDArray[np.float64], lower: NDArray[np.float64]) -> NDArray[np.float64]:
    """One over the other: endless over nothing, NaN where both are nothing."""
    over_nothing = np.where(upper > 0, np.inf, np.nan)
    return np.divide(upper, lower, out=over_nothing, where=lower > 0)
