"""Which buses, trains and ferries run: a GTFS feed for the school year 2026/27."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pyproj import Transformer
from scipy.spatial import cKDTree

from data.build.geography import to_metres
from data.build.plan import TOWNS
from data.build.streets import FERRY_TERMINAL

if TYPE_CHECKING:
    from pathlib import Path

    from data.build.network import Network

SERVICE_DAYS = {"vardag": "1111100", "lordag": "0000010", "sondag": "0000001"}
FIRST_DAY, LAST_DAY = "20260901", "20270613"
HOLIDAYS = ("20261225", "20270101", "20270106", "20270326", "20270506")
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


def write_timetable(folder: Path, network: Network) -> None:
    """Write the feed as a zip whose bytes do not depend on when it is made."""
    lines = [*_city_lines(), *_regional_lines(), *_water_and_rail(network)]
    tables = _tables(lines, _places_on_streets(lines, network))
    with zipfile.ZipFile(folder / "gtfs.zip", "w") as archive:
        for name, table in tables.items():
            buffer = io.StringIO()
            table.to_csv(buffer, index=False, lineterminator="\n")
            entry = zipfile.ZipInfo(f"{name}.txt", date_time=(2026, 9, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue(), compresslevel=9)


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


def _places_on_streets(lines: list[Line], network: Network) -> dict[Stop, tuple[float, float]]:
    """Move each stop to the nearest crossing or bend of a street that one can walk along."""
    walkable = sorted(
        {
            node
            for nodes, tags in network.ways
            if not tags.get("highway", "motorway").startswith("motorway")
            for node in nodes
        }
    )
    tree = cKDTree(network.points()[walkable])
    stops = sorted({stop for line in lines for stop in line.stops})
    nearest = np.atleast_1d(tree.query(np.array([stop[1:] for stop in stops]))[1])
    return {stop: network.positions[walkable[k]] for stop, k in zip(stops, nearest, strict=True)}


def _tables(lines: list[Line], places: dict[Stop, tuple[float, float]]) -> dict[str, pd.DataFrame]:
    stops = list(places)
    stop_id = {stop: f"99{number:05d}" for number, stop in enumerate(stops, start=1)}
    to_degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    lons, lats = to_degrees.transform(*to_metres(np.array(list(places.values()))).T)
    trips, times = _trips(lines, stop_id)
    return {
        "agency": pd.DataFrame(
            [{"agency_id": "99", "agency_name": "Exempeltrafiken (påhittad)",
              "agency_url": "https://example.org", "agency_timezone": "Europe/Stockholm",
              "agency_lang": "sv"}]
        ),
        "stops": pd.DataFrame(
            {"stop_id": list(stop_id.values()), "stop_name": [s[0] for s in stops],
             "stop_lat": np.round(lats, 6), "stop_lon": np.round(lons, 6), "location_type": 0,
             "wheelchair_boarding": [int(k % 3 > 0) for k in range(len(stops))]}
        ),
        "routes": pd.DataFrame(
            [{"route_id": f"99R{line.number}", "agency_id": "99", "route_short_name": line.number,
              "route_long_name": line.name, "route_type": line.route_type} for line in lines]
        ),
        "trips": pd.DataFrame(trips),
        "stop_times": pd.DataFrame(times),
        "calendar": _calendar(),
        "calendar_dates": pd.DataFrame(
            [{"service_id": service, "date": day, "exception_type": kind}
             for day in HOLIDAYS for service, kind in (("vardag", 2), ("sondag", 1))]
        ),
        "feed_info": pd.DataFrame(
            [{"feed_publisher_name": "Exempeltrafiken (påhittad)",
              "feed_publisher_url": "https://example.org", "feed_lang": "sv",
              "feed_start_date": FIRST_DAY, "feed_end_date": LAST_DAY,
              "feed_version": "2026-09-01"}]
        ),
    }  # fmt: skip


def _calendar() -> pd.DataFrame:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return pd.DataFrame(
        [
            {"service_id": service, **dict(zip(days, pattern, strict=True)),
             "start_date": FIRST_DAY, "end_date": LAST_DAY}
            for service, pattern in SERVICE_DAYS.items()
        ]
    )  # fmt: skip


def _trips(
    lines: list[Line], stop_id: dict[Stop, str]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    trips: list[dict[str, object]] = []
    times: list[dict[str, object]] = []
    for line in lines:
        for direction, stops in enumerate((line.stops, line.stops[::-1])):
            minutes = _running_minutes(stops, line.speed_kmh)
            for service, (first, last, headway) in line.runs.items():
                for start in range(first + 5 * direction, last + 1, headway):
                    trip = f"99T{len(trips) + 1:05d}"
                    trips.append(
                        {"route_id": f"99R{line.number}", "service_id": service, "trip_id": trip,
                         "trip_headsign": stops[-1][0], "direction_id": direction}
                    )  # fmt: skip
                    for order, (stop, minute) in enumerate(zip(stops, minutes, strict=True)):
                        clock = _clock(start + minute)
                        times.append(
                            {"trip_id": trip, "arrival_time": clock, "departure_time": clock,
                             "stop_id": stop_id[stop], "stop_sequence": order + 1,
                             "pickup_type": 2 if line.route_type == 1501 else 0}
                        )  # fmt: skip
    return trips, times


def _running_minutes(stops: tuple[Stop, ...], speed_kmh: float) -> list[int]:
    places = np.array([stop[1:] for stop in stops])
    # Roads and rails are longer than the straight line.
    legs = 1.2 * np.hypot(*np.diff(places, axis=0).T)
    return [0, *np.ceil(np.cumsum(legs) / speed_kmh * 60).astype(int).tolist()]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}:00"
