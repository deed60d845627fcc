"""Which buses, trains and ferries run: a GTFS feed for the school year 2026/27."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pyproj import Transformer
from scipy.spatial import cKDTree

from data.build.geography import to_metres
from data.build.lines import Line, Stop, plan_lines

if TYPE_CHECKING:
    from pathlib import Path

    from data.build.network import Network

SERVICE_DAYS = {"vardag": "1111100", "lordag": "0000010", "sondag": "0000001"}
FIRST_DAY, LAST_DAY = "20260901", "20270613"
HOLIDAYS = ("20261225", "20270101", "20270106", "20270326", "20270506")


def write_timetable(folder: Path, network: Network) -> None:
    """Write the feed as a zip whose bytes do not depend on when it is made."""
    lines = plan_lines(network)
    tables = _tables(lines, _places_on_streets(lines, network))
    with zipfile.ZipFile(folder / "gtfs.zip", "w") as archive:
        for name, table in tables.items():
            buffer = io.StringIO()
            table.to_csv(buffer, index=False, lineterminator="\n")
            entry = zipfile.ZipInfo(f"{name}.txt", date_time=(2026, 9, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue(), compresslevel=9)


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
