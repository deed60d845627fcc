"""How soon one is seen and who gets in: shown where it is stated, unknown where it is not."""

import geopandas as gpd
import openpyxl
import pytest

WORDS = ("yes", "limited", "no")


@pytest.fixture(scope="module")
def sites(exempellan_run):
    return gpd.read_file(exempellan_run / "result.gpkg", layer="sites").set_index("name")


def test_what_a_site_does_not_state_is_not_known_and_never_no_or_zero(sites):
    assert sites.loc["Valsverkets vårdcentral", ["wheelchair", "within_3_days"]].tolist() == [
        "yes",
        83,
    ]
    assert sites["wheelchair"].isna()["Bruksby vårdcentral"]
    assert sites["within_3_days"].isna()["Solbackens vårdcentral"]
    assert (sites["within_3_days"].dropna() > 0).all()
    assert sites.loc[sites["care_type"] == "bvc", "wheelchair"].isna().all()


def test_the_report_tells_each_vardcentral_and_how_many_say_so(exempellan_run, sites):
    page = (exempellan_run / "reports" / "9902-bruksby.html").read_text("utf-8")
    ours = sites[(sites["unit_id"] == "9902-bruksby") & (sites["care_type"] == "vardcentral")]
    told = ours["wheelchair"].dropna()

    assert (len(ours), len(told), (told == "yes").sum()) == (4, 3, 2)
    shares = {
        word: f"{(told == word).sum()} ({round(100 * (told == word).mean())}" for word in WORDS
    }
    said = (
        f"Av de 3 vårdcentraler som uppger det kommer man in med rullstol på {shares['yes']} %), "
        f"delvis på {shares['limited']} %) och inte på {shares['no']} %). Av alla 4 i enheten "
        "uppger 1 (25 %) inget."
    )
    assert said in page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_workbook_says_it_in_words(exempellan_run):
    book = openpyxl.load_workbook(exempellan_run / "tables.xlsx")
    heads, *rows = list(book["Vårdenheter"].values)[1:]
    column = heads.index("Rullstol")

    assert {row[column] for row in rows} <= {"ja", "delvis", "nej", None, "", ".."}
    assert "delvis" in {row[column] for row in rows}


def test_nothing_is_judged_by_it(exempellan):
    assert not exempellan.verdicts["measure"].astype(str).str.contains("wheel|3_days").any()
