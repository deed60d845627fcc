"""The fastest way from a place to another: along which streets, and how long on each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import dijkstra

from geoaccess.times import Status
from geoaccess.travel.kernels.doors import Trips
from geoaccess.travel.snapping import snap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.places import Places
    from geoaccess.travel.snapping import Snapped

__all__ = ["Path", "fastest_paths"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Path:
    """A trip, street by street.

    Attributes
    ----------
    segments
        Indices of the segments, in the order in which they are passed.
    seconds
        How long each takes: the first and last in part only.
    elsewhere_s
        Seconds on none of them: to the street and from it, at signals, to park.
    """

    segments: NDArray[np.int64]
    seconds: NDArray[np.float64]
    elsewhere_s: float

    @property
    def total_s(self) -> float:
        """Door to door, not rounded."""
        return float(self.seconds.sum()) + self.elsewhere_s


def fastest_paths(
    network: ModeNetwork, streets: Streets, mode: Mode, origins: Places, sites: Places
) -> tuple[Path | Status, ...]:
    """The way from the first origin to the first site, from the second to the second, and so on.

    Seconds are those of `geoaccess.travel.travel_times` before they are rounded; no cutoff. A
    search for each street that sites lie on: for tens or hundreds of pairs. Where a place has
    several streets about as near, the way is by those that make it the fastest.

    Parameters
    ----------
    network
        What the mode may use of the streets.
    streets, mode
        What it was made of.
    origins, sites
        As many of each.

    Returns
    -------
    tuple
        `Status.NOT_SNAPPED` or `Status.UNREACHABLE` where there is no way.
    """
    found: list[Path | Status] = [Status.NOT_SNAPPED] * len(origins)
    leaving, arriving = (snap(each, streets, network, mode) for each in (origins, sites))
    rows, columns = _combined(leaving, arriving)
    if not len(rows):
        return tuple(found)
    search = _Search(network, mode, leaving.of(rows), arriving.of(columns))
    for number, path in search.paths():
        pair = int(leaving.place[rows[number]])
        found[pair] = _better(found[pair], path)
    return tuple(found)


def _combined(leaving: Snapped, arriving: Snapped) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each street of a pair's origin with each of its site's, as rows of both."""
    begin, end = (
        np.searchsorted(arriving.place, leaving.place, side=side) for side in ("left", "right")
    )
    rows = np.repeat(np.arange(len(begin)), end - begin)
    before = np.cumsum(end - begin) - (end - begin)
    return rows, np.arange(len(rows)) - np.repeat(before - begin, end - begin)


def _better(one: Path | Status, other: Path | Status) -> Path | Status:
    """The faster of two ways; a way before a reason, and the least of two reasons."""
    if isinstance(one, Path) and isinstance(other, Path):
        return other if other.total_s < one.total_s else one
    if isinstance(one, Path) or isinstance(other, Path):
        return one if isinstance(one, Path) else other
    return min(one, other)


class _Search:
    """Pairs on the streets, and the arcs between their ends."""

    def __init__(
        self, network: ModeNetwork, mode: Mode, leaving: Snapped, arriving: Snapped
    ) -> None:
        self.network, self.leaving, self.arriving = network, leaving, arriving
        trips = Trips.between(leaving, arriving, network, mode)
        self.out, self.into = trips.origins.ends, trips.sites.ends
        self.legs_out = np.column_stack(leaving.leaving(network))
        self.legs_in = np.column_stack(arriving.arriving(network))
        self.feet = (leaving.metres + arriving.metres) / mode.access_speed_ms + mode.terminal_s
        tail, head, seconds = network.arcs
        pair = tail * network.vertices + head
        self._order = np.lexsort((seconds, pair))
        self._pair = pair[self._order]

    def paths(self) -> list[tuple[int, Path | Status]]:
        """Each pair's place among those on the streets, and its way."""
        together: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, (start, end) in enumerate(self.into.tolist()):
            together[start, end].append(place)
        found: list[tuple[int, Path | Status]] = []
        for ends, places in together.items():
            seconds, following = dijkstra(
                self.network.backward_arcs, indices=list(ends), return_predecessors=True
            )
            found += [(place, self._path(place, seconds, following)) for place in places]
        return found

    def _path(
        self, place: int, seconds: NDArray[np.float64], following: NDArray[np.int32]
    ) -> Path | Status:
        total = (
            self.legs_out[place][:, None]
            + seconds[:, self.out[place]].T
            + self.legs_in[place][None, :]
        )
        by, at = np.unravel_index(int(total.argmin()), total.shape)
        along = self._along(place)
        if along is not None and along.total_s <= total[by, at] + self.feet[place]:
            return along
        if not np.isfinite(total[by, at]):
            return Status.UNREACHABLE
        vertex, goal = int(self.out[place, by]), int(self.into[place, at])
        arcs = []
        while vertex != goal:
            after = int(following[at, vertex])
            arcs.append(self._arc(vertex, after))
            vertex = after
        return self._joined(place, int(by), int(at), arcs, float(total[by, at]))

    def _arc(self, tail: int, head: int) -> int:
        """The fastest arc between two vertices."""
        pair = tail * self.network.vertices + head
        return int(self._order[np.searchsorted(self._pair, pair)])

    def _joined(self, place: int, by: int, at: int, arcs: list[int], total: float) -> Path:
        network, segments = self.network, len(self.network.forward)
        first, last = (each.segment[place] for each in (self.leaving, self.arriving))
        out, into = self.leaving.share[place], self.arriving.share[place]
        running = np.concatenate([network.forward, network.backward])
        streets = [arc for arc in arcs if arc < 2 * segments]
        passed = np.array(
            [
                first + segments * (by == 0),
                *streets,
                last + segments * (at == 1),
            ],
            dtype=np.int64,
        )
        shares = np.ones(len(passed))
        shares[0] = out if by == 0 else 1 - out
        shares[-1] = into if at == 0 else 1 - into
        used = shares > 0
        seconds = running[passed[used]] * shares[used]
        return Path(
            segments=passed[used] % segments,
            seconds=seconds,
            elsewhere_s=float(total - seconds.sum() + self.feet[place]),
        )

    def _along(self, place: int) -> Path | None:
        """Between two places on one street, without leaving it; None if there is no such way."""
        segment = self.leaving.segment[place]
        ahead = float(self.arriving.share[place] - self.leaving.share[place])
        if self.arriving.segment[place] != segment:
            return None
        forward, waits = (
            (self.network.forward, self.network.waits.forward)
            if ahead >= 0
            else (self.network.backward, self.network.waits.backward)
        )
        seconds = float(forward[segment]) * abs(ahead) if ahead else 0.0
        is_at_end = ahead != 0 and self.arriving.share[place] == (1 if ahead > 0 else 0)
        waited = float(waits[segment]) if is_at_end else 0.0
        if not np.isfinite(seconds):
            return None
        return Path(
            segments=np.array([segment], dtype=np.int64),
            seconds=np.array([seconds]),
            elsewhere_s=float(self.feet[place]) + waited,
        )
