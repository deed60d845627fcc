"""Which lines run: city buses, buses between the towns, a call-on-demand line, train and ferry."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from data.build.plan import TOWNS
from data.build.streets import FERRY_TERMINAL

if TYPE_CHECKING:
    from data.build.network import Network

STOP_EVERY_KM = 0.45
Stop = tuple[str, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: its stops in order, speed, and first, last and headway in minutes per service."""

    number: str
    name: str
    route_type: int
    stops: tuple[Stop, ...]
    speed_kmh: float
    runs: dict[str, tuple[int, int, int]]


def plan_lines(network: Network) -> list[Line]:
    """Give every line of the county; the ferry calls at the quays of the network."""
    return [*_city_lines(), *_regional_lines(), *_water_and_rail(network)]


def _centre(name: str) -> Stop:
    town = next(t for t in TOWNS if t.name == name)
    return (f"{name} resecentrum" if town.letter == "C" else name, town.x_km, town.y_km)


def _along(label: str, start: tuple[float, float], end: tuple[float, float],
           every_km: float) -> tuple[Stop, ...]:  # fmt: skip
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    count = max(2, round(length / every_km) + 1)
    share = np.linspace(0, 1, count)
    return tuple(
        (f"{label} {k + 1}", start[0] + s * (end[0] - start[0]), start[1] + s * (end[1] - start[1]))
        for k, s in enumerate(share)
    )


def _city_lines() -> list[Line]:
    """Give lines straight through the larger towns, one per direction of the compass."""
    lines = []
    for town, count, headway in ((TOWNS[0], 5, 10), (TOWNS[1], 3, 20), (TOWNS[2], 2, 30)):
        for k in range(count):
            angle = np.pi * k / count + 0.3
            reach = 0.9 * town.radius_km * np.array([np.cos(angle), np.sin(angle)])
            middle = (town.x_km, town.y_km)
            start = (middle[0] - reach[0], middle[1] - reach[1])
            end = (middle[0] + reach[0], middle[1] + reach[1])
            first = _along(f"{town.name} {k + 1}A", start, middle, STOP_EVERY_KM)[:-1]
            second = _along(f"{town.name} {k + 1}B", middle, end, STOP_EVERY_KM)[1:]
            lines.append(
                Line(
                    number=f"{town.kommun[-1]}{k + 1}",
                    name=f"Stadsbuss {town.name}",
                    route_type=700,
                    stops=(*first, _centre(town.name), *second),
                    speed_kmh=19,
                    runs={
                        "vardag": (330, 1395, headway),
                        "lordag": (420, 1380, 2 * headway),
                        "sondag": (480, 1320, 2 * headway),
                    },
                )
            )
    return lines


def _regional_lines() -> list[Line]:
    routes = {
        "101": ("Exempelstad", "Ekvalla", "Gränsberg", "Sjönäs"),
        "102": ("Exempelstad", "Norrfors", "Granliden"),
        "103": ("Bruksby", "Hyttmo"),
        "104": ("Bruksby", "Gruvtorp", "Skogsmo"),
        "105": ("Kustvik", "Fiskehamn"),
        "106": ("Kustvik", "Strandby"),
        "107": ("Ängslunda", "Åkerby"),
        "108": ("Ängslunda", "Lövhult", "Sjönäs"),
        "109": ("Bruksby", "Öbacka", "Stenbro", "Ängslunda"),
        "110": ("Exempelstad", "Ängslunda"),
    }
    lines = []
    for number, names in routes.items():
        stops: tuple[Stop, ...] = (_centre(names[0]),)
        for one, other in pairwise(names):
            ends = _centre(one), _centre(other)
            between = _along(f"{one}–{other}", ends[0][1:], ends[1][1:], 1.8)[1:-1]
            stops += (*between, ends[1])
        small = number in {"103", "105", "107"}
        # The last departure of line 110 arrives after midnight, on the same service day.
        last = 1425 if number == "110" else 1260
        lines.append(
            Line(
                number=number,
                name=f"{names[0]}–{names[-1]}",
                route_type=700,
                stops=stops,
                speed_kmh=38,
                runs={
                    "vardag": (345, last, 120 if small else 60),
                    "lordag": (480, 1200, 240 if small else 120),
                },
            )
        )
    call = _along("Långmyran", (19.0, 40.0), (4.0, 45.5), 3.0)
    lines.append(
        Line(
            number="900", name="Anropsstyrd trafik Skogsmo–Långmyran", route_type=1501,
            stops=(_centre("Skogsmo"), *call[1:]), speed_kmh=32, runs={"vardag": (540, 900, 360)},
        )
    )  # fmt: skip
    return lines


def _water_and_rail(network: Network) -> list[Line]:
    train = tuple(
        (f"{name} station", x + 0.1, y + 0.15)
        for name, x, y in (("Bruksby", 16.0, 28.0), ("Exempelstad", 30.0, 24.0),
                           ("Kustvik", 41.0, 34.0))
    )  # fmt: skip
    quays = [n for n, tags in network.node_tags.items() if tags == FERRY_TERMINAL]
    names = ("Strandby färjeläge", "Storskärs brygga")
    ferry = tuple((name, *network.positions[quay]) for name, quay in zip(names, quays, strict=True))
    return [
        Line(number="T1", name="Tåg Bruksby–Kustvik", route_type=100, stops=train, speed_kmh=85,
             runs={"vardag": (320, 1340, 60), "lordag": (420, 1260, 120),
                   "sondag": (420, 1260, 120)}),
        Line(number="F1", name="Storskärsfärjan", route_type=1000, stops=ferry, speed_kmh=14,
             runs={"vardag": (390, 1170, 130), "lordag": (540, 1080, 270)}),
    ]  # fmt: skip
