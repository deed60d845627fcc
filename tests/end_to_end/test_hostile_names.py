"""Names are text everywhere: a study full of hostile ones, from files to the reader's screen."""

import base64
import csv
import gzip
import html
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile

import geopandas as gpd
import openpyxl
import pyogrio
import pytest

from geoaccess.paths import packaged_data

# Not put into a spreadsheet: its own format does not allow it there.
ESCAPE = "\x1b[31mRöd\x1b]0;titel\x07"
NAMES = (
    "</script><script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "{{ 7*7 }}",
    "{{cycler.__init__.__globals__.os.popen('touch CANARY').read()}}",
    "{% raise %}",
    "{# kommentar #} {0} {people} %s %(x)s",
    "${1+1} `${window.__pwned=1}`",
    '=HYPERLINK("http://x.invalid")',
    "+1",
    "@x",
    "-2+3|cmd",
    "\"dubbla\" 'enkla' &amp; &lt;b&gt; \\",
    "Rad\u2028två",
    "\u202eomvänd\u202c",
    "../../etc/passwd",
    "javascript:window.__pwned=1",
    "[rich]fet[/]",
    "CON",
    "Ö" * 300,
)
KOMMUNER = ("9901", "9902", "9903", "9904", "9905", "9906", "9907")


def toml_text(text):
    """A TOML basic string of any text."""
    return json.dumps(text)


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """The names, with a canary that code run from one of them would make."""
    canary = tmp_path_factory.mktemp("canary") / "alive"
    return tuple(name.replace("CANARY", str(canary)) for name in NAMES), canary


@pytest.fixture(scope="module")
def hostile(names, tmp_path_factory):
    """The embedded study's files with hostile names in all that is text."""
    texts, _ = names
    folder = tmp_path_factory.mktemp("data")
    for file in packaged_data("exempellan", "study.toml").parent.iterdir():
        if file.suffix != ".md":
            shutil.copy(file, folder)
    _rename_sites(folder / "vardenheter.xlsx", texts)
    _rename_kommuner(folder / "kommuner.csv", texts)
    districts = folder / "stadsdelsomraden.geojson"
    frame = gpd.read_file(districts)
    frame["namn"] = [texts[0], texts[3], texts[8]]
    districts.unlink()
    frame.to_file(districts, driver="GeoJSON")
    _rename_places(folder / "kartunderlag.gpkg", texts)
    _rename_register(folder / "gsa_ksa_register.csv", texts)
    _rename_study(folder / "study.toml", texts)
    return folder


def _rename_sites(path, texts):
    book = openpyxl.load_workbook(path)
    sheet = book["Vårdenheter"]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        name = texts[(row - 2) % len(texts)]
        for heading in ("Namn", "Öppettider", "Driftsform"):
            cell = sheet.cell(row, column[heading])
            cell.value = name
            cell.data_type = "s"
    book.save(path)


def _rename_kommuner(path, texts):
    own = (ESCAPE, texts[1], texts[2], texts[7], texts[14], texts[17], texts[13])
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(("kod", "namn"))
        out.writerows(zip(KOMMUNER, own, strict=True))


def _rename_places(path, texts):
    layers = {name: gpd.read_file(path, layer=name) for name, _ in pyogrio.list_layers(path)}
    path.unlink()
    for name, frame in layers.items():
        frame["namn"] = [texts[i % len(texts)] for i in range(len(frame))]
        pyogrio.write_dataframe(frame, path, layer=name)


def _rename_register(path, texts):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for i, row in enumerate(rows):
        row["ksa_function"] = row["ksa_function"] and texts[i % len(texts)]
        row["exception_note"] = row["exception_note"] and texts[(i + 3) % len(texts)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def _rename_study(path, texts):
    text = path.read_text("utf-8")
    text = text.replace('name = "Exempellän"', f"name = {toml_text(texts[0] + ESCAPE)}")
    text = text.replace('region = "Region Exempel"', f"region = {toml_text(texts[3])}")
    text = re.sub(r"(?m)^contact = .*$", lambda _: f"contact = {toml_text(texts[1])}", text)
    everyone = " ".join(texts) + ESCAPE
    for key in ("source", "licence", "vintage"):
        text = re.sub(
            rf'(?m)^{key} = "(.*)"$',
            lambda found, key=key: f"{key} = {toml_text(found[1] + ' ' + everyone)}",
            text,
        )
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def run(hostile, tmp_path_factory):
    """The run's folder and all that it printed; it starts in an empty folder of its own."""
    away = tmp_path_factory.mktemp("away")
    out = away / "maps" / "hostile"
    code = "from geoaccess.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", str(hostile / "study.toml"), "--out", str(out)],
        capture_output=True,
        cwd=away,
        env=os.environ | {"GEOACCESS_LANG": "sv", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")
    return out, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.fixture(scope="module")
def out(run):
    return run[0]


def literal(text):
    """The name as a reader sees it: control characters are shown as a sign, not obeyed."""
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" else c for c in text)


def shown_text(page):
    """What a browser would show of a page's markup."""
    plain = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page.read_text("utf-8"))
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", plain))


def test_nothing_was_run(run, names):
    _, canary = names

    assert not canary.exists()
    assert "49" not in re.findall(r"\{\{ (\d+) \}\}|= (49)\b", run[1])


def test_no_file_lies_outside_the_output_folder_and_names_are_plain(out):
    away = out.parent.parent
    top = sorted(p.relative_to(away).as_posix() for p in away.glob("*/*"))

    assert top == ["maps/.geoaccess", "maps/hostile"]
    for path in out.rglob("*"):
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,80}", path.name), path
    assert len(list((out / "reports").glob("*.html"))) == 10


def test_the_command_line_prints_nothing_that_a_terminal_obeys(run):
    _, told, progress = run

    for text in (told, progress):
        bad = {
            hex(ord(c))
            for c in text
            if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}
        }
        assert bad == set()
    assert "Exempel" not in told.splitlines()[1]
    assert "</script>" in told


def test_explaining_an_area_prints_nothing_that_a_terminal_obeys(out):
    code = "from geoaccess.cli import main; main()"
    for lang in ("sv", "en"):
        done = subprocess.run(
            [sys.executable, "-c", code, "explain", str(out), "9902B2010"],
            capture_output=True,
            env=os.environ | {"GEOACCESS_LANG": lang, "PYTHONIOENCODING": "utf-8"},
            check=True,
        )
        text = done.stdout.decode("utf-8")
        assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in text if c != "\n")


def test_the_map_carries_the_names_as_data_and_no_markup(out, names):
    texts, _ = names
    page = (out / "map.html").read_text("utf-8")
    payload = next(
        json.loads(gzip.decompress(base64.b64decode(packed)))
        for packed in re.findall(r">\s*(H4sI[A-Za-z0-9+/=\s]+)<", page)
    )

    assert set(payload["sites"]["name"]) >= set(texts)
    assert set(payload["sites"]["hours"]) >= set(texts)
    assert {place["name"] for place in payload["shapes"]["places"]} >= set(texts[:5])
    assert set(payload["units"]) >= {texts[0], texts[3], texts[8]}
    assert "<img" not in page
    assert "__pwned=1</script>" not in page
    assert page.count("<script") == len(re.findall(r"<script[^>]*>", page))


def test_reports_show_the_names_as_they_are(out, names):
    texts, _ = names
    pages = {page.name: shown_text(page) for page in (out / "reports").glob("*.html")}
    everything = " ".join(pages.values())

    for text in texts:
        assert literal(text).replace("\u2028", " ") in everything.replace("\u2028", " "), text
    assert literal(ESCAPE) in everything
    assert "{{ 7*7 }}" in everything
    for page in (out / "reports").glob("*.html"):
        markup = page.read_text("utf-8")
        assert "<script" not in markup.lower()
        assert "<img" not in markup.lower()
        assert "\x1b" not in markup


def test_the_workbook_has_text_and_no_formula(out, names):
    texts, _ = names
    with zipfile.ZipFile(out / "tables.xlsx") as book:
        parts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    for name, xml in parts.items():
        assert not re.search(r"<f[ >]", xml), name
        assert "hyperlink" not in name.lower()
        assert "<hyperlink" not in xml
    held = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(out / "tables.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert {'=HYPERLINK("http://x.invalid")', "+1", "@x", "{{ 7*7 }}", "{% raise %}"} <= held
    assert set(texts) - {"Rad\u2028två"} <= held


def test_map_files_and_manifest_hold_the_names_as_they_are(out, names):
    texts, _ = names
    sites = gpd.read_file(out / "result.gpkg", layer="sites")
    stored = gpd.read_parquet(out / "sites.parquet")
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))

    assert set(sites["name"]) >= set(texts)
    assert set(stored["name"]) >= set(texts)
    assert manifest["study"]["study"]["region"] == texts[3]
    assert ESCAPE in manifest["inputs"][0]["source"]
    assert "\x1b" not in (out / "manifest.json").read_text("utf-8")


@pytest.mark.browser
def test_a_browser_runs_nothing_asks_for_nothing_and_shows_the_names(out, look_at, names):
    texts, canary = names
    seen = look_at(out / "map.html", *sorted((out / "reports").glob("*.html")))

    assert len(seen) == 11
    assert [name for name, page in seen.items() if page["map"]] == ["map.html"]
    for name, page in seen.items():
        assert page["pwned"] is None, name
        assert page["requests"] == [], name
        assert page["problems"] == [], name
        assert page["images"] == 0, name
    everything = " ".join(page["text"] for page in seen.values())
    for text in texts:
        assert literal(text) in everything or text in everything, text
    assert texts[0] in seen["map.html"]["title"]
    assert not canary.exists()


@pytest.mark.browser
def test_the_embedded_studys_map_and_reports_open_offline_without_a_sound(exempellan_run, look_at):
    pages = [exempellan_run / "map.html", *sorted((exempellan_run / "reports").glob("*.html"))]
    seen = look_at(*pages)

    assert len(seen) == 11
    for name, page in seen.items():
        assert page["requests"] == [], name
        assert page["problems"] == [], name
    shown = seen["map.html"]["text"]
    for word in ("Exempellän", "Syntetiska data", "9902B2010", "Region Exempel"):
        assert word in shown
