"""Which care units there are, where they stand, and who has a GSA."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.build.plan import KOMMUNER, STADSDELAR, TOWNS, generator

if TYPE_CHECKING:
    from data.build.network import Network

DAYTIME = "Mo-Fr 08:00-17:00"
EVENING = "Mo-Th 08:00-20:00; Fr 08:00-17:00"
SATURDAY = "Mo-Fr 08:00-18:00; Sa 10:00-14:00"
CENTRE = "Vårdcentral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A care unit as planned: in a town, so far east and north of its middle."""

    name: str
    town: str
    kind: str = CENTRE
    east_km: float = 0.0
    north_km: float = 0.0
    private: bool = False
    hours: str = DAYTIME
    gsa: str = ""
    closed: date | None = None
    listed: int | None = None
    specialists: float | None = None


def _centre(name: str, town: str, east: float = 0.0, north: float = 0.0, **more: object) -> Planned:
    return Planned(name=name, town=town, east_km=east, north_km=north, **more)  # type: ignore[arg-type]


CITY_SHARE = 0.7
CITY, MILL, COAST = "Exempelstad", "Bruksby", "Kustvik"
PLANNED = (
    _centre("Torgets vårdcentral", CITY, 0.3, -0.4, hours=EVENING),
    _centre("Norrtulls vårdcentral", CITY, 0.2, 1.3, gsa="9901-norra", hours=SATURDAY),
    _centre("Kanalens vårdcentral", CITY, -1.4, 0.5, private=True),
    _centre("Västermalms vårdcentral", CITY, -2.2, -0.6),
    _centre("Söderports vårdcentral", CITY, -0.4, -1.6, gsa="9901-sodra"),
    _centre("Ängshagens vårdcentral", CITY, 0.6, -2.5, private=True),
    _centre("Österportens vårdcentral", CITY, 1.6, 0.2, gsa="9901-ostra", hours=EVENING),
    _centre("Solbackens vårdcentral", CITY, 2.3, 1.3, private=True),
    _centre("Norrskogens vårdcentral", CITY, -0.6, 2.5),
    _centre("Bruksby vårdcentral", MILL, 0.1, 0.1, gsa="9902", hours=EVENING, specialists=6.2),
    _centre("Hammarens vårdcentral", MILL, -1.1, 0.6, private=True, specialists=7.2),
    _centre("Valsverkets vårdcentral", MILL, 0.9, -0.8, specialists=7.7),
    _centre("Kustviks vårdcentral", COAST, 0.0, 0.0, gsa="9903", hours=SATURDAY),
    _centre("Hamnens vårdcentral", COAST, 0.8, -0.7, private=True),
    _centre("Skogsmo vårdcentral", "Skogsmo", gsa="9904"),
    _centre("Ängslunda vårdcentral", "Ängslunda", -0.75, -0.3, gsa="9905",
            listed=10400, specialists=16.6),
    _centre("Öbacka vårdcentral", "Öbacka"),
    _centre("Sjönäs vårdcentral", "Sjönäs", 0.7, -0.2, gsa="9907"),
    _centre("Norrfors vårdcentral", "Norrfors", private=True),
    _centre("Ekvalla vårdcentral", "Ekvalla"),
    _centre("Gruvtorps vårdcentral", "Gruvtorp", private=True),
    _centre("Fiskehamns vårdcentral", "Fiskehamn"),
    _centre("Granlidens vårdcentral", "Granliden"),
    _centre("Stenbro vårdcentral", "Stenbro", private=True),
    _centre("Lövhults filialmottagning", "Lövhult", kind="Filial", hours="Tu,Th 09:00-15:00"),
    _centre("Hyttmo vårdcentral", "Hyttmo", closed=date(2025, 6, 30)),
    _centre("Hyttmo barnavårdscentral", "Hyttmo", 0.2, 0.1, kind="BVC"),
    _centre("Kanalens barnavårdscentral", CITY, -1.3, 0.6, kind="BVC"),
    _centre("Exempelstads närakut", CITY, 0.4, 0.2, kind="Närakut", hours="Mo-Su 08:00-22:00"),
    _centre("Min vård Exempellän", "Hyttmo", -0.2, 0.1, kind="Digital vårdcentral",
            hours="Mo-Su 07:00-22:00"),
    _centre("Exempelstads barnmorskemottagning", CITY, 0.2, -0.2, kind="Barnmorskemottagning"),
    _centre("Bruksby barnmorskemottagning", MILL, 0.2, 0.3, kind="Barnmorskemottagning"),
    _centre("Exempelstads rehabmottagning", CITY, -0.3, 0.1, kind="Rehabmottagning"),
    _centre("Kustviks rehabmottagning", COAST, 0.2, 0.2, kind="Rehabmottagning", private=True),
    _centre("Länets mobila team", CITY, 0.8, -0.6, kind="Mobilt team", hours="Mo-Su 07:00-21:00"),
)  # fmt: skip
NEIGHBOURS = (
    ("SE2399000099-G001", "Västmarkens vårdcentral", -2.0, 3.4),
    ("SE2399000099-G002", "Myrskogens vårdcentral", -7.0, 12.0),
    ("SE2399000099-G003", "Tallvidens vårdcentral", -6.0, 20.0),
)


def place_sites(network: Network, crossings: dict[str, list[int]]) -> pd.DataFrame:
    """Put each planned unit beside the crossing nearest its planned place."""
    rng = generator(50)
    towns = {town.name: town for town in TOWNS}
    rows = []
    for number, unit in enumerate(PLANNED, start=1):
        town = towns[unit.town]
        wish = (town.x_km + unit.east_km, town.y_km + unit.north_km)
        node = network.nearest(*wish, among=crossings[town.name])
        x, y = np.array(network.positions[node]) + 0.02
        rows.append(
            {
                "id": f"SE2399000016-E{number:03d}",
                "name": unit.name,
                "kind": unit.kind,
                "form": "Privat" if unit.private else "Offentlig",
                "kommun": KOMMUNER[town.kommun],
                "x_km": x,
                "y_km": y,
                "hours": unit.hours,
                "gsa_unit": unit.gsa,
                "opened": date(2008 + int(rng.integers(0, 12)), 1, 1),
                "closed": unit.closed,
                **_getting_in(unit, number),
                **_capacity(unit, rng),
            }
        )
    return pd.DataFrame(rows)


def open_centres(sites: pd.DataFrame) -> pd.DataFrame:
    """Give the units that count as a vårdcentral and are open."""
    return sites[sites["kind"].isin([CENTRE, "Filial"]) & sites["closed"].isna()]


def gsa_register(sites: pd.DataFrame) -> pd.DataFrame:
    """Give the register: a KSA in every unit, and a GSA in all but one."""
    units = {**STADSDELAR, **{k: v for k, v in KOMMUNER.items() if k != "9901"}}
    gsa = sites.loc[sites["gsa_unit"] != ""].set_index("gsa_unit")["id"]
    return pd.DataFrame(
        [
            {
                "unit_id": unit,
                "unit_name": name,
                "gsa_site_id": gsa.get(unit, ""),
                "valid_from": "2025-01-01",
                "valid_to": "",
                "ksa_function": f"Kommunens samordningsfunktion, {name}",
                "exception_note": "",
            }
            for unit, name in sorted(units.items())
        ]
    )


def _getting_in(unit: Planned, number: int) -> dict[str, str | int | None]:
    """Give most open centres a share seen in time and a word on wheelchairs; some say nothing."""
    if unit.kind != CENTRE or unit.closed:
        return {"wheelchair": "", "within_3_days": None}
    words = ("Ja", "Ja", "Delvis", "Ja", "", "Nej")
    seen = 98 - number * 7 % 23
    return {
        "wheelchair": words[number % len(words)],
        "within_3_days": None if number % 8 == 0 else seen,
    }


def _capacity(unit: Planned, rng: np.random.Generator) -> dict[str, float | None]:
    if unit.kind == "Filial":
        return {"specialists": 3.6, "trainees": 0.0, "listed": None}
    if unit.kind != CENTRE or unit.closed:
        return {"specialists": None, "trainees": None, "listed": None}
    listed = int(rng.uniform(3800, 6600))
    drawn = round(listed / 1100 * rng.uniform(0.65, 1.05), 1)
    listed = unit.listed or listed
    trainees = rng.uniform(0, 3)
    # Without this the city would have so much more care than the rest that every other place
    # looked short of it: the planted areas are to be told apart by their travel times.
    share = CITY_SHARE if unit.town == CITY else 1.0
    return {
        "specialists": unit.specialists or round(share * drawn, 1),
        "trainees": round(share * trainees, 1),
        "listed": listed,
    }
