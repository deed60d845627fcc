"""GA-P070–P089: forecasts of people."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
from pairs import Pair, borrowed

from geoaccess.errors import NoticeList
from geoaccess.layers.forecast import apply_forecast
from geoaccess.layers.forecast_preset import growth_of_preset
from geoaccess.sources import read_forecast
from geoaccess.study import load_study
from geoaccess.study.load import parse_study

ASKED = borrowed("study/test_forecast_settings.py")
READ = borrowed("sources/test_forecast.py")
MINIMAL = borrowed("sources/conftest.py").MINIMAL
SMALL = borrowed("layers/test_forecast.py")


def asked(more):
    """A fixture: a study file with this at its end."""

    def load(folder):
        (folder / "f.csv").touch()
        path = folder / "study.toml"
        path.write_text(ASKED.BASIC + more, "utf-8")
        load_study(path)
        return ()

    return load


def read(old="", new="", *, statistics=READ.STATISTICS):
    """A fixture: a forecast by age of two kommuner, with something else in its file."""

    def reading(folder):
        for name in ("areas.geojson", "people.csv", "sites.csv"):
            (folder / name).touch()
        assert old in READ.GOOD
        text = READ.GOOD.replace(old, new) if old else READ.GOOD
        (folder / "f.csv").write_text(text, "utf-8")
        study = MINIMAL.format(
            areas="",
            statistics=statistics,
            sites="",
            more=READ.BY_AGE + READ.YEAR,
            people="people.csv",
            list="sites.csv",
        )
        return read_forecast(parse_study(study, base=folder), READ.areas()).notices

    return reading


def applied(forecast, cohorts=((100, 20, 10), (200, 40, 20)), *, withheld=(), base=None, **asked):
    """A fixture: a kommun of one area and another of one, and their forecast applied."""

    def notices(_):
        areas, points = SMALL.places(cohorts, ["0180", "0188"])
        areas.loc[list(withheld), ["age_65plus", "age_80plus"]] = np.nan
        table = None if forecast is None else SMALL.table(forecast, base or SMALL.NOW)
        study = SMALL.study({"year": 2032} | asked)
        found = NoticeList()
        apply_forecast(study, gpd.GeoDataFrame(areas), points, table, found)
        return found

    return notices


def preset(name="stockholm-2032", base=2022, year=2032):
    """A fixture: stated growth between two years."""

    def notices(_):
        found = NoticeList()
        growth_of_preset(name, base, year, found)
        return found

    return notices


def today(_):
    """A good fixture: a run of the people of today."""
    areas, points = SMALL.places([(100, 20, 10)], ["0180"])
    found = NoticeList()
    apply_forecast(SMALL.study(None), gpd.GeoDataFrame(areas), points, None, found)
    return found


FILE, PEOPLE = ASKED.FILE, ASKED.PEOPLE
YEAR = "[forecast]\nyear = 2032\n"
PRESET = YEAR + 'preset = "stockholm-2032"\n'
AGES = PEOPLE.replace("people", "age_80plus")
START = ASKED.BASIC.count("\n") + 1
NO_YEAR = READ.STATISTICS.replace(", 2024-12-31", "")
THEN = {"0180": (110, 22, 30), "0188": (190, 40, 30)}

# code, bad end of the study file and good one, row below its start, value
SETTINGS = [
    ("GA-P070", YEAR, FILE + YEAR, 0, None),
    ("GA-P071", FILE + PRESET, PRESET, 6, "stockholm-2032"),
    ("GA-P072", FILE + YEAR + "base = 2032\n", FILE + YEAR + "base = 2031\n", 6, "2032"),
    ("GA-P073", FILE + 'pivot = "ålder"\n', FILE + PEOPLE, 0, None),
    ("GA-P074", FILE + AGES, FILE + PEOPLE, 5, None),
]

PAIRS = [
    *(
        Pair(code, asked(bad), asked(good), file="study.toml", row=START + below, value=value)
        for code, bad, good, below, value in SETTINGS
    ),
    Pair(
        "GA-P075", preset("stockholm-2023"), preset(), "", None, "forecast.preset", "stockholm-2023"
    ),
    Pair("GA-P076", read(statistics=NO_YEAR), read(), column="forecast.base"),
    Pair("GA-P077", read("1000,1100", "1000,.."), read(), "f.csv", 2, "2032", "0180"),
    Pair("GA-P078", read("0188 Norrtälje", "0187 Vaxholm"), read(), "f.csv", column="region"),
    Pair("GA-P079", read("150,160", "150,1160"), read(), "f.csv", 3, "2032", "1235"),
    Pair("GA-P080", read('"2032"', '"2031"'), read(), "f.csv", value="2032"),
    Pair("GA-P081", read('"region"', '"i 2024"'), read(), "f.csv", value="2024"),
    Pair(
        "GA-P082",
        applied(THEN, base=SMALL.NOW | {"0188": (400, 40, 20)}),
        applied(THEN),
        "f.csv",
        column="people",
    ),
    Pair("GA-P083", preset(year=2040), preset(), column="forecast", value="stockholm-2032"),
    Pair("GA-P084", applied(THEN, ((100, 0, 0), (200, 40, 20))), applied(THEN)),
    Pair("GA-P085", applied(THEN, withheld=["a0"]), applied(THEN)),
    Pair("GA-P086", applied(THEN), today),
    Pair("GA-P087", applied(None, preset="stockholm-2032", base=2022), applied(THEN)),
    Pair("GA-P088", applied(THEN), today),
    Pair("GA-P089", preset(base=2024), preset(), value="stockholm-2032"),
]
