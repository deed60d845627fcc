"""Travel times that somebody else made (r5py, OSRM, a colleague), taken in as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import InputError, NoticeList
from geoaccess.times import Status, Times
from geoaccess.travel.seconds import whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.travel.modes import Mode

__all__ = ["check_times_table", "times_from_table"]

_SHOWN = 3
_PAIR = ("from_id", "to_id")
# Numbers that stand for "no way" in tables from other tools, and infinity.
_STAND_INS = (999.0, 9999.0, 99_999.0, 999_999.0)
# Nobody's typical trip to primary care takes three hours: such a table is in seconds.
_TOO_LONG_MIN = 180.0
# And in a table of any size somebody has more than a few minutes: such a table is in hours.
_TOO_SHORT_MIN, _ANY_SIZE = 5.0, 100


def times_from_table(
    frame: pd.DataFrame,
    mode: Mode,
    origins: Sequence[str],
    sites: Sequence[str],
    *,
    file: str = "",
    lines: Sequence[int] | None = None,
) -> Times:
    """Times out of a long table ``from_id, to_id, travel_time`` (minutes).

    Parameters
    ----------
    frame
        One row per pair; an empty time says that there is no way, or what ``status`` says where
        that column is given, as `Times.to_frame` does. Where ``method`` says ``straight_line`` of
        any pair, the times are told to be estimates.
    mode
        Whose cutoff applies.
    origins, sites
        Ids asked about, in the order wanted; other rows are left aside.
    file
        What to call the table in messages.
    lines
        Where in the file each row of `frame` stands.

    Returns
    -------
    Times
        `Status.NO_DATA` where the pair is not in the table, `Status.UNREACHABLE` where its time is
        empty (or a stand-in such as 9999 or infinity), `Status.BEYOND_CUTOFF` over the cutoff.

    Raises
    ------
    InputError
        For negative times, pairs given twice, or a table about other places altogether; all at
        once. `check_times_table` gives the warnings.

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.travel.modes import make_mode
    >>> given = pd.DataFrame({"from_id": ["a"], "to_id": ["x"], "travel_time": [12.5]})
    >>> times_from_table(given, make_mode("car"), ["a"], ["x", "y"]).seconds.tolist()
    [[750, 65535]]
    """
    found = check_times_table(frame, origins, sites, file=file, lines=lines)
    InputError.refuse(found)
    seconds = np.full((len(origins), len(sites)), Status.NO_DATA, dtype=np.uint16)
    row = _places(frame["from_id"], origins)
    column = _places(frame["to_id"], sites)
    ours = (row >= 0) & (column >= 0)
    minutes = _minutes(frame)
    kept = whole_seconds(np.where(_is_no_way(minutes), 0.0, minutes) * 60, mode.cutoff_s)
    kept[_is_no_way(minutes)] = _reasons(frame)[_is_no_way(minutes)]
    seconds[row[ours], column[ours]] = kept[ours]
    is_estimate = "method" in frame and bool((frame["method"] == "straight_line")[ours].any())
    return Times(
        mode.name, tuple(origins), tuple(sites), seconds, mode.cutoff_s, estimate=is_estimate
    )


def check_times_table(
    frame: pd.DataFrame,
    origins: Sequence[str],
    sites: Sequence[str],
    *,
    file: str = "",
    lines: Sequence[int] | None = None,
) -> NoticeList:
    """Say all that is wrong or worth knowing about a table of times; see `times_from_table`."""
    found = NoticeList()
    row = _places(frame["from_id"], origins)
    column = _places(frame["to_id"], sites)
    ours = (row >= 0) & (column >= 0)
    if not ours.any() and len(origins) and len(sites):
        found.add("GA-M018", file=file, ids=_examples(frame["from_id"], np.full(len(row), True)))
        return found
    for code, ids, place in (("GA-M013", "from_id", row), ("GA-M014", "to_id", column)):
        unknown = place < 0
        if unknown.any():
            found.add(
                code,
                file=file,
                n=int(frame.loc[unknown, ids].nunique()),
                examples=_examples(frame[ids], unknown),
            )
    _check_pairs(frame, found, lines, file=file)
    absent = len(origins) * len(sites) - len(frame.loc[ours, list(_PAIR)].drop_duplicates())
    if absent:
        found.add("GA-M012", file=file, n=absent, all=len(origins) * len(sites))
    _check_minutes(frame, found, lines, file=file)
    return found


def _check_pairs(
    frame: pd.DataFrame, found: NoticeList, lines: Sequence[int] | None, *, file: str
) -> None:
    pairs = frame.loc[:, list(_PAIR)].astype("str").reset_index(drop=True)
    again = pairs[pairs.duplicated()].drop_duplicates()
    for index, pair in zip(pairs.index.get_indexer(again.index), again.to_numpy(), strict=True):
        n = int((pairs == pair).all(axis=1).sum())
        found.add(
            "GA-M011",
            file=file,
            row=_line(lines, int(index)),
            from_id=pair[0],
            to_id=pair[1],
            n=n,
        )


def _line(lines: Sequence[int] | None, index: int) -> int | None:
    return None if lines is None else int(lines[index])


def _check_minutes(
    frame: pd.DataFrame, found: NoticeList, lines: Sequence[int] | None, *, file: str
) -> None:
    minutes = _minutes(frame)
    for index in np.flatnonzero(minutes < 0):
        pair = frame.iloc[index]
        found.add(
            "GA-M010",
            file=file,
            row=_line(lines, int(index)),
            column="travel_time",
            value=f"{minutes[index]:g}",
            minutes=float(minutes[index]),
            from_id=pair["from_id"],
            to_id=pair["to_id"],
        )
    _check_reasons(frame, minutes, found, lines, file=file)
    empty = np.isnan(minutes)
    if empty.any():
        found.add("GA-M017", file=file, n=int(empty.sum()))
    stand_in = _is_no_way(minutes) & ~empty
    if stand_in.any():
        values = ", ".join(f"{value:g}" for value in np.unique(minutes[stand_in]))
        found.add("GA-M015", file=file, n=int(stand_in.sum()), values=values)
    real = minutes[~_is_no_way(minutes) & (minutes >= 0)]
    if len(real) and float(np.median(real)) > _TOO_LONG_MIN:
        found.add("GA-M016", file=file, median=_TOO_LONG_MIN)
    if len(real) >= _ANY_SIZE and float(np.max(real)) < _TOO_SHORT_MIN:
        longest = float(np.max(real))
        found.add("GA-T153", file=file, column="travel_time", value=f"{longest:g}", minutes=longest)


def _check_reasons(
    frame: pd.DataFrame,
    minutes: NDArray[np.float64],
    found: NoticeList,
    lines: Sequence[int] | None,
    *,
    file: str,
) -> None:
    """A pair with a time and a reason why it has none says two things."""
    if "status" not in frame:
        return
    reason = frame["status"].notna() & (frame["status"] != "ok")
    both = np.flatnonzero(reason.to_numpy(bool) & ~_is_no_way(minutes))
    if len(both):
        pair = frame.iloc[both[0]]
        found.add(
            "GA-M019",
            file=file,
            row=_line(lines, int(both[0])),
            column="status",
            value=pair["status"],
            n=len(both),
            from_id=pair["from_id"],
            to_id=pair["to_id"],
            minutes=float(minutes[both[0]]),
        )


def _minutes(frame: pd.DataFrame) -> NDArray[np.float64]:
    minutes = np.empty(len(frame))
    minutes[:] = frame["travel_time"].astype("float64")
    return minutes


def _reasons(frame: pd.DataFrame) -> NDArray[np.uint16]:
    """Why a pair has no time: what its status says, else that there is no way."""
    reason = np.full(len(frame), Status.UNREACHABLE, dtype=np.uint16)
    if "status" in frame:
        for status in Status:
            reason[(frame["status"] == status.name.lower()).to_numpy(bool, na_value=False)] = status
    return reason


def _is_no_way(minutes: NDArray[np.float64]) -> NDArray[np.bool_]:
    is_no_way: NDArray[np.bool_] = ~np.isfinite(minutes) & ~(minutes < 0)
    return is_no_way | np.isin(minutes, _STAND_INS)


def _places(ids: pd.Series, asked: Sequence[str]) -> NDArray[np.int64]:
    place = {each: number for number, each in enumerate(asked)}
    return np.array([place.get(each, -1) for each in ids.astype("str")], dtype=np.int64)


def _examples(ids: pd.Series, which: NDArray[np.bool_]) -> str:
    names = list(dict.fromkeys(ids[which].astype("str")))
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
