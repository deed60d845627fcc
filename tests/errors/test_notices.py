"""Notices: what a reader is told when something is wrong."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import (
    CATALOGUE,
    ConfigError,
    GeoaccessError,
    InputError,
    LimitError,
    Notice,
    NoticeList,
    OutputError,
    ServiceError,
    telling_beside,
)
from geoaccess.errors.page import notices_page
from geoaccess.messages import Phrase, translator


def test_every_code_has_the_form_of_a_code_and_a_cure():
    for code, kind in CATALOGUE.items():
        assert re.fullmatch(r"GA-[A-Z]\d{3}", code)
        assert kind.severity in {"error", "warning", "info"}
        assert kind.text.endswith("."), code
        assert kind.cure or kind.severity != "error", code


def test_the_page_of_all_notices_is_as_the_catalogue_renders_it():
    written = (Path(__file__).parents[2] / "docs" / "notices.md").read_text("utf-8")
    page = notices_page()

    assert written == page, "run: make docs"
    for code, kind in CATALOGUE.items():
        assert f"### {code}\n" in page
        assert kind.severity != "error" or not kind.assumption


@given(
    st.sampled_from(["19121212-1212", "121212-1212", "121212+1212", "201212121212"]),
    st.text(st.characters(exclude_categories=["Nd"]), max_size=20),
)
def test_no_notice_keeps_a_personal_identity_number(person, around):
    notice = Notice(
        code="GA-T051",
        value=around + person + around,
        places={"found": f"a, {person}", "nearest": ""},
    )

    for said in (notice.value, notice.render("sv"), notice.as_row("en")["text"]):
        assert "1212" not in said


@pytest.mark.parametrize(
    "value", ["3520006860000", "556036-0793", "SE2321000016-15CN", "08-12345678"]
)
def test_other_numbers_are_shown_as_they_are(value):
    assert Notice(code="GA-T010", value=value).value == value


def test_no_code_is_given_twice():
    from geoaccess.errors.catalogue import MODULES  # noqa: PLC0415

    all_codes = [kind.code for module in MODULES for kind in module.KINDS]

    assert len(set(all_codes)) == len(all_codes) == len(CATALOGUE)


@pytest.mark.parametrize(
    ("error", "builtin", "code"),
    [
        (ConfigError, ValueError, 2),
        (InputError, ValueError, 3),
        (ServiceError, OSError, 4),
        (OutputError, OSError, 5),
        (LimitError, MemoryError, 6),
    ],
)
def test_each_error_is_ours_and_a_builtin_with_its_exit_code(error, builtin, code):
    assert issubclass(error, GeoaccessError)
    assert issubclass(error, builtin)
    assert error.exit_code == code


def test_a_notice_names_file_row_column_value_and_cure_in_both_languages():
    notice = Notice(code="GA-T010", file="sites.csv", row=7, column="listed", value="många")

    for lang in ("sv", "en"):
        text = notice.render(lang)
        for part in ("GA-T010", "sites.csv", "7", "listed", "'många'"):
            assert part in text
    assert "rad 7" in notice.render("sv")
    assert notice.cure("sv") != notice.cure("en")


def test_control_characters_reach_no_terminal():
    notice = Notice(
        code="GA-T010", file="a\x1b]0;x\x07.csv", row=1, column="\x1b[31m", value="\x9b"
    )

    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", notice.render("sv"))


def test_a_value_with_braces_is_shown_as_it_is():
    notice = Notice(code="GA-T010", file="s.csv", row=1, column="c", value="{row.__class__}")

    assert "{row.__class__}" in notice.render("en")


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        (31763, "31\xa0763", "31,763"),
        (1, "1", "1"),
        (np.int64(5984), "5\xa0984", "5,984"),
        (1.35, "1,35", "1.35"),
        (np.float64(99.9), "99,9", "99.9"),
        (4.0, "4", "4"),
        (-0.0001, "0", "0"),
        (2.47614, "2,476", "2.476"),
        (float("nan"), "nan", "nan"),
        ("0180", "0180", "0180"),
        ("1.35", "1.35", "1.35"),
        (True, "True", "True"),
        (Phrase("by car"), "med bil", "by car"),
        ((Phrase("by car"), "0180", 1.5), "med bil, 0180, 1,5", "by car, 0180, 1.5"),
        ("x" * 300, "x" * 199 + "…", "x" * 199 + "…"),
    ],
)
def test_a_number_in_a_sentence_is_written_as_the_language_does_and_text_stands(value, sv, en):
    notice = Notice(code="GA-S012", places={"percent": value})

    assert notice.text("sv") == f"Gatorna täcker bara {sv}\xa0% av studiens utbredning."
    assert notice.text("en") == f"The streets cover only {en}% of the study's extent."


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_sentence_counts_something_that_reads_wrong_when_it_is_one(lang):
    """A count stands after its colon: "Areas without …: 1", never "1 areas"."""
    translate = translator(lang)
    counted = re.compile(r"\{n\} (?!of |av |would |times|gånger)\w")

    assert [code for code, kind in CATALOGUE.items() if counted.search(translate(kind.text))] == []


def test_twenty_faults_are_shown_and_the_rest_are_counted():
    found = NoticeList()
    for row in range(25):
        found.add("GA-T010", file="s.csv", row=row, column="c", value="x")

    text = InputError(found.errors).render("en")

    assert text.count("GA-T010") == 20
    assert "5 more" in text


def test_no_fault_hides_what_was_noticed_before_it():
    found = NoticeList()
    found.add("GA-T070", file="s.csv")
    found.add("GA-T010", file="s.csv", row=2, column="c", value="x")

    with pytest.raises(InputError) as caught, telling_beside(found):
        raise InputError.of("GA-T020", file="t.csv")

    assert [n.code for n in caught.value.notices] == ["GA-T010", "GA-T020"]
    assert [n.code for n in caught.value.beside] == ["GA-T070"]


def test_errors_are_raised_together_and_warnings_alone_raise_nothing():
    found = NoticeList()
    found.add("GA-T070", file="s.csv")
    InputError.refuse(found)
    found.add("GA-T020", file="t.csv")

    with pytest.raises(InputError) as caught:
        InputError.refuse(found)

    assert [n.code for n in caught.value.notices] == ["GA-T020"]
    assert [n.code for n in caught.value.beside] == ["GA-T070"]
