"""A small region of six areas, whose files a test breaks as it likes."""

import json

import pytest
from pyproj import Transformer

from geoaccess.paths import packaged_data
from geoaccess.study import load_study
from geoaccess.validation import check_study

STUDY = """
[study]
id = "liten"
name = "Lilla länet"
region = "Region Liten"
date = 2026-10-01
synthetic = true
[inputs.areas]
path = "areas.geojson"
columns = { area_id = "kod" }
source = "s"
licence = "CC0"
[[inputs.statistics]]
path = "folk.csv"
columns = { area_id = "kod", people = "antal", unemployed = "arbetslösa" }
source = "s"
licence = "CC0"
[[inputs.sites]]
path = "enheter.csv"
columns = { site_id = "id", name = "namn", care_type = "typ", east = "ost", north = "nord" }
source = "s"
licence = "intern"
[supply.expected_sites]
number = 2
source = "s"
date = 2026-01-01
[kommun_names]
0180 = "Liten"
[modes.car]
[need]
recipe = "index"
label = { sv = "Arbetslöshet", en = "Unemployment" }
[[need.components]]
column = "unemployed"
"""
CODES = [f"0180A00{i}0" for i in range(1, 7)]
PEOPLE = [
    "kod;antal;arbetslösa;anmärkning",
    *(f"{code};{100 + 7 * i};{10 + i};" for i, code in enumerate(CODES)),
]
SITES = [
    "id,namn,typ,ost,nord",
    "v1,Norra vc,vardcentral,670500,6580500",
    "v2,Södra vc,vardcentral,672500,6581500",
]


def areas_geojson():
    back = Transformer.from_crs(3006, 4326, always_xy=True)
    features = []
    for i, code in enumerate(CODES):
        x, y = 670_000 + 1000 * (i % 3), 6_580_000 + 1000 * (i // 3)
        ring = [(x, y), (x + 1000, y), (x + 1000, y + 1000), (x, y + 1000), (x, y)]
        shape = {"type": "Polygon", "coordinates": [[back.transform(*point) for point in ring]]}
        features.append({"type": "Feature", "properties": {"kod": code}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features})


class Small:
    """The good files of the small study, as text and as lines."""

    study, codes, people, sites = STUDY, CODES, PEOPLE, SITES

    def with_inputs(self, more):
        """The study file with more inputs."""
        return STUDY.replace("[supply.expected_sites]", f"{more}\n[supply.expected_sites]")

    def changed(self, *changes):
        """The table of people with something replaced in some of its lines."""
        rows = list(PEOPLE)
        for line, old, new in changes:
            assert old in rows[line - 1]
            rows[line - 1] = rows[line - 1].replace(old, new)
        return "\n".join(rows)


@pytest.fixture(scope="session")
def small():
    return Small()


@pytest.fixture
def write_study(tmp_path):
    """Write the small study with some of its files replaced; gives its study.toml."""

    def write(study=STUDY, **files):
        folder = tmp_path / "studie"
        folder.mkdir(exist_ok=True)
        good = {"folk.csv": "\n".join((*PEOPLE, "")), "enheter.csv": "\n".join((*SITES, ""))}
        whole = {"study.toml": study, "areas.geojson": areas_geojson(), **good}
        for name, content in (whole | {k.replace("_", "."): v for k, v in files.items()}).items():
            raw = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(raw)
        return folder / "study.toml"

    return write


@pytest.fixture
def checked(write_study):
    """The small study with some of its files replaced, checked."""

    def check(**files):
        return check_study(load_study(write_study(**files)))

    return check


@pytest.fixture(scope="session")
def exempellan_check():
    """The embedded study, checked."""
    return check_study(load_study(packaged_data("exempellan", "study.toml")))
