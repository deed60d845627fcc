"""Each code of the catalogue is told of a bad input, and not of the nearest good one."""

import re
from collections import Counter

import pytest
from pairs import expected_class, told_by
from registry import PAIRS

from geoaccess.errors import CATALOGUE
from geoaccess.messages import LANGUAGES

NOT_FILLED = re.compile(r"[{}]|\b(?:None(?! of)|nan|NaN|inf|Phrase)\b|  |Input should")


def test_every_code_has_its_fixtures_and_every_fixture_a_code():
    assert Counter(pair.code for pair in PAIRS) == Counter(list(CATALOGUE))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.code)
def test_the_bad_input_tells_it_and_its_good_neighbour_does_not(pair, tmp_path):
    bad, good = (tmp_path / name for name in ("bad", "good"))
    bad.mkdir()
    good.mkdir()

    told = told_by(pair.bad, bad)
    neighbour = told_by(pair.good, good)

    said = [notice for notice in told.notices if notice.code == pair.code]
    assert said, [notice.render("en") for notice in told.notices]
    is_error = CATALOGUE[pair.code].severity == "error"
    assert type(told.error) is (expected_class(pair.code) if is_error else type(None))
    assert _place(said[0], bad) == (pair.file, pair.row, pair.column, pair.value)
    for notice in said:
        _assert_readable(notice)
    assert neighbour.error is None, neighbour.error
    assert pair.code not in {notice.code for notice in neighbour.notices}


def _place(notice, folder):
    value = None if notice.value is None else notice.value.replace(str(folder), ".")
    return notice.file.replace(f"{folder}/", ""), notice.row, notice.column, value


def _assert_readable(notice):
    for lang in LANGUAGES:
        shown = notice.render(lang).replace("'{…}'", "").replace("'inf'", "")
        assert not NOT_FILLED.search(shown), shown
        assert notice.code in shown
        assert notice.cure(lang) or notice.severity != "error"
    if notice.text("en") != notice.kind.text or notice.kind.text[0].isupper():
        assert notice.text("sv") != notice.text("en")
