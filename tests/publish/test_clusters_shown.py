"""Clusters of need and travel time are seen in everything that the embedded study publishes."""

import base64
import gzip
import html
import json
import re
import tomllib

import openpyxl
import pandas as pd
import pyogrio
import pytest

from geoaccess.paths import packaged_data
from geoaccess.publish import explain_subject
from geoaccess.result.private import load_result, save_result

RURAL = tomllib.loads(packaged_data("exempellan", "planted.toml").read_text("utf-8"))[
    "flagged_rural"
]["area"]
HIGH, LOW = "Stort vårdbehov, långa restider omkring", "Litet vårdbehov, långa restider omkring"


def page_text(path):
    return html.unescape(path.read_text("utf-8"))


def sheet(out, name):
    heads, *rows = list(openpyxl.load_workbook(out / "tables.xlsx")[name].values)[1:]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_every_area_has_its_label_in_the_layer_the_parquet_and_the_workbook(
    exempellan_run, exempellan
):
    exact = exempellan.areas["cluster"].to_dict()
    layer = pyogrio.read_dataframe(exempellan_run / "result.gpkg", layer="areas")
    frame = pd.read_parquet(exempellan_run / "areas.parquet")
    rows = {row["Områdeskod"]: row for row in sheet(exempellan_run, "Områden")}

    assert layer.set_index("area_id")["cluster"].to_dict() == exact
    assert frame.set_index("area_id")["cluster"].to_dict() == exact
    column = "Kluster av vårdbehov och restid"
    assert rows[RURAL][column] == HIGH
    why = {row[column]: row["Kluster, varför det inte bedöms"] for row in rows.values()}
    assert why["bedöms inte"] in {
        "för få invånare",
        "vårdbehovet är inte känt",
        "gränsar inte till något annat bedömt område",
    }
    assert why["inget säkert mönster"] is None


def test_the_region_s_patterns_are_a_sheet_and_a_table_among_the_map_files(
    exempellan_run, exempellan
):
    exact = exempellan.clusters.set_index("pattern")["value"]
    frame = pd.read_parquet(exempellan_run / "clusters.parquet").set_index("pattern")["value"]
    rows = sheet(exempellan_run, "Kluster")

    assert frame.to_dict() == pytest.approx(exact.to_dict(), abs=1e-6)
    assert [row["Mönster, kod"] for row in rows] == ["moran_need", "moran_minutes", "correlation"]
    assert rows[0]["Värde"] == pytest.approx(exact["moran_need"], abs=1e-6)
    # A correlation has no expected value: nothing to say, and nothing missing.
    assert (rows[2]["Väntat"], rows[2]["p-värde"]) == (None, None)
    assert "mer lika än slumpen" in rows[1]["Vad det säger"]


def test_the_index_counts_areas_per_label_and_says_moran_s_index(exempellan_run):
    page = page_text(exempellan_run / "reports" / "index.html")

    assert (
        f"{HIGH}: 1; Stort vårdbehov, korta restider omkring: 0; {LOW}: 2; "
        "Litet vårdbehov, korta restider omkring: 0; inget säkert mönster: 114; "
        "bedöms inte (för få invånare): 1; bedöms inte (vårdbehovet är inte känt): 1; "
        "bedöms inte (gränsar inte till något annat bedömt område): 1."
    ) in page
    assert "Grannars restid (Morans I)" in page
    assert "0,52. Grannar är mer lika än slumpen gör dem (p = 0,0004)." in page


def test_the_unit_s_report_names_its_areas_beside_the_flags_and_the_others_say_there_are_none(
    exempellan_run, exempellan
):
    for unit in exempellan.units.index:
        page = page_text(exempellan_run / "reports" / f"{unit}.html")
        here = exempellan.areas[exempellan.areas["unit_id"] == unit]
        if (here["cluster"] == "high_need_long_ways").any():
            said = re.search(
                r"Ingår i ett kluster av stort vårdbehov, långa restider omkring:(.*?)</li>",
                page,
                re.DOTALL,
            )
            assert exempellan.areas.loc[RURAL, "name"] in said[1]
        elif not here["cluster"].str.startswith(("high", "low")).any():
            assert "Inget av enhetens områden ingår i ett säkert kluster." in page, unit


def test_the_map_has_a_layer_and_a_column_of_them(exempellan_run, exempellan):
    packed = re.search(
        r">\s*(H4sI[A-Za-z0-9+/=\s]+)<", (exempellan_run / "map.html").read_text("utf-8")
    )
    page = json.loads(gzip.decompress(base64.b64decode(packed.group(1))))
    layer = next(one for one in page["layers"] if one["key"] == "cluster")
    areas = page["areas"]

    told = {k: layer["classes"][c]["key"] for k, c in zip(areas["id"], layer["of"], strict=True)}
    exact = exempellan.areas["cluster"].replace("not_assessed", "not_assessable").to_dict()
    assert told == exact
    assert areas["cluster"][areas["id"].index(RURAL)] == HIGH
    assert "Kluster av vårdbehov och restid" in [c["label"] for c in page["area_columns"]]


def test_labels_and_patterns_are_read_back_from_the_run_s_own_store(exempellan, tmp_path):
    save_result(exempellan, tmp_path)
    held = load_result(tmp_path)

    pd.testing.assert_frame_equal(held.clusters, exempellan.clusters)
    pd.testing.assert_series_equal(held.areas["cluster"], exempellan.areas["cluster"])


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("9904A0030", "Kluster av vårdbehov och restid: Stort vårdbehov, långa restider omkring."),
        ("9903C1030", "Kluster av vårdbehov och restid: bedöms inte (vårdbehovet är inte känt)."),
        ("9902B2010", "Kluster av vårdbehov och restid: inget säkert mönster."),
    ],
)
def test_explaining_an_area_tells_its_cluster_and_where_its_flag_tips(exempellan_run, area, said):
    (found,) = explain_subject(exempellan_run, area, "sv")

    assert said in found.text
    assert ("Var den tippar: " in found.text) == (area != "9903C1030")
    assert found.as_json()["cluster"] in {"high_need_long_ways", "not_significant", "not_assessed"}
