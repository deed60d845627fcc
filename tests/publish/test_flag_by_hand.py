"""docs/method.md recomputes a flag from a report alone, and still says what the report says."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"


def plain(text):
    """Words and numbers as typed: no tags, no-break spaces as spaces."""
    shown = html.unescape(re.sub("<[^>]+>", " ", text))
    return re.sub(r"\s+", " ", shown)


@pytest.fixture(scope="module")
def report(exempellan_run):
    return plain((exempellan_run / "reports" / "9902-bruksby.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text("utf-8").split("## One flag by hand")[1].split("\n## ")[0]


def number(written):
    return float(written.replace(" ", "").replace(",", "."))


def evidence(report):
    """The reasons as the report has them, and each number in them."""
    reasons = re.search(r"Hyttmo \(1 096 invånare\): (Flaggat: .*? % säger\.)", report)[1]
    found = {
        "need": r"(\S+) % av regionens invånare bor i områden med lägre",
        "need_limit": r"lägre CNI \(relativt tal\) \(gräns (\d+) %\)",
        "share": r"Vägen är lång: (\S+) % av invånarna",
        "beyond": r"av invånarna \(([\d ]+)\) har mer än",
        "minutes": r"har mer än (\d+) min",
        "share_limit": r"ta sig dit \(gräns (\d+) %\)",
        "care": r"är (\d+) % av regionens medelvärde",
        "care_limit": r"för liten \(gräns (\d+) %\)",
        "draws": r"flaggas i (\d+) % av",
        "tried": r"% av ([\d ]+) prövade",
        "clear_from": r"det som minst (\d+) % säger",
    }
    return reasons, {name: re.search(pattern, reasons)[1] for name, pattern in found.items()}


def test_the_page_quotes_the_report(report, page):
    reasons, _ = evidence(report)

    assert f"> {reasons}" in page


def test_the_flag_follows_from_the_printed_numbers_and_the_page_reckons_with_them(report, page):
    _, said = evidence(report)
    people = re.search(r"Hyttmo \(([\d ]+) invånare\)", report)[1]
    value = {name: number(text) for name, text in said.items()}

    high = value["need"] >= value["need_limit"]
    share = 100 * value["beyond"] / number(people)
    far = share > value["share_limit"]
    little = value["care"] < value["care_limit"]
    clear = value["draws"] >= value["clear_from"]

    assert share == pytest.approx(value["share"], abs=0.05)
    answers = {True: "yes", False: "no"}
    for line in (
        f"| {said['need']} is at least {said['need_limit']} | {answers[high]} |",
        (
            f"| {said['beyond']} of {people} people are beyond {said['minutes']} min: "
            f"{said['share']} % is more than {said['share_limit']} % | {answers[far]} |"
        ),
        f"| {said['care']} is not below {said['care_limit']} | {answers[little]} |",
        f"| need is high, and one of the two holds | {answers[high and (far or little)]} |",
        (
            f"| {said['draws']} % of {said['tried']} draws agree, at least {said['clear_from']} % "
            f"| {answers[clear]} |"
        ),
    ):
        assert line in page
    assert "Hyttmo annan tätort 1 096 1,85 16,3 0,0 % flaggat" in report


def test_the_priority_is_the_people_beyond_times_relative_need(report, page, exempellan):
    row = re.search(r"Prioritet Hur tydligt Hyttmo (.*?) tydligt", report)[1]
    priority = re.search(r"0,95 ([\d ]+)$", row)[1]
    _, said = evidence(report)
    relative = number(priority) / number(said["beyond"])

    assert f"is {priority}: divided by the {said['beyond']} people" in page.replace("\n", " ")
    assert f"it is {relative:.2f}".replace(".", ",") in page
    assert relative == pytest.approx(exempellan.areas.loc["9902B2010", "need_relative"], abs=0.005)
    index = re.match(r"1 096 (\S+) ", row)[1]
    assert f"prints, {index}, is relative to the country" in page.replace("\n", " ")
    areas = exempellan.areas.dropna(subset=["need_index"])
    mean = (areas["need_index"] * areas["people"]).sum() / areas["people"].sum()
    assert number(index) / relative == pytest.approx(mean, abs=0.01)
    assert f"the other, {mean:.2f}, is the region's own".replace(".", ",", 1) in page
