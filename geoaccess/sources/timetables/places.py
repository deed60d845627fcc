"""Whether a feed's stops lie where trips can be taken from: in degrees, and near the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.sources.timetables.text import tell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.cells import FeedTable

__all__ = ["Extent", "check_places", "metres_between"]

_SURROUNDINGS_KM = 100
_DEGREE_KM = 111.2
_EARTH_M = 6_371_000
_NOWHERE = 0.01
_MOST_LAT, _MOST_LON = 90, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Where a study lies, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(
        self, lat: NDArray[np.float64], lon: NDArray[np.float64], *, margin_km: float
    ) -> NDArray[np.bool_]:
        """Whether points lie in it or within a margin."""
        up = margin_km / _DEGREE_KM
        aside = up / max(np.cos(np.radians(max(abs(self.south), abs(self.north)))), 0.05)
        within: NDArray[np.bool_] = (
            (lat >= self.south - up)
            & (lat <= self.north + up)
            & (lon >= self.west - aside)
            & (lon <= self.east + aside)
        )
        return within

    def __str__(self) -> str:
        return f"{self.south:.2f}-{self.north:.2f}, {self.west:.2f}-{self.east:.2f}"


def check_places(
    stops: FeedTable, used: NDArray[np.bool_], extent: Extent | None, found: NoticeList
) -> None:
    """Tell stops in use whose coordinates are missing, nowhere, swapped, in metres or far off."""
    lat, lon = stops.numbers["stop_lat"], stops.numbers["stop_lon"]
    unread = ~stops.texts("stop_lat").empty() & np.isnan(lat)  # told as no numbers
    unread |= ~stops.texts("stop_lon").empty() & np.isnan(lon)
    none = used & (np.isnan(lat) | np.isnan(lon))
    tell(found, "GA-F033", stops.text, none & ~unread, column="stop_lat, stop_lon")
    zero = used & (np.abs(lat) < _NOWHERE) & (np.abs(lon) < _NOWHERE)
    tell(found, "GA-F034", stops.text, zero, column="stop_lat, stop_lon")
    beyond = {"stop_lat": np.abs(lat) > _MOST_LAT, "stop_lon": np.abs(lon) > _MOST_LON}
    turned = beyond["stop_lat"] & (np.abs(lat) <= _MOST_LON) & (np.abs(lon) <= _MOST_LAT)
    for column, out in beyond.items():
        wrong = used & out & ~turned
        if wrong.any():
            value = stops.text.first(column, wrong)
            tell(found, "GA-F035", stops.text, wrong, column=column, value=value)
    sound = used & ~(none | zero | beyond["stop_lon"] | (beyond["stop_lat"] & ~turned))
    swapped = sound & turned
    near = sound
    if extent is not None:
        near = sound & extent.holds(lat, lon, margin_km=_SURROUNDINGS_KM)
        swapped |= sound & ~near & extent.holds(lon, lat, margin_km=_SURROUNDINGS_KM)
    tell(found, "GA-F036", stops.text, swapped, column="stop_lat, stop_lon")
    if extent is not None and (sound & ~near & ~swapped).any():
        _tell_far(stops, sound & ~swapped, near, extent, found)


def _tell_far(
    stops: FeedTable,
    sound: NDArray[np.bool_],
    near: NDArray[np.bool_],
    extent: Extent,
    found: NoticeList,
) -> None:
    file = stops.text.file
    lat, lon = stops.numbers["stop_lat"][sound], stops.numbers["stop_lon"][sound]
    if near.any():
        far = int((sound & ~near).sum())
        found.add("GA-F038", file=file, km=_SURROUNDINGS_KM, n=far, all=int(sound.sum()))
        return
    lie = Extent(west=lon.min(), south=lat.min(), east=lon.max(), north=lat.max())
    found.add("GA-F037", file=file, km=_SURROUNDINGS_KM, stops=str(lie), study=str(extent))


def metres_between(
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    other_lat: NDArray[np.float64],
    other_lon: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Metres along the globe between pairs of points.

    Examples
    --------
    >>> one = np.array([59.0])
    >>> metres_between(one, one - 41, one + 1, one - 41).round(-2).tolist()
    [111200.0]
    """
    phi, other = np.radians(lat), np.radians(other_lat)
    half = np.sin((other - phi) / 2) ** 2
    half += np.cos(phi) * np.cos(other) * np.sin(np.radians(other_lon - lon) / 2) ** 2
    metres: NDArray[np.float64] = 2 * _EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return metres
