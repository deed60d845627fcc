"""Which groups are among the people who have too far to go, and when they are not told."""

import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.principles import explain, flag_areas, flag_frame


def told(world, **columns):
    """The area that is flagged, with its groups: 30 of 100 are beyond, of 20 aged 65 or more 8."""
    areas = world.areas.assign(age_65plus=20.0, age_80plus=13.0, **columns)
    points = world.points.assign(age_65plus=[12.0, 8.0] * 6)
    return dataclasses.replace(world, areas=areas, points=points)


def values(flag):
    return {one.group: one.value for one in flag.concerned}


def test_each_group_is_counted_where_points_hold_it_and_estimated_where_only_areas_do(pack, far):
    flag = flag_areas(pack, told(far("a6"), elderly_alone=10.0, no_car=20.0))["a6"]

    # By hand: 10 x 8/20 of those who live alone, 20 x 30/100 of the households.
    assert values(flag) == {"age_80plus": 6.0, "elderly_alone": 4.0, "no_car": pytest.approx(6.0)}
    assert flag.reasons("en").count("estimated") == 2
    assert "aged 65 or older: 4. Households without a car" in flag.reasons("en")
    assert "skattat med andelen av alla invånare: 6." in flag.reasons("sv")
    row = flag_frame({"a6": flag}).loc["a6"]
    assert row[["beyond_age_80plus", "beyond_elderly_alone"]].tolist() == [6.0, 4.0]


def test_without_ages_those_who_live_alone_are_as_far_away_as_all_people(pack, far):
    evidence = far("a6")
    areas = evidence.areas.assign(elderly_alone=10.0)
    flag = flag_areas(pack, dataclasses.replace(evidence, areas=areas))["a6"]

    assert values(flag)["elderly_alone"] == pytest.approx(3.0)
    assert "by the share of all people: 3." in flag.reasons("en")


def test_zero_is_told_what_is_missing_is_not_known_and_what_is_not_given_is_not_named(pack, far):
    none = flag_areas(pack, told(far("a6"), no_car=0.0))["a6"]
    assert "Households without a car among them" in none.reasons("en")
    assert none.reasons("en", 5).count("share of all people: 0.") == 1
    assert "living alone" not in none.reasons("en")

    unknown = flag_areas(pack, told(far("a6"), no_car=math.nan))["a6"]
    assert "share of all people: not known." in unknown.reasons("en")
    assert "uppgift saknas" in unknown.reasons("sv")
    assert math.isnan(values(unknown)["no_car"])


def test_groups_are_named_only_where_the_way_is_long(pack, far):
    flags = flag_areas(pack, told(far("a6"), elderly_alone=10.0, no_car=20.0))

    assert [key for key, flag in flags.items() if "alone" in flag.reasons("en")] == ["a6"]
    assert flag_frame(flags)["beyond_no_car"].dropna().index.tolist() == ["a6"]


def test_an_explanation_names_the_groups(pack, far):
    evidence = told(far("a6"), elderly_alone=10.0, no_car=20.0)

    text = explain(flag_areas(pack, evidence)["a6"], pack, lang="sv")

    assert "80 år eller äldre bland dem: 6." in text
    assert "Hushåll utan bil bland dem" in text


# Of the area's people: beyond and old, beyond and younger, near and old, near and younger.
@settings(max_examples=40)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(0, 30))
def test_a_group_is_kept_back_where_any_of_the_four_parts_would_follow_and_is_small(
    pack, world, parts, alone
):
    old_far, young_far, old_near, young_near = map(float, parts)
    evidence = world()
    points = evidence.points.copy()
    mine = points.index[points["area_id"] == "a6"]
    points.loc[mine, "people"] = [old_near + young_near, old_far + young_far]
    points.loc[mine, "age_80plus"] = [old_near, old_far]
    points["age_65plus"] = points["age_80plus"]
    points.loc[mine[1], "seconds_car"] = 1200
    areas = evidence.areas.assign(age_65plus=13.0, age_80plus=13.0, elderly_alone=0.0)
    areas.loc["a6", ["people", "age_65plus", "age_80plus"]] = [
        sum(parts),
        *[old_far + old_near] * 2,
    ]
    areas.loc["a6", "elderly_alone"] = float(alone)
    flag = flag_areas(
        pack.model_copy(update={"flag": pack.flag.model_copy(update={"min_people": 1})}),
        dataclasses.replace(evidence, areas=areas, points=points),
    )["a6"]
    if not flag.concerned:
        return

    row = flag_frame({"a6": flag}, min_count=5).loc["a6"]
    small = any(0 < part < 5 for part in parts)
    assert math.isnan(row["beyond_age_80plus"]) == small
    whole = old_far + old_near
    guess = alone * old_far / whole if whole else alone * (old_far + young_far) / sum(parts)
    if not math.isnan(row["beyond_elderly_alone"]):
        assert not small or not whole
        assert all(not 0 < round(n) < 5 for n in (alone, guess, alone - guess))
        assert row["beyond_elderly_alone"] == pytest.approx(guess)
