"""Groups of people beyond the threshold are told where no small count follows from them."""

import dataclasses
import importlib.util
import sys
from pathlib import Path

import pytest

from geoaccess.principles import BEYOND
from geoaccess.publish import publish
from geoaccess.result.disclosure import places
from geoaccess.result.view import published_view

pytestmark = pytest.mark.no_cover

FAR = "9801A0010"
PEOPLE = {"p21": 150.0, "p22": 50.0}
# By point of the area that has people within and beyond: 65 or more, 80 or more.
PLENTY = {"p21": (40.0, 20.0), "p22": (20.0, 10.0)}
FEW_BEYOND = {"p21": (40.0, 20.0), "p22": (20.0, 3.0)}
FEW_YOUNG = {"p21": (40.0, 20.0), "p22": (49.0, 48.0)}
FEW_OLD_WITHIN = {"p21": (2.0, 0.0), "p22": (20.0, 10.0)}
FEW_OLDEST = {"p21": (40.0, 2.0), "p22": (20.0, 1.0)}


def open_module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


attack = open_module(Path(__file__).with_name("published_files.py"))


def made(small, ages, *, alone=30.0, no_car=40.0, open_people=False, others=None, **study):
    """A run whose area FAR has these old people, so many alone and households without a car."""
    prepared = small.make_prepared(
        {name: 4.0 * count for name, count in small.PLAIN.items()} | PEOPLE | (others or {}),
        confidential=() if open_people else ("statistics[0]",),
        **study,
    )
    points = prepared.layers.points.copy()
    for point, (old, oldest) in ages.items():
        points.loc[point, ["age_65plus", "age_80plus"]] = old, oldest
    areas = prepared.layers.areas.copy()
    sums = points.groupby("area_id")[["age_65plus", "age_80plus"]].sum()
    areas[["age_65plus", "age_80plus"]] = sums.reindex(areas.index)
    areas["no_car"] = 20.0
    areas.loc[FAR, ["elderly_alone", "no_car"]] = alone, no_car
    # Other rules and many draws say nothing of this, and take their time.
    pack = prepared.pack
    few = pack.sensitivity.model_copy(update={"draws": 20})
    near = [rule for rule in pack.rules if rule.id == "GP-NEAR"]
    pack = pack.model_copy(update={"rules": near, "sensitivity": few, "clusters": None})
    prepared = dataclasses.replace(prepared, pack=pack)
    return small.judge(small.with_layers(prepared, areas=areas, points=points))


def told(result):
    area = published_view(result, "run").areas.loc[FAR]
    return {name: area[f"{name}_status"] for name in BEYOND}, area


def test_with_plenty_of_everyone_the_groups_are_told_as_reckoned_by_hand(small):
    states, area = told(made(small, PLENTY))

    assert set(states.values()) == {"ok"}
    # 30 x 20/60 live alone, 40 x 50/200 households.
    assert area[list(BEYOND)].tolist() == [10.0, 10.0, 10.0]
    assert "80 år eller äldre bland dem: 10. 65 år" in area["reasons_sv"]


@pytest.mark.parametrize(
    ("ages", "more", "hidden"),
    [
        (FEW_BEYOND, {}, {"beyond_age_80plus"}),
        (FEW_YOUNG, {}, {"beyond_age_80plus", "beyond_elderly_alone"}),
        (FEW_OLD_WITHIN, {}, {"beyond_elderly_alone"}),
        (PLENTY, {"alone": 9.0}, {"beyond_elderly_alone"}),
        (PLENTY, {"alone": 57.0}, {"beyond_elderly_alone"}),
        (PLENTY, {"no_car": 8.0}, {"beyond_no_car"}),
    ],
)
def test_a_group_is_kept_back_in_words_and_table_where_a_small_count_follows(
    small, ages, more, hidden
):
    states, area = told(made(small, ages, **more))

    assert {name for name, said in states.items() if said == "suppressed"} == hidden
    assert area["reasons_sv"].count("(visas inte)") == len(hidden)
    few_alone = more.get("alone") == 57.0
    assert area["elderly_alone_status"] == ("suppressed" if few_alone else "ok")


def test_where_inhabitants_are_open_nothing_of_a_group_is_kept_back(small):
    states, area = told(made(small, FEW_BEYOND, open_people=True, alone=4.0, no_car=3.0))

    assert set(states.values()) == {"ok"}
    assert "(visas inte)" not in area["reasons_sv"]


@pytest.mark.parametrize("ages", [FEW_BEYOND, FEW_YOUNG])
def test_no_file_nor_all_together_narrow_a_hidden_number_of_a_group(small, tmp_path, ages):
    result = made(small, ages, others={"p51": 3.0})
    publish(result, tmp_path / "out")

    found, hidden = attack.given_away(tmp_path / "out", lived_in(result), 5)

    assert hidden
    assert found == {}


def test_few_of_the_oldest_are_hidden_not_missing_and_follow_from_no_sum(small, tmp_path):
    """They are an age group and one of the groups that a flag names: one count all the same."""
    result = made(small, FEW_OLDEST)
    publish(result, tmp_path / "out")

    assert ("areas", FAR, "age_80plus") in attack.Files(tmp_path / "out").hidden
    assert attack.given_away(tmp_path / "out", lived_in(result), 5)[0] == {}


def lived_in(result):
    lived = result.points.loc[result.points["people"] > 0, ["area_id", "unit_id"]]
    return sorted(set(lived.itertuples(index=False, name=None)))


def test_a_sentence_that_tells_what_the_table_hides_is_found(small, tmp_path):
    """The leak is planted: the words as they are for the holder of the data."""
    result = made(small, FEW_BEYOND)
    areas = result.areas.assign(reasons_sv_public=result.areas["reasons_sv"])
    publish(dataclasses.replace(result, areas=areas), tmp_path / "out")
    files = attack.Files(tmp_path / "out")

    assert ("areas", FAR, "beyond_age_80plus") in files.hidden & files.counts.keys()
    with pytest.raises(AssertionError):
        attack.given_away(tmp_path / "out", lived_in(result), 5)


def test_those_beyond_told_of_an_area_whose_oldest_are_hidden_are_found(
    small, tmp_path, monkeypatch
):
    """The leak is planted: all ten of the oldest are beyond, the unit has thirteen with the three.

    So the other area, whose three are hidden, has three at most.
    """
    ages = {"p21": (40.0, 0.0), "p22": (20.0, 10.0), "p11": (30.0, 2.0), "p12": (30.0, 1.0)}
    ages |= {"p41": (16.0, 0.0), "p42": (16.0, 0.0)}
    result = made(small, ages)
    publish(result, tmp_path / "kept")
    assert attack.given_away(tmp_path / "kept", lived_in(result), 5)[0] == {}

    with monkeypatch.context() as leaking:
        leaking.setattr(places, "_of_area", lambda _: [])
        module = sys.modules["geoaccess.result.disclosure.relations"]
        leaking.setattr(module, "_oldest_beyond", lambda _: [])
        publish(result, tmp_path / "told")
    found, _ = attack.given_away(tmp_path / "told", lived_in(result), 5)

    assert ("areas", "9801C0010", "beyond_age_80plus") in found


def test_rounded_groups_are_multiples_in_words_and_table(small):
    result = made(small, FEW_BEYOND, disclosure={"mode": "round"})
    states, area = told(result)

    assert set(states.values()) == {"rounded"}
    assert all(area[name] % 5 == 0 for name in BEYOND)
    assert "80 år eller äldre bland dem: ≈\N{NO-BREAK SPACE}5." in area["reasons_sv"]
