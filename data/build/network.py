"""What a street network is made of: nodes, ways and turn restrictions, with OSM tags."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Tags = dict[str, str]
Floats = npt.NDArray[np.float64]

NOT_FOR_CARS = frozenset({"cycleway", "footway", "path", "steps", "pedestrian"})


@dataclass(slots=True)
class Network:
    """Streets under construction; positions in km of the plan, node numbers from 0."""

    positions: list[tuple[float, float]] = field(default_factory=list)
    node_tags: dict[int, Tags] = field(default_factory=dict)
    ways: list[tuple[list[int], Tags]] = field(default_factory=list)
    restrictions: list[tuple[str, int, int, int]] = field(default_factory=list)

    def add_node(self, x_km: float, y_km: float, tags: Tags | None = None) -> int:
        """Add a point and give its number."""
        self.positions.append((float(x_km), float(y_km)))
        number = len(self.positions) - 1
        if tags:
            self.node_tags[number] = tags
        return number

    def add_way(self, nodes: list[int], tags: Tags) -> int:
        """Add a way along nodes and give its number."""
        self.ways.append((list(nodes), {k: v for k, v in tags.items() if v}))
        return len(self.ways) - 1

    def points(self) -> Floats:
        """Give all positions as an array (km)."""
        return np.array(self.positions, dtype=np.float64)

    def nearest(self, x_km: float, y_km: float, among: list[int]) -> int:
        """Give the node among some that is nearest a point."""
        places = self.points()[among]
        return among[int(np.argmin(np.hypot(places[:, 0] - x_km, places[:, 1] - y_km)))]


def bend(
    start: Floats, end: Floats, *, step_km: float, rng: np.random.Generator, swing: float = 0.07
) -> Floats:
    """Give the points between two ends of a road that bends softly, the ends left out."""
    along = np.asarray(end) - np.asarray(start)
    length = float(np.hypot(*along))
    count = int(length / step_km)
    if count < 1:
        return np.empty((0, 2))
    share = np.arange(1, count + 1) / (count + 1)
    aside = np.array([-along[1], along[0]])
    first, second = rng.normal(0, swing, 2)
    sway = first * np.sin(np.pi * share) + 0.6 * second * np.sin(2 * np.pi * share)
    sway += rng.normal(0, 0.012, count) * np.sin(np.pi * share)
    points: Floats = np.asarray(start) + share[:, None] * along + sway[:, None] * aside
    return points
