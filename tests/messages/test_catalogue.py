"""Every sentence a reader sees is there in both languages, with the same places."""

import math
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

import geoaccess
from geoaccess.messages import translator

PACKAGE = Path(geoaccess.__file__).parent
CATALOGUES = sorted((PACKAGE / "messages" / "sv").glob("*.po"))
KEYWORDS = {"N_": None, "t": None, "T": None, "_": None}


def sentences_in_use():
    found = {}
    for path, method in (
        *((p, "python") for p in PACKAGE.rglob("*.py")),
        *((p, "jinja2.ext:babel_extract") for p in PACKAGE.rglob("templates/*.html")),
    ):
        for _, message, _, _ in extract_from_file(method, path, keywords=KEYWORDS):
            if isinstance(message, str) and message:
                found.setdefault(message, path.relative_to(PACKAGE).as_posix())
    return found


def entries(path):
    with path.open("rb") as file:
        return {m.id: m.string for m in read_po(file, locale="sv") if m.id}


def places(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


SWEDISH = {path.name: entries(path) for path in CATALOGUES}


def test_every_sentence_in_the_code_has_its_swedish():
    known = set().union(*SWEDISH.values())

    missing = {m: where for m, where in sentences_in_use().items() if m not in known}

    assert missing == {}


def test_no_catalogue_keeps_a_sentence_that_nothing_says():
    used = sentences_in_use()

    for name, held in SWEDISH.items():
        assert [m for m in held if m not in used] == [], name


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.stem)
def test_a_translation_is_there_and_has_the_same_places(path):
    for message, swedish in SWEDISH[path.name].items():
        assert swedish, message
        assert places(swedish) == places(message), message


def test_a_sentence_has_one_translation_however_many_files_it_stands_in():
    seen = {}
    for held in SWEDISH.values():
        for message, swedish in held.items():
            assert seen.setdefault(message, swedish) == swedish


def test_numbers_are_written_as_the_language_does():
    sv, en = translator("sv"), translator("en")

    assert sv.number(1234567.891, 2) == "1\xa0234\xa0567,89"
    assert sv.percent(0.125) == "12,5\xa0%"
    assert en.percent(0.125) == "12.5%"
    assert en.number(1234) == "1,234"
    assert sv.number(-0.004, 2) == "0,00"
    assert sv.number(-1234) == "−1\xa0234"


@given(st.floats(-1e12, 1e12) | st.just(math.inf), st.integers(0, 4), st.sampled_from(["sv", "en"]))
def test_numbers_and_shares_are_written_as_by_babel(value, decimals, lang):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign, locale = {"sv": ("\xa0%", "sv_SE"), "en": ("%", "en_GB")}[lang]

    def by_babel(rounded, form):
        return format_decimal(rounded + 0.0, format=form, locale=locale).replace("-", "−")

    t = translator(lang)
    assert t.number(value, decimals) == by_babel(round(value, decimals), pattern)
    assert t.percent(value, decimals) == by_babel(round(value, decimals + 2), pattern + sign)
