"""The measures that the embedded study asks for are seen in everything that it publishes."""

import base64
import gzip
import html
import json
import re

import openpyxl
import pandas as pd
import pyogrio
import pytest

from geoaccess.result.private import load_result, save_result

ASKED = ("e2sfca", "3sfca", "raam", "i2sfca")
LABELS = {
    "e2sfca": "Delat utbud, zoner (E2SFCA)",
    "3sfca": "Delat utbud med val (3SFCA)",
    "raam": "Trängsel och resa tillsammans (RAAM)",
    "i2sfca": "Trängsel (i2SFCA)",
}


@pytest.fixture(scope="module")
def exact(exempellan):
    return exempellan.measures


def test_all_asked_for_and_no_others(exact):
    assert tuple(exact["measure"].unique()) == ASKED


def test_the_workbook_has_a_row_for_each(exempellan_run, exact):
    book = openpyxl.load_workbook(exempellan_run / "tables.xlsx")
    rows = list(book["Mått på tillgång"].values)
    heads = rows[1]

    assert len(rows) - 2 == len(exact)
    assert {row[heads.index("Mått i ord")] for row in rows[2:]} == set(LABELS.values())
    shared = next(r for r in rows[2:] if r[heads.index("Mått")] == "e2sfca")
    assert shared[heads.index("Räknas i")].startswith("specialistläkare (heltid) per 1")


def test_geodata_carry_them_to_be_joined_by_id(exempellan_run, exact):
    frame = pd.read_parquet(exempellan_run / "measures.parquet")
    table = pyogrio.read_dataframe(exempellan_run / "result.gpkg", layer="measures")

    assert len(frame) == len(table) == len(exact)
    for column in ("value", "relative"):
        shown = frame[column].to_numpy()
        assert shown == pytest.approx(exact[column].to_numpy(), rel=0.006, nan_ok=True)


def test_the_map_colours_areas_by_each_measure_of_people(exempellan_run):
    packed = re.search(
        r">\s*(H4sI[A-Za-z0-9+/=\s]+)<", (exempellan_run / "map.html").read_text("utf-8")
    )
    page = json.loads(gzip.decompress(base64.b64decode(packed.group(1))))
    layers = {layer["label"]: layer for layer in page["layers"]}

    assert {LABELS[name] for name in ("e2sfca", "3sfca", "raam")} <= set(layers)
    assert LABELS["i2sfca"] not in layers
    best_first = layers[LABELS["raam"]]["classes"]
    # Less is better of a cost: its lowest class has the colour of the others' highest.
    assert best_first[0]["fill"] == layers[LABELS["e2sfca"]]["classes"][4]["fill"]


def test_each_report_tells_the_unit_s_measures_beside_the_region_s(exempellan_run):
    for page in (exempellan_run / "reports").glob("99*.html"):
        text = html.unescape(page.read_text("utf-8"))
        for name in ("e2sfca", "3sfca", "raam"):
            assert LABELS[name] in text, page.name


def test_equity_is_told_in_the_workbook_in_geodata_and_on_the_index(exempellan_run, exempellan):
    exact = exempellan.equity
    book = openpyxl.load_workbook(exempellan_run / "tables.xlsx")
    rows = list(book["Jämlikhet"].values)
    frame = pd.read_parquet(exempellan_run / "equity.parquet")
    table = pyogrio.read_dataframe(exempellan_run / "result.gpkg", layer="equity")
    index = html.unescape((exempellan_run / "reports" / "index.html").read_text("utf-8"))

    assert len(rows) - 2 == len(frame) == len(table) == len(exact)
    assert set(exact["measure"]) == {"share_within", "e2sfca", "3sfca", "raam"}
    assert frame["gini"].to_numpy() == pytest.approx(exact["gini"], abs=5e-4, nan_ok=True)
    assert frame["gap"].to_numpy() == pytest.approx(exact["gap"], rel=0.006, abs=1e-12, nan_ok=True)
    assert (frame["finding_sv"] == exact["finding_sv"]).all()
    ours = exact.loc[exact["scope"] == "region"]
    assert len(ours) == 4
    for _, row in ours.iterrows():
        assert row["label_sv"] in index
        assert row["finding_sv"] in index
    assert "Hur jämn tillgången är i regionen" in index


def test_a_stored_run_keeps_them(exempellan, tmp_path):
    save_result(exempellan, tmp_path)

    again = load_result(tmp_path)
    for name in ("measures", "equity"):
        pd.testing.assert_frame_equal(
            getattr(again, name), getattr(exempellan, name), check_dtype=False
        )
