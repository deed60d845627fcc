"""Words and signs for values."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

from geoaccess.messages import translator
from geoaccess.reporting.rows import number, plain, state, text
from geoaccess.reporting.words import Words
from geoaccess.result.indicators import SITE_COLUMNS, Indicator, by_name

PEOPLE = Indicator("people", "count", "People", "", counts=True)
SHARE = Indicator("share", "share", "Share", "")


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ({"people": 1234.0, "people_status": "ok"}, "1\xa0234"),
        ({"people": 0.0, "people_status": "ok"}, "0"),
        ({"people": 3.0, "people_status": "suppressed"}, "–"),
        ({"people": 3.0, "people_status": "missing"}, ".."),
        ({"people": 3.0, "people_status": "who knows"}, ".."),
        ({"people": np.nan, "people_status": "ok"}, ".."),
        ({"people": np.inf, "people_status": "ok"}, ".."),
        ({"people": pd.NA, "people_status": "ok"}, ".."),
        ({}, ".."),
    ],
)
def test_a_count_is_a_number_protected_or_missing(row, written):
    assert Words(translator("sv")).cell(row, PEOPLE).text == written


def test_a_share_of_protected_people_is_protected_with_them():
    words = Words(translator("sv"))

    assert words.cell({"share": None, "people_status": "suppressed"}, SHARE).text == "–"
    assert words.cell({"share": None, "people_status": "ok"}, SHARE).text == ".."
    assert words.cell({"share": 0.0, "people_status": "ok"}, SHARE).text == "0,0\xa0%"


def test_a_negative_number_has_a_minus_sign():
    assert Words(translator("sv")).plain(-3.25, "number") == "−3,25"


@pytest.mark.parametrize(
    ("given", "swedish"),
    [
        ("Mo-Fr 08:00-17:00", "mån–fre 8–17"),
        ("Mo-Th 08:00-20:00; Fr 08:00-16:30", "mån–tors 8–20; fre 8–16.30"),
        ("Mo,We 09:00-12:00,13:00-15:00", "mån, ons 9–12, 13–15"),
        ("24/7", "24/7"),
        ("Mo-Fr <b>", "Mo-Fr <b>"),
    ],
)
def test_plain_opening_hours_are_put_in_words_and_others_left(given, swedish):
    column = by_name(SITE_COLUMNS)["opening_hours"]

    assert Words(translator("sv")).word({"opening_hours": given}, column) == swedish


def test_control_characters_do_not_reach_a_page():
    assert text({"name": "a\x00b\nc\x1bd"}, "name") == "a\ufffdb c\ufffdd"


def test_only_what_unicode_calls_control_or_half_a_character_is_replaced():
    for place in (*range(0x3000), *range(0xD700, 0xE100)):
        character = unicodedata.normalize("NFC", chr(place))
        is_kept = not {unicodedata.category(c) for c in character} & {"Cc", "Cs"}
        sign = " " if character in "\t\r\n" else "\ufffd"
        assert plain(chr(place)) == (character if is_kept else sign), hex(place)


def test_a_hidden_number_is_none_and_zero_is_zero():
    assert number({"n": 4, "n_status": "suppressed"}, "n") is None
    assert number({"n": 0}, "n") == 0
    assert state({"n": 0}, "n") == "ok"
