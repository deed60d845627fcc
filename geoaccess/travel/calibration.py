"""Our times beside known ones, and which speeds would make them alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyproj
from scipy.optimize import lsq_linear

from geoaccess.errors import InputError, NoticeList
from geoaccess.travel.mode_network import ModeNetwork
from geoaccess.travel.paths import Path, fastest_paths
from geoaccess.travel.places import Places
from geoaccess.travel.way_speed import slowest_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network

__all__ = ["FEWEST", "KNOWN", "Calibration", "calibrate"]

KNOWN = ("from_lon", "from_lat", "to_lon", "to_lat", "minutes")
FEWEST = 10
"""Known times that a factor rests on at least."""

_BOUNDS = {"from_lon": 180.0, "from_lat": 90.0, "to_lon": 180.0, "to_lat": 90.0}
# A class has a factor of its own where it takes this share of the time on streets of so many trips.
_SHARE, _FEWEST_OF_CLASS = 0.05, 5
# A street is not three times as fast or slow as signed: what comes out beyond has another cause.
_SLOWEST, _FASTEST = 1 / 3, 3.0
_ROUNDS, _SETTLED = 8, 1e-6
_SAME = 1e-6
# The classes that too few trips tell of, taken together.
_REST = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calibration:
    """What known times tell of a mode's speeds.

    Attributes
    ----------
    pairs
        A row per known time, as given: ``known_min``, ``ours_min`` (not rounded), ``ratio`` (ours
        to known), ``status`` (``ok``, or why we have no time) and ``fitted_min``, ours with
        `class_factors`.
    median_ratio
        Of ``ratio``; below 1 we are too fast.
    speed_factor
        For the study: with it, and nothing else changed, half of the trips are too fast and half
        too slow.
    classes
        By street class: ``share`` of all our time on streets, ``trips`` that it takes a
        twentieth of or more, and ``factor``, what its speeds are to be multiplied by (missing
        where too few trips tell; those go by the factor of all such classes together).
    class_factors
        For the study: with it, and ``speed_factor`` as it is, the times come nearest to the known
        ones. Empty where the trips do not tell classes apart.
    is_settled
        Whether those factors gave themselves again; else ways kept changing, and the factors are
        those of the last of some rounds.
    """

    pairs: pd.DataFrame
    median_ratio: float
    speed_factor: float
    classes: pd.DataFrame
    class_factors: Mapping[str, float]
    is_settled: bool


def calibrate(network: Network, mode: Mode, known: pd.DataFrame, *, crs: str) -> Calibration:
    """Try a mode's times against known ones, and tell the speeds that would give those.

    Each known time is taken apart along our fastest way: so many seconds on streets of each
    class, so many elsewhere (to the street, at signals, to park, on ferries), which stay. The
    factors of the classes are those by which the squared relative errors of the whole are least,
    each between 1/3 and 3 (linear least squares within bounds [1]_); with new speeds other ways
    may be the fastest, so this is done until nothing changes.

    Parameters
    ----------
    network
        The study's streets.
    mode
        Who travels, with the speeds to try. `Mode.cutoff_s` does not matter.
    known
        Columns ``from_lon, from_lat, to_lon, to_lat`` (degrees, WGS 84) and ``minutes``, door to
        door: from drives, or a route planner whose licence allows it.
    crs
        The coordinate system of the streets.

    Raises
    ------
    InputError
        If columns are missing or values no degrees or minutes, all at once; or if fewer than
        `FEWEST` of the known times have a way along our streets.

    Notes
    -----
    Known times differ among themselves: of the hour, of drivers, of planners. What comes out is
    no better than what goes in; look at ``pairs`` before you take the factors over.

    References
    ----------
    .. [1] Stark & Parker (1995), Bounded-variable least squares, Computational Statistics 10.

    Examples
    --------
    A road of 80 km/h along a meridian, and people who need a minute for each kilometre of it.

    >>> from geoaccess.sources.streets import Streets
    >>> from geoaccess.study.model import ModeSettings
    >>> from geoaccess.travel import Network
    >>> from geoaccess.travel.modes import make_mode
    >>> road = Streets(
    ...     node_x=np.array([500_000.0, 500_000.0]),
    ...     node_y=np.array([6_640_000.0, 6_700_000.0]),
    ...     way_tags=({"highway": "primary"},),
    ...     segment_from=np.array([0]),
    ...     segment_to=np.array([1]),
    ...     segment_way=np.array([0]),
    ... )
    >>> north = 60 + np.arange(1, 11) / 50
    >>> known = pd.DataFrame({"from_lon": 15.0, "from_lat": 60.0, "to_lon": 15.0, "to_lat": north})
    >>> known["minutes"] = 111.4 * (known["to_lat"] - known["from_lat"])
    >>> car = make_mode("car", ModeSettings(speed_factor=1.0, terminal_min=0.0))
    >>> told = calibrate(Network.build(road), car, known, crs="EPSG:3006")
    >>> round(told.median_ratio, 2), round(told.speed_factor, 2)
    (0.75, 0.75)
    """
    found = _faults(known)
    InputError.refuse(found)
    ends = _places(known, crs)
    known_s = known["minutes"].to_numpy(np.float64) * 60
    first = _Taken.apart(network, mode, ends)
    usable = first.has_way
    if int(usable.sum()) < FEWEST:
        raise InputError.of(
            "GA-M532", column="minutes", n=int(usable.sum()), all=len(known), least=FEWEST
        )
    factors, last, is_settled = _fit(network, mode, ends, known_s, first)
    street_s = first.seconds.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        as_fast = street_s / (known_s - first.elsewhere_s)
    # A known time that the way to the door takes up alone asks for infinite speed.
    as_fast[(known_s <= first.elsewhere_s) & usable] = np.inf
    ratio = first.total_s / known_s
    return Calibration(
        pairs=pd.DataFrame(
            {
                "known_min": known_s / 60,
                "ours_min": first.total_s / 60,
                "ratio": ratio,
                "status": first.status,
                "fitted_min": last.total_s / 60,
            },
            index=known.index,
        ),
        median_ratio=float(np.median(ratio[usable])),
        speed_factor=float(mode.speed_factor * np.median(as_fast[usable])),
        classes=_told(first, factors),
        class_factors=MappingProxyType(_of_study(mode, factors)),
        is_settled=is_settled,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Taken:
    """Trips taken apart: seconds by street class, ``(trip, class)``, and elsewhere; NaN: no way."""

    classes: tuple[str, ...]
    seconds: NDArray[np.float64]
    elsewhere_s: NDArray[np.float64]
    status: list[str]

    @classmethod
    def apart(cls, network: Network, mode: Mode, ends: tuple[Places, Places]) -> _Taken:
        streets = network.streets
        usable = ModeNetwork.build(streets, network.length, network.way_length, mode)
        class_of_way = [
            "" if way.is_ferry else slowest_class(tags.get("highway", ""), mode)
            for way, tags in zip(usable.ways, streets.way_tags, strict=True)
        ]
        classes = tuple(mode.class_speeds_ms)
        number = {each: place for place, each in enumerate(classes)}
        paths = fastest_paths(usable, streets, mode, *ends)
        seconds = np.full((len(paths), len(classes)), np.nan)
        elsewhere = np.full(len(paths), np.nan)
        for row, path in enumerate(paths):
            if not isinstance(path, Path):
                continue
            seconds[row], elsewhere[row] = 0.0, path.elsewhere_s
            for segment, its_s in zip(path.segments.tolist(), path.seconds.tolist(), strict=True):
                place = number.get(class_of_way[streets.segment_way[segment]])
                if place is None:  # a ferry, or a street opened by its tags alone
                    elsewhere[row] += its_s
                else:
                    seconds[row, place] += its_s
        status = ["ok" if isinstance(path, Path) else path.name.lower() for path in paths]
        return cls(classes=classes, seconds=seconds, elsewhere_s=elsewhere, status=status)

    @property
    def has_way(self) -> NDArray[np.bool_]:
        return np.isfinite(self.elsewhere_s)

    @property
    def total_s(self) -> NDArray[np.float64]:
        total: NDArray[np.float64] = self.seconds.sum(axis=1) + self.elsewhere_s
        return total

    def trips_of_class(self) -> NDArray[np.int64]:
        """How many trips each class takes its share of."""
        seconds = self.seconds[self.has_way]
        share = seconds >= _SHARE * seconds.sum(axis=1, keepdims=True)
        return np.asarray((share & (seconds > 0)).sum(axis=0), dtype=np.int64)


def _fit(
    network: Network,
    mode: Mode,
    ends: tuple[Places, Places],
    known_s: NDArray[np.float64],
    first: _Taken,
) -> tuple[dict[str, float], _Taken, bool]:
    """What to multiply each class' speeds by, and the trips at those; none if it cannot be told."""
    told = first.trips_of_class() >= _FEWEST_OF_CLASS
    factors = np.ones(len(first.classes))
    taken, is_settled = first, False
    for _ in range(_ROUNDS):
        slower = _slower(taken, told, known_s)
        if slower is None:
            return {}, first, False
        factors = np.clip(factors / slower, _SLOWEST, _FASTEST)
        own = {
            each: mode.class_factors.get(each, 1.0) * float(factor)
            for each, factor in zip(first.classes, factors, strict=True)
        }
        taken = _Taken.apart(network, replace(mode, class_factors=MappingProxyType(own)), ends)
        is_settled = bool(np.abs(slower - 1).max() < _SETTLED)
        if is_settled:
            break
    named = {
        each: float(factor)
        for each, factor, is_told in zip(first.classes, factors, told, strict=True)
        if is_told
    }
    others = factors[~told]
    rest = {_REST: float(others[0])} if len(others) else {}
    return named | rest, taken, is_settled


def _slower(
    taken: _Taken, told: NDArray[np.bool_], known_s: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """How many times as long each class should take; None where trips do not tell them apart."""
    rows = taken.has_way
    of_rest = taken.seconds[:, ~told].sum(axis=1, keepdims=True)
    columns = np.concatenate([taken.seconds[:, told], of_rest], axis=1)[rows]
    is_there = columns.sum(axis=0) > 0
    weighted = columns[:, is_there] / known_s[rows, None]
    length = np.linalg.norm(weighted, axis=0)
    if not is_there.any() or np.linalg.cond(weighted / length) > 1 / _SAME:
        return None
    wanted = (known_s - taken.elsewhere_s)[rows] / known_s[rows]
    fitted = np.ones(len(is_there))
    fitted[is_there] = lsq_linear(
        weighted, wanted, bounds=(1 / _FASTEST, 1 / _SLOWEST), tol=1e-14, method="bvls"
    ).x
    slower = np.empty(len(told))
    slower[told], slower[~told] = fitted[:-1], fitted[-1]
    return slower


def _of_study(mode: Mode, factors: Mapping[str, float]) -> dict[str, float]:
    """Factors of all classes but those that stay as they are."""
    rest = factors.get(_REST, 1.0)
    changed = {each: factors.get(each, rest) for each in mode.class_speeds_ms}
    return {
        each: mode.class_factors.get(each, 1.0) * factor
        for each, factor in changed.items()
        if factors and factor != 1
    }


def _told(first: _Taken, factors: Mapping[str, float]) -> pd.DataFrame:
    seconds = first.seconds[first.has_way].sum(axis=0)
    table = pd.DataFrame(
        {
            "share": seconds / max(seconds.sum(), 1e-9),
            "trips": first.trips_of_class(),
            "factor": [factors.get(each, np.nan) for each in first.classes],
        },
        index=pd.Index(first.classes, name="class"),
    )
    return table[table["share"] > 0]


def _faults(known: pd.DataFrame) -> NoticeList:
    found = NoticeList()
    for column in KNOWN:
        if column not in known:
            found.add("GA-M530", column=column, needed=", ".join(KNOWN))
            continue
        values = pd.to_numeric(known[column], errors="coerce").to_numpy(np.float64, na_value=np.nan)
        is_right = np.isfinite(values) & (np.abs(values) <= _BOUNDS.get(column, np.inf))
        if column == "minutes":
            is_right &= values > 0
        for row in np.flatnonzero(~is_right):
            found.add(
                "GA-M531", row=int(row) + 1, column=column, value=str(known[column].iloc[row])
            )
    return found


def _places(known: pd.DataFrame, crs: str) -> tuple[Places, Places]:
    to_metres = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    ids = tuple(map(str, range(len(known))))
    start, end = (
        Places(
            ids,
            *to_metres.transform(
                known[f"{side}_lon"].to_numpy(np.float64), known[f"{side}_lat"].to_numpy(np.float64)
            ),
        )
        for side in ("from", "to")
    )
    return start, end
