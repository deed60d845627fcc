"""What was taken for granted while files were read is told with every output."""

import json

import openpyxl

from geoaccess.errors import CATALOGUE, Notice
from geoaccess.result.assumptions import HOW_READ, reading


def test_the_manifest_says_with_each_input_what_was_taken_for_granted(exempellan_run):
    manifest = json.loads((exempellan_run / "manifest.json").read_text("utf-8"))

    told = {one["path"]: one["assumptions"] for one in manifest["inputs"]}
    assert {n["code"] for n in told["grannlan_vardcentraler.csv"]} == {"GA-T070", "GA-T071"}
    assert {n["code"] for n in told["cni_2024.xlsx"]} == {"GA-T072", "GA-T074"}
    assert told["befolkning_250m.csv"][0]["code"] == "GA-L021"
    assert any("cp1252" in n["text"] for n in told["grannlan_vardcentraler.csv"])
    assert told["deso_2025.geojson"] == []


def test_reports_and_workbook_say_how_each_file_was_read(exempellan_run):
    said = (exempellan_run / "reports" / "9902-bruksby.html").read_text("utf-8")
    told = said.partition("Så lästes filerna</h3>")[2].partition("</ul>")[0]
    rows = openpyxl.load_workbook(exempellan_run / "tables.xlsx")["Källor"].values
    _, heads, *sources = rows

    assert told.count("<li>") == 7
    assert "<strong>cni_2024.xlsx:</strong>" in told
    assert "<strong>listning.csv:</strong>" in told
    assert "<strong>hushall_bil_deso_2024.csv:</strong>" in told
    assert told.count("Dolda eller saknade celler") == 3
    assert said.count("Dolda eller saknade celler") == 3
    how = {row[heads.index("Fil")]: row[heads.index("Så lästes filen")] for row in sources}
    assert how["grannlan_vardcentraler.csv"].startswith("Filen är inte UTF-8")
    assert how["deso_2025.geojson"] is None


def test_only_what_is_about_a_file_itself_is_how_it_was_read():
    notices = [
        Notice(code="GA-L025", file="a", places={"n": 3}),
        Notice(code="GA-T070", file="a"),
        Notice(code="GA-T070", file="b"),
    ]

    assert reading(notices, "a", "en") == Notice(code="GA-T070").text("en")
    assert reading(notices, "c", "sv") == ""
    assert {"GA-T070", "GA-T074", "GA-G005", "GA-G023"} <= HOW_READ
    assert all(CATALOGUE[code].severity != "error" for code in HOW_READ)
