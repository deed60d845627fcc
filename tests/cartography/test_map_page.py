"""The page as bytes: whole, closed to the network, obeying no name, the same every time."""

import base64
import dataclasses
import hashlib
import json
import re

import pytest

from geoaccess.cartography import render_map, write_map
from geoaccess.cartography.leaflet import read_leaflet

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def test_the_same_input_gives_the_same_bytes(published, tmp_path):
    write_map(published, tmp_path / "a.html")
    write_map(published, tmp_path / "b.html")

    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_map_of_120_areas_stays_under_one_and_a_half_megabytes(page):
    assert len(page.encode()) < 1_500_000


def test_a_map_of_1290_areas_stays_under_three_megabytes(sample):
    assert len(render_map(sample.make_published(1290)).encode()) < 3_000_000


def test_making_the_map_leaves_its_input_as_it_was(published, sample):
    before = sample.make_published()

    render_map(published)

    assert published.areas.equals(before.areas)
    assert published.sites.equals(before.sites)
    assert published.units.equals(before.units)


def test_the_page_says_its_language_title_date_and_stamps(page, published):
    assert page.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert "<title>Tillgång till primärvård i Exempellän – Region Exempel</title>" in page
    assert "22 november 2026" in page
    for stamp in published.head.stamps["sv"]:
        assert f"<li>{stamp}</li>" in page
    assert "user-scalable" not in page


def test_an_english_study_has_an_english_page(sample):
    page = render_map(sample.make_published(20, language="en"))

    assert '<html lang="en">' in page
    assert "Colour the areas by" in page
    assert "Färglägg" not in page
    assert "<li>Synthetic data: the county does not exist.</li>" in page


def test_nothing_in_the_page_asks_the_network(page):
    without_scripts = SCRIPT.sub("", page)

    assert not re.search(r"<(link|img|iframe|object|embed|base|source|video|audio)\b", page)
    assert not re.search(r"<script[^>]+src", page)
    assert "url(" not in without_scripts
    assert "@import" not in without_scripts
    assert not re.search(r"(href|src|action)\s*=\s*[\"']?(https?:)?//", without_scripts)
    assert "sourceMappingURL" not in page


def test_the_policy_admits_just_the_scripts_in_the_page(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    admitted = re.findall(r"'sha256-([^']*)'", policy)
    found = [
        base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        for code in SCRIPT.findall(page)
    ]

    assert found == admitted
    assert len(found) == 3
    for rule in ("default-src 'none'", "connect-src 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe-eval" not in policy


def test_leaflets_licence_stands_in_the_page(page):
    assert "Copyright (c) 2010-2022, Vladimir Agafonkin" in page
    assert "THIS SOFTWARE IS PROVIDED" in page


def test_leaflet_that_is_not_the_one_we_know_is_refused(monkeypatch):
    monkeypatch.setitem(
        __import__("geoaccess.cartography.leaflet", fromlist=["_SHA256"])._SHA256,
        "leaflet.js",
        "0" * 64,
    )

    with pytest.raises(ImportError, match="is not Leaflet"):
        read_leaflet()


def test_every_layer_unit_area_and_source_is_named(page, published, unpack):
    data = unpack(page)

    assert [layer["label"] for layer in data["layers"]] == [
        "Restid",
        "Vårdbehov",
        "Flaggade områden",
        "Behov och restid",
    ]
    assert data["units"] == list(published.units["name"])
    assert data["areas"]["name"] == list(published.areas["name"])
    assert data["areas"]["id"] == list(published.areas.index)
    assert data["credit"] == "SCB · Leaflet 1.9.3"
    assert "<li>SCB, 2025, CC0 1.0</li>" in page


def test_opening_hours_are_in_words(published, unpack):
    data = unpack(render_map(published))

    assert set(data["sites"]["hours"]) == {"mån–fre 8–17"}


def test_areas_named_by_their_codes_have_no_second_column_of_codes(published, unpack):
    unnamed = dataclasses.replace(published, areas=published.areas.assign(name=None))

    data = unpack(render_map(unnamed))

    assert data["areas"]["name"] == list(published.areas.index)
    assert "id" not in [column["key"] for column in data["area_columns"]]


def test_a_region_without_a_background_has_a_map_all_the_same(published, unpack):
    bare = dataclasses.replace(published, background={})

    shapes = unpack(render_map(bare))["shapes"]

    assert (shapes["water"], shapes["roads"], shapes["places"]) == ([], [], [])


def test_hostile_names_are_carried_as_they_are(sample, unpack):
    page = render_map(sample.make_published(30, names=sample.HOSTILE))
    data = unpack(page)

    wanted = [sample.HOSTILE[i % len(sample.HOSTILE)] for i in range(30)]
    assert data["areas"]["name"] == wanted
    assert data["sites"]["name"][:30] == wanted
    assert data["units"] == list(sample.HOSTILE[: len(data["units"])])
    assert [place["name"] for place in data["shapes"]["places"]] == list(sample.HOSTILE[:5])


def test_hostile_names_become_no_markup_and_run_in_no_template(sample):
    page = render_map(sample.make_published(30, names=sample.HOSTILE))

    assert len(re.findall(r"<script\b", page)) == 5
    assert page.count("</script>") == 5
    assert "window.__pwned=1</script>" not in page
    assert "<img" not in page
    assert "uid=" not in page
    assert "<li>{{ 7*7 }}</li>" in page
    assert "<li>{% raise %}</li>" in page
    assert "<li>[[licence_text]]</li>" in page
    assert "<b>fet" not in page


def test_hostile_names_leave_the_scripts_untouched(page, sample):
    hostile = render_map(sample.make_published(30, names=sample.HOSTILE))

    assert SCRIPT.findall(hostile) == SCRIPT.findall(page)


def test_a_protected_number_is_nowhere_in_the_page(published, sample, unpack):
    """Even if someone left it beside its status."""
    other = sample.make_published()
    area = other.areas.index[3]
    other.areas.loc[area, "people"] = 4711.0
    other.areas.loc[area, "people_beyond"] = 4712.0
    assert other.areas.loc[area, "people_status"] == "suppressed"

    page = render_map(other)

    assert unpack(page) == unpack(render_map(published))
    assert "4711" not in json.dumps(unpack(page)["areas"])
    assert unpack(page)["areas"]["people_status"][3] == "suppressed"


def test_a_map_with_hidden_numbers_says_that_sums_may_give_them_away(page, published):
    hidden = published.areas.filter(like="_status").columns
    shown = dataclasses.replace(
        published, areas=published.areas.assign(**dict.fromkeys(hidden, "ok"))
    )

    assert "Fler tal är dolda för att inget litet tal ska gå att räkna ut" in page
    assert "röja ett dolt tal" not in render_map(shown)


def test_the_summary_says_the_published_numbers(page):
    assert "83,2\xa0% av 186\xa0894 invånare når en vårdcentral" in page
    assert "stort vårdbehov och låg tillgång: 11, med 20\xa0235 invånare." in page
