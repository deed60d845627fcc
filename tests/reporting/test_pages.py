"""The pages: hostile text stays text, protected numbers stay out, the structure can be read."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.reporting import report_name, write_reports

HIDDEN = ("7654321", "7 654 321", "7\xa0654\xa0321", "7,654,321", "7654321.0")
VOID = {"meta", "br", "img", "rect", "circle", "path", "hr", "input", "link"}


class Page(HTMLParser):
    """Tags, attributes and text of a page; complains about tags that do not nest."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.open, self.cells = [], [], [], []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)
        if self.open and self.open[-1] in {"td", "th", "dd"}:
            self.cells.append(data.strip())

    def named(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def said(self):
        return " ".join("".join(self.text).split())


def pages(published, folder):
    return {path.name: path.read_text("utf-8") for path in write_reports(published, folder)}


def report(published, folder, unit=0):
    return pages(published, folder)[report_name(published.units["unit_id"].iloc[unit])]


def test_every_unit_has_a_report_and_the_index_links_to_all(published, tmp_path):
    written = write_reports(published, tmp_path / "reports")

    names = {path.name for path in written}
    assert names == {"index.html", "9900-alby.html", report_name("../../etc/passwd")}
    assert {path.parent for path in written} == {tmp_path / "reports"}
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == names
    links = {
        a["href"] for a in Page((tmp_path / "reports/index.html").read_text("utf-8")).named("a")
    }
    assert names - {"index.html"} <= links


@given(st.text())
def test_a_file_name_is_plain_whatever_the_unit_is_called(unit_id):
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}\.html", report_name(unit_id))


def test_units_with_like_names_get_files_of_their_own():
    names = [report_name(unit) for unit in ("Habo", "Håbo", "habo", "index", "con", "", "å")]

    assert len(set(names)) == len(names)
    assert "index.html" not in names


@pytest.mark.parametrize("language", ["sv", "en"])
def test_hostile_names_are_shown_literally_and_make_no_element(published, tmp_path, language):
    shown = replace(published, head=replace(published.head, language=language))

    for html in pages(shown, tmp_path).values():
        page = Page(html)
        assert not page.named("script")
        assert not page.named("img")
        assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    said = Page(report(shown, tmp_path)).said
    for name in published.areas["name"].iloc[:4]:
        assert " ".join(name.split()) in said
    assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|\b49\b", said)


def test_links_lead_to_the_web_or_to_our_own_pages(published, tmp_path):
    for html in pages(published, tmp_path).values():
        for link in Page(html).named("a"):
            assert link["href"].startswith(("#", "https://")) or link["href"].endswith(".html")


def test_a_page_asks_for_nothing_and_runs_nothing(published, tmp_path):
    for html in pages(published, tmp_path).values():
        policy = [m["content"] for m in Page(html).named("meta") if "http-equiv" in m]
        assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
        assert not re.search(r"@import|url\((?!#)", html)
        assert not Page(html).named("link")


def test_a_suppressed_number_is_on_no_page_even_if_the_frame_holds_it(published, tmp_path):
    for html in pages(published, tmp_path).values():
        assert not any(number in html for number in HIDDEN)


def test_suppressed_missing_and_zero_are_three_things(published, tmp_path):
    page = Page(report(published, tmp_path, unit=1))

    assert "–" in page.said
    assert "skyddad uppgift" in page.said
    assert "uppgift saknas" in page.said
    assert "0" in page.cells
    assert "ingen väg hittades" in page.said
    assert not re.search(r"\bnan\b", page.said, re.IGNORECASE)


@pytest.mark.parametrize("unit", [0, 1])
def test_headings_have_no_jumps_and_tables_are_named(published, tmp_path, unit):
    page = Page(report(published, tmp_path, unit))

    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.named("table")) == len(page.named("caption")) > 5
    assert all(th.get("scope") in {"col", "row"} for th in page.named("th"))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [a["href"][1:] for a in page.named("a") if a["href"].startswith("#")]
    named = [attrs["aria-labelledby"] for _, attrs in page.tags if "aria-labelledby" in attrs]
    assert {*targets, *" ".join(named).split()} <= {*ids}


def test_every_row_of_a_table_is_as_wide_as_its_head(published, tmp_path):
    html = report(published, tmp_path)

    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        widths = {
            len(re.findall(r"<t[hd][ >]", row))
            for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        }
        assert len(widths) == 1


def test_drawings_have_a_name_and_a_description(published, tmp_path):
    html = report(published, tmp_path)

    drawings = re.findall(r'<svg class="(?:map|bars|closer)".*?</svg>', html, re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        assert 'role="img"' in drawing
        assert re.search(r"<title id=[^>]*>[^<]+</title>", drawing)
        assert re.search(r"<desc id=[^>]*>[^<]+</desc>", drawing)


def test_numbers_are_those_that_were_published(published, tmp_path):
    page = Page(report(published, tmp_path))

    unit = published.units.iloc[0]
    assert "12\xa0345" in page.cells
    assert f"{unit['share_within'] * 100:.1f}".replace(".", ",") + "\xa0%" in page.cells
    for area in published.areas.iloc[:2].to_dict("records"):
        assert f"{area['minutes_median']:.1f}".replace(".", ",") in page.cells
        assert f"{area['need_index']:.2f}".replace(".", ",") in page.cells
    assert "87,3\xa0%" in page.cells


def test_a_report_is_in_the_studys_language(published, in_english, tmp_path):
    swedish, english = (report(p, tmp_path / p.head.language) for p in (published, in_english))

    assert '<html lang="sv">' in swedish
    assert '<html lang="en">' in english
    assert "Områdesrapport: Älby" in swedish
    assert "Area report: Älby" in english
    assert "22 november 2026" in swedish
    assert "Påhittade uppgifter." in swedish
    assert "Made-up data." in english
    assert "geoaccess arbetsregel, inte regionens beslutade princip" in swedish
    assert "a working rule of geoaccess" in english


def test_flagged_areas_come_with_reasons_and_how_clear(published, tmp_path):
    said = Page(report(published, tmp_path)).said

    assert f"Därför att {published.areas['name'].iloc[0]}".split("(")[0] in said
    assert "tydligt (90\xa0% av prövade kombinationer)".replace("\xa0", " ") in said
    assert "gränsfall" in said
    assert "Områden som inte kan bedömas" in said


def test_a_unit_without_flags_says_so(no_flags, tmp_path):
    said = Page(report(no_flags, tmp_path)).said

    assert "Inget område i enheten är flaggat." in said
    assert "Varför de är flaggade" not in said


def test_a_unit_without_gsa_and_ksa_says_so_and_asks(published, tmp_path):
    said = Page(report(published, tmp_path, unit=1)).said

    assert "Ingen samordnande vårdcentral (GSA) är registrerad." in said
    assert "Ingen samordnande funktion (KSA) är registrerad." in said
    assert "Vem samordnar tills enheten har en GSA?" in said
    assert "Det finns ingen vårdcentral i enheten." in said


@pytest.mark.parametrize(
    ("gap", "said_so"),
    [
        (3.75, "Läkare som saknas till riktvärdet: 3,8 heltidstjänster."),
        (-8.48, "Utrymme utöver riktvärdet: 8,5 heltidstjänster."),
    ],
)
def test_missing_physicians_are_never_a_negative_number(published, tmp_path, gap, said_so):
    units = published.units.assign(gp_gap=gap)
    said = Page(report(replace(published, units=units), tmp_path)).said

    assert said_so in said
    assert "ett riktvärde, varken golv eller tak" in said


def test_a_report_says_how_to_read_its_numbers(published, tmp_path):
    areas = published.areas.assign(
        threshold_min=[20.0, 10.0, 10.0, 20.0, 30.0], mode=["car", "walk", "walk", "car", "car"]
    )
    head = replace(published.head, need_reference={"sv": "1 är rikets medelvärde: källan."})
    shown = replace(published, areas=areas, head=head)
    said = Page(report(shown, tmp_path)).said

    assert "Så läser du siffrorna" in said
    limits = "centralort, annan tätort 10 min till fots; utanför tätort 20 min med bil; "
    assert f"Längsta godtagbara restid: {limits}ö utan fast förbindelse 30 min med bil." in said
    assert "1 är rikets medelvärde: källan." in said
    assert "enligt CNI, där 1 är referensbefolkningen; " in said


def test_a_measure_without_a_reference_claims_nothing_of_one(published, tmp_path):
    said = Page(report(published, tmp_path)).said

    assert "Behovsindex är 1,00 enligt CNI; " in said
    assert "referensbefolkningen" not in said


def test_readers_of_numbers_get_no_advice_on_the_studys_files(published, tmp_path):
    def notice(code, severity, said, **more):
        row = {"code": code, "severity": severity, "file": "", "row": None, "column": ""}
        full = f"{code}: {said} Ändra i study.toml."
        row |= {"value": "", "text_sv": full, "text_en": full}
        return row | {"said_sv": said, "said_en": said} | more

    notices = pd.DataFrame(
        [
            notice("GA-T071", "info", "Läst som utf-8."),
            notice("GA-S025", "info", "Färjor till fots: 1."),
            notice("GA-S025", "info", "Färjor med bil: 1."),
            notice("GA-T070", "warning", "Filen är inte UTF-8."),
            notice("GA-T074", "warning", "Dolda celler: 1.", file="cni.xlsx", column="Arbetslösa"),
        ]
    )
    said = Page(report(replace(published, notices=notices), tmp_path)).said
    told = said.partition("Noteringar om uppgifterna")[2]

    assert "cni.xlsx, Arbetslösa: Dolda celler: 1. (GA-T074) Färjor till fots: 1." in told
    assert "(GA-S025; 1 till av samma slag)" in told
    assert "utf-8" not in told.lower()
    assert "study.toml" not in said
    assert "Alla 5 noteringar, också de om hur filerna lästes, står i tables.xlsx." in told


def test_a_part_of_a_city_says_what_it_is_in_headings_and_in_the_index(published, tmp_path):
    units = published.units.assign(name=["Norra", "Kustvik"], kind=["stadsdelsomrade", "kommun"])
    found = pages(replace(published, units=units), tmp_path)

    assert "<h1>Områdesrapport: Norra (stadsdelsområde)</h1>" in found["9900-alby.html"]
    index = Page(found["index.html"]).said
    assert "Norra (stadsdelsområde)" in index
    assert "Kustvik (" not in index


def test_low_access_is_not_said_to_be_a_long_way(published, tmp_path):
    said = Page(report(published, tmp_path)).said

    assert "Stort vårdbehov och låg tillgång" in said
    assert "Stort vårdbehov och lång restid" not in said


def test_a_reader_is_told_that_sums_may_give_hidden_numbers_away(published, tmp_path):
    for unit in (0, 1):
        said = Page(report(published, tmp_path, unit)).said
        assert "Fler tal är dolda för att inget litet tal ska gå att räkna ut" in said


def test_a_verdict_without_a_measure_has_no_value(published, tmp_path):
    verdicts = published.verdicts.assign(unit="")
    nothing = verdicts["rule_id"] == "GP-BORDER"
    html = report(replace(published, verdicts=verdicts[nothing]), tmp_path, unit=1)

    row = re.search(r"<tr>\s*<th[^>]*>GP-BORDER.*?</tr>", html, re.DOTALL)[0]
    assert "uppgift saknas" not in row


def test_leakage_is_information_and_no_verdict(published, tmp_path):
    said = Page(report(published, tmp_path, unit=1)).said

    assert "31,0 % av dem som har en vårdcentral inom räckhåll har den närmaste i en annan" in said
    assert "aldrig ett omdöme" in said


def test_empty_tables_still_make_whole_pages(published, tmp_path):
    empty = replace(
        published,
        areas=published.areas.iloc[:0],
        sites=published.sites.iloc[:0],
        verdicts=published.verdicts.iloc[:0],
        shares=published.shares.iloc[:0],
        shares_by_mode=published.shares_by_mode.iloc[:0],
        sources=published.sources.iloc[:0],
        notices=published.notices.iloc[:0],
        background={},
    )

    said = Page(report(empty, tmp_path)).said
    assert "Inget område har de flesta av sina invånare i enheten." in said
    assert "Inget område i enheten är flaggat." in said


def test_pages_are_the_same_bytes_again_and_leave_the_result_alone(published, tmp_path):
    before = published.areas.copy(deep=True)

    first, again = (pages(published, tmp_path / name) for name in ("a", "b"))

    assert first == again
    assert published.areas.equals(before)


def test_the_map_of_the_region_is_linked_when_there_is_one(published, tmp_path):
    for path in write_reports(published, tmp_path, map_link="../map.html"):
        assert {"href": "../map.html"} in Page(path.read_text("utf-8")).named("a")
