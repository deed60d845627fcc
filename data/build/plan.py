"""The plan of the county: which kommuner, towns and countryside it has, and what is planted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

SEED = 20261001
OUTPUT_FOLDER = Path(__file__).resolve().parents[1] / "exempellan"

# Open sea between the mainland and Gotland: inside the Swedish CRS, over no real land.
ORIGIN_EAST_M = 645_000.0
ORIGIN_NORTH_M = 6_440_000.0

COUNTY_CODE = "99"
KOMMUNER = {
    "9901": "Exempelstad",
    "9902": "Bruksby",
    "9903": "Kustvik",
    "9904": "Skogsmo",
    "9905": "Ängslunda",
    "9906": "Öbacka",
    "9907": "Sjönäs",
}
STADSDELAR = {"9901-norra": "Norra", "9901-ostra": "Östra", "9901-sodra": "Södra"}

NeedLevel = Literal["low", "middling", "raised", "high", "highest"]


def generator(stream: int) -> np.random.Generator:
    """Give the random numbers of one module, apart from every other module's."""
    return np.random.default_rng([SEED, stream])


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A place with a street grid; ``letter`` is the DeSO letter of its areas."""

    name: str
    kommun: str
    letter: Literal["B", "C"]
    x_km: float
    y_km: float
    radius_km: float
    areas: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Countryside:
    """One A area, grown from a seed point."""

    name: str
    kommun: str
    x_km: float
    y_km: float
    people: int


def _central(name: str, kommun: str, x: float, y: float, radius: float, areas: int) -> Town:
    size = 1 if kommun == "9901" else 2
    return Town(
        name=name, kommun=kommun, letter="C", x_km=x, y_km=y,
        radius_km=radius, areas=areas, size=size,
    )  # fmt: skip


def _locality(name: str, kommun: str, x: float, y: float, radius: float = 0.65) -> Town:
    return Town(
        name=name, kommun=kommun, letter="B", x_km=x, y_km=y, radius_km=radius, areas=1, size=3
    )


TOWNS = (
    _central("Exempelstad", "9901", 30.0, 24.0, 3.4, 34),
    _central("Bruksby", "9902", 16.0, 28.0, 2.0, 12),
    _central("Kustvik", "9903", 41.0, 34.0, 1.8, 9),
    _central("Skogsmo", "9904", 19.0, 40.0, 1.4, 5),
    _central("Ängslunda", "9905", 25.0, 9.0, 1.4, 6),
    _central("Öbacka", "9906", 9.0, 19.0, 1.1, 4),
    _central("Sjönäs", "9907", 39.5, 12.0, 1.2, 4),
    _locality("Norrfors", "9901", 29.5, 33.0),
    _locality("Ekvalla", "9901", 36.0, 20.0),
    _locality("Hyttmo", "9902", 7.6, 31.0),
    _locality("Gruvtorp", "9902", 21.0, 33.0),
    _locality("Fiskehamn", "9903", 40.5, 43.0),
    _locality("Strandby", "9903", 43.0, 28.5),
    _locality("Granliden", "9904", 30.0, 44.5),
    _locality("Åkerby", "9905", 21.3, 7.2),
    _locality("Lövhult", "9905", 32.0, 4.5),
    _locality("Stenbro", "9906", 13.0, 11.5),
    _locality("Gränsberg", "9907", 33.2, 16.2),
)


def _country(name: str, kommun: str, x: float, y: float, people: int) -> Countryside:
    return Countryside(name=name, kommun=kommun, x_km=x, y_km=y, people=people)


COUNTRYSIDE = (
    _country("Norrängen", "9901", 27, 30, 820),
    _country("Björkeby", "9901", 34, 29, 760),
    _country("Tallåsen", "9901", 36.5, 24.5, 700),
    _country("Västerlund", "9901", 24.5, 22, 690),
    _country("Söderhult", "9901", 30, 18, 740),
    _country("Masugnen", "9902", 10.5, 27, 650),
    _country("Kolbotten", "9902", 13, 33.5, 620),
    _country("Hammarsjö", "9902", 18, 23, 700),
    _country("Smedjetorp", "9902", 21, 29, 680),
    _country("Finnmarken", "9902", 3, 27, 480),
    _country("Kustvik norra", "9903", 38, 39, 640),
    _country("Yttervik", "9903", 41.5, 46, 520),
    _country("Kustvik västra", "9903", 38.5, 31.5, 610),
    _country("Kustvik södra", "9903", 42, 24.5, 660),
    _country("Storskär", "9903", 54, 30, 146),
    _country("Långmyran", "9904", 3, 45.5, 560),
    _country("Vargkölen", "9904", 10.5, 47.5, 38),
    _country("Skogsmo västra", "9904", 13, 40, 590),
    _country("Skogsmo östra", "9904", 24, 38.5, 640),
    _country("Tjärmon", "9904", 21, 46, 520),
    _country("Granlandet", "9904", 33, 40.5, 610),
    _country("Ängslunda norra", "9905", 22.5, 13.5, 720),
    _country("Ängslunda östra", "9905", 29, 10, 690),
    _country("Åkerlandet", "9905", 17.5, 3, 640),
    _country("Lövskogen", "9905", 28, 3, 600),
    _country("Öbacka västra", "9906", 3, 19, 560),
    _country("Öbacka östra", "9906", 13, 16, 610),
    _country("Stenlandet", "9906", 9.5, 8, 540),
    _country("Gränsmarken", "9906", 2.5, 4, 520),
    _country("Ånäs", "9906", 4, 12.5, 500),
    _country("Sjönäs östra", "9907", 42.5, 16, 630),
    _country("Sjönäs norra", "9907", 36.5, 15.5, 610),
    _country("Sjönäs västra", "9907", 34.5, 10, 600),
    _country("Sjönäs södra", "9907", 39, 5, 640),
)

# The tiny area sits round a corner of the 250 m grid, so no cell has its centre in it.
TINY_CORNER_KM = (30.25, 24.25)
TINY_PEOPLE = 640

ISLANDS = (
    ("Storskär", 54.0, 30.0, 2.7, 1.9),
    ("Lillskär", 49.2, 36.2, 0.9, 0.7),
    ("Tärnören", 50.0, 23.5, 0.8, 0.9),
    ("Gråhällan", 48.6, 42.3, 0.7, 0.6),
)
LAKE = ("Exempelsjön", 36.4, 11.4, 1.5, 0.8)
FERRY_MAINLAND = "Strandby"
FERRY_ISLAND = "Storskär"

# Far from its town, this corner would otherwise fall to the neighbouring kommun.
KOMMUN_ANCHORS = (("9904", 3.0, 45.0),)
