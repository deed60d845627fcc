"""The report of a check: every row to mend, nothing that runs, in a folder of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from geoaccess.errors import OutputError
from geoaccess.publish.folder import MANIFEST, check_output
from geoaccess.validation import workbook, write_check
from geoaccess.validation.workbook import sheet_name

HOSTILE = (
    '=HYPERLINK("http://x.example","a")',
    "</script><script>alert(1)</script>",
    "{{ 7*7 }} {% for %}",
    "+1",
    "@x <img src=x onerror=alert(1)>",
    "\u202eomvänd",
)
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "msedge")
LOOK = Path(__file__).parent.parent / "reporting" / "look_at_pages.py"


class Page(HTMLParser):
    """The tags of a page in order, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.said = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.said += data


@pytest.fixture
def hostile(checked, small):
    sites = [small.sites[0]]
    sites += [
        f'v{i},"{name.replace(chr(34), chr(34) * 2)}",fel,670500,6580500'
        for i, name in enumerate(HOSTILE)
    ]
    folk = "\n".join(small.people).replace(";107;", ";många;")
    return checked(enheter_csv="\n".join(sites), folk_csv=folk)


def sheets(out):
    book = openpyxl.load_workbook(out / "kontroll.xlsx")
    return {s.title: [[c.value for c in row] for row in s.iter_rows()] for s in book}


def test_the_workbook_has_every_row_those_to_mend_first(checked, tmp_path, small):
    folk = (
        "\n".join(small.people).replace(";121;", ";många;").replace(small.codes[5], small.codes[4])
    )

    write_check(checked(folk_csv=folk), tmp_path / "ut")

    top, heads, *rows = sheets(tmp_path / "ut")["folk.csv"]
    assert "inte för publicering" in top[0]
    assert heads == ["Rad", "Läge", "Koder", "Anmärkning", *small.people[0].split(";")]
    assert [row[0] for row in rows] == [5, 7, 2, 3, 4, 6]
    bad = rows[0]
    assert bad[1:3] == ["fel", "GA-T010"]
    assert bad[3].startswith("antal: 'många'")
    assert bad[4:6] == [small.codes[3], "många"]
    assert [row[1] for row in rows[1:]] == ["fel", "bra", "bra", "bra", "bra"]


def test_the_workbook_lists_findings_and_files(hostile, tmp_path):
    write_check(hostile, tmp_path / "ut")

    found = sheets(tmp_path / "ut")
    assert list(found)[:2] == ["Anmärkningar", "Filer"]
    heads, *rows = found["Anmärkningar"][1:]
    assert heads[:4] == ["Kod", "Allvarlighetsgrad", "Fil", "Rad"]
    assert len(rows) == len(hostile.notices)
    assert [row[1] for row in rows] == sorted(
        (row[1] for row in rows), key=["fel", "varning", "upplysning"].index
    )
    files = {row[0]: row for row in found["Filer"][2:]}
    assert files["folk.csv"][2] == "avvisad"
    assert files["areas.geojson"][2] == "bra"
    assert files["folk.csv"][-1] == hostile.inputs[1].provenance.sha256


def test_text_stays_text_in_the_workbook(hostile, tmp_path):
    write_check(hostile, tmp_path / "ut")

    with zipfile.ZipFile(tmp_path / "ut" / "kontroll.xlsx") as book:
        for name in book.namelist():
            xml = book.read(name).decode("utf-8")
            assert not re.search(r"<f[ >]", xml), name
            assert "<hyperlink" not in xml
    held = {cell for row in sheets(tmp_path / "ut")["enheter.csv"] for cell in row}
    assert set(HOSTILE) <= held


@pytest.mark.parametrize(
    "path",
    [
        "a/b[1]*?:.csv",
        "../../etc/passwd",
        "x" * 80 + ".csv",
        "'=1'",
        "History",
        "\u202e\x07",
        "🏥" * 20,
    ],
)
def test_a_sheet_gets_a_name_that_a_workbook_takes(path):
    taken = {"filer"}
    names = [sheet_name(path, taken) for _ in range(3)]

    book = openpyxl.Workbook()
    for name in names:
        assert 1 <= len(name) <= 31
        assert name.strip("'") == name
        book.create_sheet(name)
    assert len({name.casefold() for name in names}) == 3


def test_a_table_too_long_for_a_sheet_shows_the_bad_rows_and_says_what_is_left_out(
    checked, tmp_path, monkeypatch, small
):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 2)

    write_check(
        checked(folk_csv="\n".join(small.people).replace(";135;", ";många;")), tmp_path / "ut"
    )

    top, _, *rows = sheets(tmp_path / "ut")["folk.csv"]
    assert "utelämnade: 4." in top[0]
    assert [row[0] for row in rows] == [7, 2]


def test_personal_identity_numbers_are_in_no_file_of_the_report(checked, tmp_path, small):
    rows = ["id,namn,typ,ost,nord,ansvarig", *(f"{row},8112189876" for row in small.sites[1:])]
    rows[1] = rows[1].replace("Norra vc", "19121212-1212")

    write_check(checked(enheter_csv="\n".join(rows)), tmp_path / "ut")

    assert "••••••-••••" in str(sheets(tmp_path / "ut")["enheter.csv"])
    with zipfile.ZipFile(tmp_path / "ut" / "kontroll.xlsx") as book:
        written = [book.read(name) for name in book.namelist()]
    written += [
        (tmp_path / "ut" / name).read_bytes() for name in ("kontroll.html", "kontroll.json")
    ]
    for content in written:
        assert b"1212-1212" not in content
        assert b"8112189876" not in content


def test_the_page_says_that_it_is_private_and_shows_rows_as_text(hostile, tmp_path):
    write_check(hostile, tmp_path / "ut")

    html = (tmp_path / "ut" / "kontroll.html").read_text("utf-8")
    page = Page(html)
    assert "default-src 'none'" in html
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.tags}
    assert "inte för publicering" in page.said
    assert "Syntetiska data" in page.said
    for name in HOSTILE:
        assert name in page.said
    assert "Studien kan inte köras" in page.said


def test_the_page_has_its_headings_in_order_and_a_caption_on_every_table(hostile, tmp_path):
    write_check(hostile, tmp_path / "ut")

    page = Page((tmp_path / "ut" / "kontroll.html").read_text("utf-8"))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_the_page_shows_the_first_rows_of_many_bad_ones_and_says_so(checked, tmp_path, small):
    sites = [small.sites[0], *(f"v{i},N{i},fel,670500,6580500" for i in range(300))]

    write_check(checked(enheter_csv="\n".join(sites)), tmp_path / "ut")

    said = Page((tmp_path / "ut" / "kontroll.html").read_text("utf-8")).said
    assert "Rader som visas här: 200 av 300." in said
    assert "N199" in said
    assert "N200" not in said


def test_a_file_that_is_no_table_has_its_finding_and_no_sheet(checked, tmp_path):
    write_check(checked(folk_csv="<html><body>Logga in</body></html>"), tmp_path / "ut")

    assert "folk.csv" not in sheets(tmp_path / "ut")
    said = Page((tmp_path / "ut" / "kontroll.html").read_text("utf-8")).said
    assert "GA-T022" in said
    assert "inte läst" in said


def test_the_report_is_in_the_studys_language(checked, tmp_path, small):
    study = small.study.replace(
        'region = "Region Liten"', 'region = "Region Liten"\nlanguage = "en"'
    )

    write_check(checked(study_toml=study), tmp_path / "ut")

    html = (tmp_path / "ut" / "kontroll.html").read_text("utf-8")
    assert '<html lang="en">' in html
    assert "not for publishing" in html
    assert {"Findings", "Files", "Balance"} <= set(sheets(tmp_path / "ut"))


def test_a_report_replaces_the_last_one_and_nothing_else(checked, tmp_path):
    check = checked()
    write_check(check, tmp_path / "ut")
    write_check(check, tmp_path / "ut")
    assert sorted(p.name for p in (tmp_path / "ut").iterdir()) == [
        "kontroll.html",
        "kontroll.json",
        "kontroll.xlsx",
    ]
    assert (tmp_path / "ut").stat().st_mode & 0o077 == 0

    foreign, result = tmp_path / "mitt", tmp_path / "karta"
    for folder, name in ((foreign, "brev.txt"), (result, MANIFEST)):
        folder.mkdir()
        (folder / name).write_text("{}")
    for folder, code in ((foreign, "GA-O004"), (result, "GA-O020")):
        before = [(p.name, p.read_bytes()) for p in folder.iterdir()]
        with pytest.raises(OutputError) as refused:
            write_check(check, folder)
        assert [n.code for n in refused.value.notices] == [code]
        assert [(p.name, p.read_bytes()) for p in folder.iterdir()] == before


def test_the_document_in_the_folder_is_plain_json(hostile, tmp_path):
    write_check(hostile, tmp_path / "ut")

    told = json.loads((tmp_path / "ut" / "kontroll.json").read_text("utf-8"))
    assert told["ok"] is False
    assert told["counts"]["error"] == sum(n["severity"] == "error" for n in told["findings"])


@pytest.mark.browser
def test_the_page_is_quiet_readable_and_fits_a_narrow_screen(hostile, exempellan_check, tmp_path):
    chromium = os.environ.get("GEOACCESS_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), ""
    )
    if not chromium:
        reason = "no Chromium: install chromium-headless-shell, or set GEOACCESS_CHROMIUM"
        if os.environ.get("GEOACCESS_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    write_check(hostile, tmp_path / "a")
    write_check(exempellan_check, tmp_path / "b")
    pages = [str(tmp_path / name / "kontroll.html") for name in "ab"]

    command = [sys.executable, str(LOOK), chromium, *pages]
    said = subprocess.run(command, check=True, capture_output=True, timeout=120)

    for page in json.loads(said.stdout):
        assert page["noticed"] == []
        assert page["violations"] == []
        assert page["overflow"] <= 0
        assert page["first_stop"] == "skip"


def test_a_run_does_not_replace_a_report(checked, tmp_path):
    write_check(checked(), tmp_path / "ut")

    with pytest.raises(OutputError) as refused:
        check_output(tmp_path / "ut")

    assert [n.code for n in refused.value.notices] == ["GA-O020"]


def test_a_file_with_a_hostile_name_is_a_file_like_any_other(checked, small, tmp_path):
    name = "{{7*7}}[1]'<img src=x>.csv"
    study = small.study.replace('"folk.csv"', f'"{name}"')
    check = checked(study_toml=study, **{name: "\n".join(small.people).replace(";107;", ";många;")})

    write_check(check, tmp_path / "ut")

    page = Page((tmp_path / "ut" / "kontroll.html").read_text("utf-8"))
    assert name in page.said
    assert "img" not in {tag for tag, _ in page.tags}
    assert "{{7 7}} 1 '<img src=x>.csv" in sheets(tmp_path / "ut")
