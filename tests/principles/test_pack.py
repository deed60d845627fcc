from __future__ import annotations

import re
import tomllib

import pytest

from geoaccess.errors import ConfigError
from geoaccess.paths import packaged_data
from geoaccess.principles import load_pack
from geoaccess.tables import SETTLEMENTS

TEXT = packaged_data("rules", "stockholm.toml").read_text(encoding="utf-8")


@pytest.fixture
def faulty(tmp_path):
    def faults(*changes):
        text = TEXT
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load_pack(path)
        return caught.value

    return faults


def test_the_shipped_pack_is_whole():
    pack = load_pack("stockholm")

    assert [rule.id for rule in pack.rules] == [
        "GP-NEED",
        "GP-DIFF",
        "GP-NEAR",
        "GP-EQUITY",
        "GP-SETTLE",
        "GP-SPREAD",
        "GP-REACH",
        "GP-BORDER",
        "CAP",
        "ROBUST",
        "SPEC-BVC",
        "SPEC-NARAKUT",
        "SPEC-MVC",
        "SPEC-REHAB",
        "SPEC-MOBILE",
        "HOURS",
        "FUTURE-NEAR",
        "FUTURE-DIFF",
        "FUTURE-CAP",
    ]
    assert set(pack.thresholds_min) == set(SETTLEMENTS) == set(pack.deciding_mode.mode)
    assert all(rule.wording_is_ours for rule in pack.rules)
    assert pack.catchment.decay().limits_s == (600, 1200, 1800)
    assert pack.catchment.decay().weights == (1.0, 0.68, 0.22)


def test_nothing_in_the_pack_looks_like_an_official_number():
    for rule in tomllib.loads(TEXT)["rules"]:
        shown = " ".join([rule["id"], *rule["title"].values(), *rule["wording"].values()])
        assert not re.search(r"princip\w*\s+\d|principle\s+\d|\d+[:.]?e? princip", shown.lower())
        assert not any(letter.isdigit() for letter in rule["id"])


def test_a_pack_is_read_by_its_path_too(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")

    assert load_pack(path) == load_pack("stockholm")
    assert load_pack(str(path)).id == "stockholm"


def test_a_pack_that_is_not_there_names_those_that_are():
    with pytest.raises(ConfigError, match=r"'stokholm'. There are: .*stockholm"):
        load_pack("stokholm")
    with pytest.raises(ConfigError, match="GA-P001"):
        load_pack("missing/folder/mine.toml")


def test_broken_toml_is_refused(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("id = ", encoding="utf-8")

    with pytest.raises(ConfigError, match="GA-P002"):
        load_pack(path)


def test_all_faults_of_form_are_given_at_once_with_the_nearest_key(faulty):
    error = faulty(
        ("high_percentile = 80", "high_percentil = 80"),
        ("version = ", "versoin = "),
        ("share_beyond = 0.20", "share_beyond = 1.20"),
        ("A = { car = 20", "A = { cra = 20"),
        ('status = "working_rules"', 'status = "official"'),
    )

    codes = [notice.code for notice in error.notices]
    assert codes.count("GA-P003") == 2
    assert codes.count("GA-P004") == 2
    assert codes.count("GA-P005") == 3
    text = error.render("sv")
    assert "need.high_percentil" in text
    assert "(high_percentile?)" in text
    assert "(version?)" in text


def test_all_faults_of_meaning_are_given_at_once(faulty):
    error = faulty(
        ('operator = "share_within"', 'operator = "share_withn"'),
        ("met = 0.95, at_risk = 0.85", "met = 0.85, at_risk = 0.95"),
        ("met = 1.0, at_risk = 1.2", "met = 1.2, at_risk = 1.0"),
        ('scopes = ["site"]', 'scopes = ["area"]'),
        ('sources = ["gsa", ', 'sources = ["gsaa", '),
        ('id = "CAP"', 'id = "GP-NEAR"'),
        ("min_areas = 10", "min_area = 10"),
        ("max_age_months = 24", "max_age_months = -1"),
    )

    codes = sorted(notice.code for notice in error.notices)
    assert codes == [
        "GA-P003",
        "GA-P004",
        "GA-P005",
        "GA-P006",
        "GA-P007",
        "GA-P007",
        "GA-P008",
        "GA-P009",
        "GA-P010",
    ]
    assert "(share_within?)" in error.render("en")
    assert "(gsa?)" in error.render("en")


@pytest.mark.parametrize(
    "change",
    [
        ('S = "car", C', "C"),
        ("low_percentile = 20", "low_percentile = 80"),
        ("weights = [1.0, 0.68, 0.22]", "weights = [1.0, 0.68]"),
        ("weights = [1.0, 0.68, 0.22]", "weights = [0.22, 0.68, 1.0]"),
        ("min_people = 50", "min_people = 50.5"),
        # Of nobody there is no share: a pack that judges them is refused before it divides by them.
        ("min_people = 50", "min_people = 0"),
        ("min_people = 200", "min_people = 0"),
        ("min_coverage = 0.95", "min_coverage = 0.0"),
        ("spar_below = 0.75", "spar_below = nan"),
    ],
)
def test_values_that_make_no_sense_are_refused(faulty, change):
    assert {notice.code for notice in faulty(change).notices} == {"GA-P005"}


def test_limits_stand_where_the_operator_has_them_and_only_there(faulty):
    missing = faulty(("limits = { met = 0.95, at_risk = 0.90 }\n", ""))
    extra = faulty(
        (
            'operator = "exactly_one_valid"\n',
            'operator = "exactly_one_valid"\nlimits = { met = 1, at_risk = 0 }\n',
        )
    )

    assert [notice.code for notice in missing.notices] == ["GA-P004"]
    assert [notice.code for notice in extra.notices] == ["GA-P003"]
