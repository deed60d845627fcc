"""Notices: what a reader is told when something is wrong."""

import re

import pytest

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
)


def test_every_code_has_the_form_of_a_code_and_a_cure():
    for code, kind in CATALOGUE.items():
        assert re.fullmatch(r"GA-[A-Z]\d{3}", code)
        assert kind.severity in {"error", "warning", "info"}
        assert kind.text.endswith("."), code
        assert kind.cure or kind.severity != "error", code


def test_no_code_is_given_twice():
    from geoaccess.errors import catalogue  # noqa: PLC0415
    from geoaccess.errors.codes import (  # noqa: PLC0415
        config,
        geometry,
        layers,
        run,
        streets,
        tables,
        times,
    )

    all_codes = [
        kind.code
        for module in (config, tables, geometry, layers, streets, times, run)
        for kind in module.KINDS
    ]

    assert len(set(all_codes)) == len(all_codes)
    assert set(all_codes) <= set(catalogue.CATALOGUE)


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


def test_twenty_faults_are_shown_and_the_rest_are_counted():
    found = NoticeList()
    for row in range(25):
        found.add("GA-T010", file="s.csv", row=row, column="c", value="x")

    text = InputError(found.errors).render("en")

    assert text.count("GA-T010") == 20
    assert "5 more" in text
