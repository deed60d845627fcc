"""The map page as a reader meets it: from disk, without a network, by mouse and by keyboard."""

import itertools
import re

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def map_file(sample, tmp_path_factory):
    from geoaccess.cartography import write_map  # noqa: PLC0415 -- loads folium

    path = tmp_path_factory.mktemp("map") / "map.html"
    write_map(sample.make_published(), path)
    return path


@pytest.fixture(scope="module")
def hostile_file(sample, tmp_path_factory):
    from geoaccess.cartography import write_map  # noqa: PLC0415

    path = tmp_path_factory.mktemp("hostile") / "map.html"
    write_map(sample.make_published(30, names=sample.HOSTILE), path)
    return path


def test_the_map_opens_from_disk_and_asks_for_nothing(map_file, open_page):
    opened = open_page(map_file)

    assert opened.requests == [map_file.as_uri()]
    assert opened.problems == []
    assert opened.page.locator("#ga-message").is_hidden()
    assert opened.page.locator("#ga-map canvas").count() == 1


def test_the_browsers_sums_are_the_published_ones(map_file, open_page, sample):
    from geoaccess.cartography.summary import summarise  # noqa: PLC0415

    wanted = summarise(sample.make_published().areas)

    found = open_page(map_file).page.evaluate("window.__ga")

    assert found["within"] == pytest.approx(wanted.within, abs=1e-12)
    assert found["areas"] == wanted.areas
    assert found["people"] == wanted.people
    assert found["flagged"] == wanted.flagged
    assert found["flagged_people"] == wanted.flagged_people


def test_hostile_names_are_shown_as_they_are_and_run_nothing(hostile_file, open_page, sample):
    opened = open_page(hostile_file)
    page = opened.page

    names = page.eval_on_selector_all(
        "#ga-table tbody th", "cells => cells.map(cell => cell.textContent)"
    )
    assert names == [sample.HOSTILE[i % len(sample.HOSTILE)] for i in range(30)]
    for i in range(len(sample.HOSTILE)):
        page.locator("#ga-table .link").nth(i).dispatch_event("click")
        assert page.locator("#ga-card-name").evaluate("e => e.textContent") == sample.HOSTILE[i]
        assert (
            page.locator("#ga-card-body").evaluate("e => e.querySelectorAll('b,img').length") == 0
        )
    labels = page.eval_on_selector_all(".ga-label span", "spans => spans.map(s => s.textContent)")
    assert set(labels) <= set(sample.HOSTILE)
    move_over(page, area_at_centre(page))
    assert page.locator(".leaflet-tooltip strong").count() == 1
    assert page.evaluate("window.__pwned") is None
    assert page.evaluate("document.querySelectorAll('img, b').length") == 0
    assert opened.problems == []
    assert opened.requests == [hostile_file.as_uri()]


def test_markup_pushed_in_later_is_stopped_by_the_policy(map_file, open_page):
    opened = open_page(map_file)

    opened.page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.__pwned=1'>");
            const script = document.createElement("script");
            script.textContent = "window.__pwned = 2";
            document.body.append(script);
        }"""
    )
    opened.page.wait_for_timeout(100)

    assert opened.page.evaluate("window.__pwned") is None
    assert any("Content Security Policy" in problem for problem in opened.problems)


def test_the_keyboard_changes_the_layer_and_the_legend_follows(map_file, open_page):
    page = open_page(map_file).page
    caption = page.locator("#ga-legend caption")
    assert caption.inner_text() == "Restid"

    tab_to(page, 'input[name="ga-layer"]')
    page.keyboard.press("ArrowDown")

    assert caption.inner_text() == "Vårdbehov"
    assert page.locator("#ga-said").inner_text() == "Vårdbehov"
    assert page.locator("#ga-legend tbody tr").first.inner_text().startswith("1 – lägst behov")
    page.keyboard.press("ArrowDown")
    assert caption.inner_text() == "Flaggade områden"
    page.keyboard.press("ArrowDown")
    assert caption.inner_text() == "Behov och restid"
    assert page.locator("#ga-legend tbody tr").count() >= 9


def test_the_keyboard_shows_the_ground_and_takes_it_away(map_file, open_page):
    page = open_page(map_file).page
    drawn = """() => {
        const found = [];
        window.gaMap.eachLayer((layer) => {
            if (layer instanceof L.Polygon && layer.options.opacity === 0.5) {
                found.push(layer.isEmpty() ? null : layer.getBounds().toBBoxString().split(","));
            }
        });
        return found.map((box) => box && box.map(Number));
    }"""
    colours = """() => {
        const found = new Set();
        window.gaMap.eachLayer((layer) => { if (layer.row) found.add(layer.options.fillColor); });
        return found.size;
    }"""
    assert page.evaluate(drawn) == [None] * 4

    tab_to(page, 'input[name="ga-layer"]')
    page.keyboard.press("ArrowUp")

    assert page.locator("#ga-said").inner_text() == "Restid, ruta för ruta"
    assert page.locator("#ga-legend caption").inner_text() == "Restid, ruta för ruta"
    labels = page.locator("#ga-legend tbody tr").all_inner_texts()
    assert labels == ["0–5 min", "5–10 min", "10–20 min", "längre, eller inte känd"]
    # The longest time lies lowest and holds the next, down to the shortest.
    boxes = page.evaluate(drawn)
    for (west, south, east, north), inner in itertools.pairwise(boxes):
        assert west <= inner[0] < inner[2] <= east
        assert south <= inner[1] < inner[3] <= north
    assert page.evaluate(colours) == 1
    page.keyboard.press("ArrowDown")
    assert page.locator("#ga-legend caption").inner_text() == "Restid"
    assert page.evaluate(drawn) == [None] * 4
    assert page.evaluate(colours) > 1


def test_the_legend_counts_all_areas(map_file, open_page):
    page = open_page(map_file).page

    for i in range(4):
        page.locator('input[name="ga-layer"]').nth(i).check()
        counts = page.eval_on_selector_all(
            "#ga-legend tbody td:nth-child(2)", "cells => cells.map(c => Number(c.textContent))"
        )
        assert sum(counts) == 120


def test_the_keyboard_sorts_the_table(map_file, open_page):
    page = open_page(map_file).page
    head = page.locator("#ga-table thead th").nth(3)
    assert head.inner_text().startswith("Invånare")

    tab_to(page, "#ga-table thead th:nth-child(4) button")
    page.keyboard.press("Enter")

    assert head.get_attribute("aria-sort") == "ascending"
    assert people(page) == sorted(people(page))
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert people(page) == sorted(people(page), reverse=True)
    last = page.locator("#ga-table tbody tr td:nth-child(4)").all_inner_texts()[-2:]
    assert set(last) == {"skyddad uppgift", "uppgift saknas"}


def people(page):
    cells = page.locator("#ga-table tbody tr td:nth-child(4)").all_inner_texts()
    return [int(cell.replace("\xa0", "")) for cell in cells if cell[0].isdigit()]


def test_enter_on_a_row_opens_the_area_and_escape_comes_back(map_file, open_page):
    page = open_page(map_file).page

    tab_to(page, "#ga-table tbody .link")
    page.keyboard.press("Enter")

    card = page.locator("#ga-card")
    assert card.is_visible()
    assert page.locator("#ga-card-name").inner_text() == "Område 1"
    assert "Varför: Behovet är i högsta femtedelen" in card.inner_text()
    assert page.evaluate("document.activeElement.id") == "ga-card"
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Område 1"


def test_the_card_tells_of_relative_access_and_how_often_it_is_flagged(map_file, open_page):
    page = open_page(map_file).page

    page.locator("#ga-table .link").first.click()

    said = page.locator("#ga-card").inner_text()
    assert re.search(r"Relativ tillgång \(SPAR\)\s+1,00", said)
    assert re.search(r"Flaggas, andel av prövade kombinationer\s+90\xa0%", said)
    heads = page.locator("#ga-table thead").inner_text()
    assert "SPAR" not in heads


def test_a_chosen_area_is_shown_with_what_lies_around_it(map_file, open_page):
    page = open_page(map_file).page

    for link in (page.locator("#ga-table .link").nth(i) for i in (0, 40, 119)):
        link.click()
        page.wait_for_timeout(600)
        part = page.evaluate(
            """() => {
                const name = document.getElementById("ga-card-name").textContent;
                let layer;
                window.gaMap.eachLayer((l) => { if (l.row && l.row.name === name) layer = l; });
                const box = layer.getBounds();
                const at = (spot) => window.gaMap.latLngToContainerPoint(spot);
                const [low, high] = [at(box.getSouthWest()), at(box.getNorthEast())];
                const size = window.gaMap.getSize();
                const card = document.getElementById("ga-card").offsetLeft;
                const across = (high.x - low.x) / size.x;
                return [Math.max(across, (low.y - high.y) / size.y), high.x < card];
            }"""
        )
        assert 0.02 < part[0] < 0.34
        assert part[1]


def test_a_chosen_flagged_area_keeps_its_red_outline(map_file, open_page):
    page = open_page(map_file).page
    page.check("#ga-flagged")

    page.locator("#ga-table .link:visible").first.click()

    drawn = page.evaluate(
        """() => {
            const found = [];
            window.gaMap.eachLayer((layer) => {
                if (layer instanceof L.Polygon && layer.options.weight >= 3 && !layer.isEmpty()
                    && !layer.drawn) found.push(layer.options.color);
            });
            return found;
        }"""
    )
    assert drawn[-3:] == ["#111820", "#ffffff", "#b00020"]


@pytest.mark.parametrize("spot", [(0.5, 0.08), (0.5, 0.85), (0.2, 0.5)])
def test_a_tooltip_stays_inside_the_map(map_file, open_page, spot):
    page = open_page(map_file).page
    area_at_centre(page)
    box = page.locator("#ga-map").bounding_box()
    at = (box["x"] + box["width"] * spot[0], box["y"] + box["height"] * spot[1])

    move_over(page, at)

    tip = page.locator(".leaflet-tooltip").bounding_box()
    assert tip["y"] >= box["y"]
    assert tip["x"] >= box["x"]
    assert tip["y"] + tip["height"] <= box["y"] + box["height"]
    assert tip["x"] + tip["width"] <= box["x"] + box["width"]


def test_a_narrow_map_keeps_its_mark_and_can_be_moved(map_file, open_page):
    page = open_page(map_file, viewport={"width": 320, "height": 640}).page
    page.locator("#ga-map").scroll_into_view_if_needed()
    box = page.locator("#ga-map").bounding_box()
    before = page.evaluate("window.gaMap.getCenter().lng")

    page.mouse.move(box["x"] + 150, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 220, box["y"] + 150, steps=5)
    page.mouse.up()
    page.wait_for_timeout(500)

    assert page.locator(".stamp").is_visible()
    assert page.locator(".stamp").inner_text() == "Påhittade data: länet finns inte."
    assert page.evaluate("window.gaMap.getCenter().lng") < before


def test_the_filter_narrows_the_table_and_says_so(map_file, open_page):
    page = open_page(map_file).page
    rows = page.locator("#ga-table tbody tr:visible")

    page.fill("#ga-filter", "område 11")
    assert rows.count() == 11
    assert page.locator("#ga-shown").inner_text() == "Visar 11 av 120 områden."
    page.fill("#ga-filter", "")
    page.select_option("#ga-unit", "Älsjö")
    assert set(page.locator("#ga-table tbody tr:visible td:nth-child(2)").all_inner_texts()) == {
        "Älsjö"
    }
    page.select_option("#ga-unit", "")
    page.check("#ga-flagged")
    assert rows.count() == page.evaluate("window.__ga.flagged")


def test_a_click_and_a_hover_on_the_map_tell_of_the_area(map_file, open_page):
    page = open_page(map_file).page
    spot = area_at_centre(page)

    move_over(page, spot)
    tip = page.locator(".leaflet-tooltip")
    name = tip.locator("strong").inner_text()
    assert "Tröskel" in tip.inner_text()
    assert "min" in tip.inner_text()
    page.mouse.click(*spot)

    assert page.locator("#ga-card-name").inner_text() == name


def test_sites_and_outlines_can_be_switched_off(map_file, open_page):
    page = open_page(map_file).page
    before = pixels(page)

    for box in page.locator('input[name="ga-site"]').all():
        box.uncheck()
    without_sites = pixels(page)
    page.uncheck("#ga-outline")

    assert before != without_sites != pixels(page)


def test_the_downloaded_table_opens_safely_in_a_swedish_spreadsheet(
    hostile_file, open_page, tmp_path
):
    page = open_page(hostile_file, accept_downloads=True).page

    with page.expect_download() as waiting:
        page.click("#ga-csv")
    target = tmp_path / "areas.csv"
    waiting.value.save_as(target)
    text = target.read_bytes().decode("utf-8")

    heads, *rows = [line.split(";") for line in text.removeprefix("\ufeff").split("\r\n")]
    assert text.startswith("\ufeffOmråde;Enhet;Flagga;Invånare;Behovsindex;")
    for name in ("Restid, median (min)", "Tröskel (min)", "Andel inom tröskeln (%)"):
        assert name in heads
    shares = [row[heads.index("Andel inom tröskeln (%)")] for row in rows if len(row) == len(heads)]
    numbers = [float(share.replace(",", ".")) for share in shares if share[0].isdigit()]
    assert max(numbers) == 100
    assert all(round(number, 1) == number for number in numbers)
    assert "'=HYPERLINK(1)" in text
    assert not re.search(r"(^|;|\n)\"?=", text)
    assert re.search(r";\d,\d+;", text)
    assert "skyddad uppgift" in text
    assert '"""\'>&amp;<b>fet</b>"' in text


def test_numbers_are_written_the_swedish_way(map_file, open_page):
    page = open_page(map_file).page
    row = page.locator("#ga-table tbody tr").first.inner_text()

    assert re.search(r"\d\xa0\d{3}", row)
    assert re.search(r"\d,\d\xa0%", row)
    assert re.search(r"\d,\d\xa0min", row)


@pytest.mark.parametrize("size", [(1280, 900), (320, 640)])
def test_axe_finds_nothing_to_complain_of(map_file, open_page, size):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    width, height = size
    # The policy would keep axe itself out.
    viewport = {"width": width, "height": height}
    page = open_page(map_file, bypass_csp=True, viewport=viewport).page
    page.locator("#ga-table .link").first.click()

    found = Axe().run(page)

    assert [violation["id"] for violation in found.response["violations"]] == []


def test_a_narrow_screen_needs_no_sideways_scrolling(map_file, open_page):
    page = open_page(map_file, viewport={"width": 320, "height": 640}).page

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_print_has_map_legend_and_every_row_and_no_buttons(map_file, open_page):
    page = open_page(map_file).page

    page.emulate_media(media="print")

    assert page.locator("#ga-map canvas").is_visible()
    assert page.locator("#ga-legend table").is_visible()
    assert page.locator("#ga-table tbody tr").last.is_visible()
    assert page.locator(".tools").is_hidden()
    assert page.locator("#ga-layers").is_hidden()
    assert page.evaluate("document.querySelector('.scroll').scrollHeight") == page.evaluate(
        "document.querySelector('.scroll').clientHeight"
    )
    box = page.locator("#ga-map").bounding_box()
    assert box["width"] == pytest.approx(180 / 25.4 * 96, abs=2)
    assert box["height"] == pytest.approx(150 / 25.4 * 96, abs=2)


def test_a_reader_who_wants_no_motion_gets_none(map_file, open_page):
    page = open_page(map_file, reduced_motion="reduce").page

    assert page.evaluate("window.gaMap.options.zoomAnimation") is False


def test_the_skip_link_goes_to_the_table(map_file, open_page):
    page = open_page(map_file).page

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "ga-areas"


def test_a_browser_that_cannot_read_the_page_is_told_so(map_file, chromium, tmp_path):
    broken = tmp_path / "broken.html"
    text = map_file.read_text(encoding="utf-8")
    broken.write_text(text.replace('id="ga-data">H4s', 'id="ga-data">AAA'), encoding="utf-8")
    page = chromium.new_page()

    page.goto(broken.as_uri())
    message = page.locator("#ga-message", has_text="Kartan kunde inte visas")
    message.wait_for(timeout=5_000)

    assert message.is_visible()
    page.close()


def tab_to(page, selector, limit=80):
    """Press Tab until the element has the focus: what the keyboard cannot reach fails here."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached within {limit} presses of Tab")


def area_at_centre(page):
    """Where on the screen an area is drawn: the middle of the map, without a site on it."""
    page.evaluate("window.scrollTo(0, 0)")
    for box in page.locator('input[name="ga-site"]').all():
        box.uncheck()
    page.uncheck("#ga-outline")
    if page.locator("#ga-card").is_visible():
        page.click("#ga-card-close")
    page.click(".whole")
    page.wait_for_timeout(400)
    page.locator("#ga-map").scroll_into_view_if_needed()
    box = page.locator("#ga-map").bounding_box()
    return box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.6


def move_over(page, spot):
    page.mouse.move(spot[0] - 3, spot[1] - 3)
    page.wait_for_timeout(100)  # Leaflet looks at the pointer at most every 32 ms
    page.mouse.move(*spot)
    page.wait_for_timeout(100)
    page.locator(".leaflet-tooltip").wait_for(timeout=3_000)


def pixels(page):
    """The canvas once it is drawn: Leaflet draws in the next frame."""
    page.wait_for_timeout(150)
    return page.evaluate("document.querySelector('#ga-map canvas').toDataURL()")
