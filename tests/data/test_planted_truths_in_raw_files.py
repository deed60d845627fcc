"""The planted truths of Exempellän hold in its raw files, whatever geoaccess makes of them."""

import numpy as np
import pandas as pd
import pytest
import shapely

FACTORS = (0.85, 0.9)


@pytest.fixture(scope="module", params=FACTORS, ids=lambda f: f"speeds times {f}")
def drive(request, raw):
    """Car minutes from every point to the nearest open vårdcentral."""
    minutes = raw.minutes(request.param)
    return {"factor": request.param, "minutes": minutes}


def test_everyone_can_reach_a_vardcentral_by_car_and_ferry(drive):
    assert np.isfinite(drive["minutes"]).all()
    assert drive["minutes"].max() < 90


def test_exactly_the_two_planted_areas_are_flagged(raw, drive):
    flagged = raw.flagged(drive["minutes"])

    planted = {raw.planted["flagged_rural"]["area"], raw.planted["flagged_town"]["area"]}
    assert flagged == planted


def test_the_planted_flags_stay_when_the_cutoff_is_a_fifth_shorter_or_longer(raw, drive):
    planted = {raw.planted["flagged_rural"]["area"], raw.planted["flagged_town"]["area"]}

    for stretch in (0.8, 0.9, 1.1, 1.2):
        assert planted <= raw.flagged(drive["minutes"], stretch), stretch


def test_most_people_of_the_flagged_countryside_have_far_more_than_the_cutoff(raw, drive):
    area = raw.planted["flagged_rural"]["area"]

    minutes = drive["minutes"][(raw.points["area"] == area).to_numpy()]
    assert np.median(minutes) > 28
    assert raw.share_beyond(drive["minutes"])[area] > 0.9


def test_everyone_in_the_flagged_town_has_fourteen_to_twenty_minutes(raw, drive):
    area = raw.planted["flagged_town"]["area"]

    minutes = drive["minutes"][(raw.points["area"] == area).to_numpy()]
    assert minutes.min() > 13
    assert minutes.max() < 20


def test_the_flagged_town_would_have_a_vardcentral_if_validity_were_ignored(raw):
    town = raw.areas["shape"][raw.planted["flagged_town"]["area"]]
    sites = raw.site_list

    inside = shapely.contains_xy(town, sites["Sweref99Y"], sites["Sweref99X"])
    closed = sites[inside & (sites["Typ"] == "Vårdcentral")]
    assert len(closed) == 1
    assert (pd.to_datetime(closed["Giltig till"]) < "2026-01-01").all()
    assert {"BVC", "Digital vårdcentral"} <= set(sites.loc[inside, "Typ"])


# The pack's thresholds for other care, minutes by car, as it says them.
OTHER_CARE = {
    "mvc": ("Barnmorskemottagning", {"C": 15, "B": 25, "A": 35, "island": 50}),
    "rehab": ("Rehabmottagning", {"C": 15, "B": 20, "A": 30, "island": 45}),
    "mobile": ("Mobilt team", {"C": 30, "B": 30, "A": 45, "island": 60}),
}


@pytest.mark.parametrize("kind", OTHER_CARE)
def test_units_have_or_lack_other_care_as_planted(raw, drive, kind):
    name, limits = OTHER_CARE[kind]
    mine = raw.site_list[raw.site_list["Typ"] == name]
    sites = pd.DataFrame({"at": shapely.points(mine["Sweref99Y"], mine["Sweref99X"])})
    minutes = raw.minutes(drive["factor"], sites)
    points = raw.points
    island = raw.planted["island"]["area"]
    limit = points["area"].str[4].where(points["area"] != island, "island").map(limits)
    within = (points["people"] * (minutes <= limit)).groupby(points["unit"]).sum()
    share = within / points["people"].groupby(points["unit"]).sum()

    assert (share[raw.planted[kind]["met"]] > 0.95).all(), share
    assert (share[raw.planted[kind]["not_met"]] < 0.9).all(), share


def test_everyone_of_the_groups_in_the_flagged_town_is_beyond_the_cutoff(raw, drive, folder):
    planted = raw.planted["concerned"]
    need = pd.read_excel(folder / "cni_2024.xlsx", header=2, engine="calamine").set_index("DeSO")
    cars = pd.read_csv(folder / "hushall_bil_deso_2024.csv", sep=";", encoding="utf-8-sig")

    assert raw.share_beyond(drive["minutes"])[planted["area"]] == 1.0
    assert int(need.loc[planted["area"], "65+ ensamboende"]) == planted["elderly_alone"]
    no_car = cars.set_index("DeSO").loc[planted["area"], "Utan bil"]
    assert int(no_car) == planted["no_car"]


def test_the_borderline_area_flips_with_the_cutoff(raw, drive):
    area = raw.planted["borderline"]["area"]

    shares = {s: raw.share_beyond(drive["minutes"], s)[area] for s in (0.8, 0.9, 1.1, 1.2)}
    assert raw.areas["percentile"][area] > 90
    assert shares[0.8] > 0.4
    assert shares[0.9] > 0.22
    assert shares[1.1] < 0.15
    assert shares[1.2] < 0.05


def test_no_other_area_changes_its_flag_within_a_fifth_of_the_cutoff(raw, drive):
    base = raw.flagged(drive["minutes"])

    changed = set()
    for stretch in (0.8, 0.9, 1.1, 1.2):
        changed |= base ^ raw.flagged(drive["minutes"], stretch)
    assert changed == {raw.planted["borderline"]["area"]}


def test_no_area_with_high_need_is_near_the_limit_of_low_access(raw, drive):
    areas = raw.areas
    beyond = raw.share_beyond(drive["minutes"]).reindex(areas.index)

    high = (areas["percentile"] >= 70) & (areas["people"] >= 50)
    undecided = areas.index[high & beyond.between(0.1, 0.4)]
    assert set(undecided) <= {raw.planted["borderline"]["area"]}


def test_the_nearest_vardcentral_across_a_unit_border_is_minutes_nearer(raw, drive):
    area = raw.planted["across_unit_border"]["area"]
    at = (raw.points["area"] == area).to_numpy()
    unit = raw.points.loc[at, "unit"].unique()
    own = raw.sites[raw.sites["unit"] == unit[0]]

    within_unit = raw.minutes(drive["factor"], own)[at]
    assert len(unit) == 1
    assert (within_unit - drive["minutes"][at]).min() > 2
    assert np.median(within_unit - drive["minutes"][at]) > 3


def test_an_area_is_flagged_if_the_neighbouring_countys_sites_are_left_out(raw, drive):
    area = raw.planted["across_county_border"]["area"]
    inside = raw.sites[~raw.sites["neighbour"]]

    alone = raw.minutes(drive["factor"], inside)
    assert area in raw.flagged(alone)
    assert raw.share_beyond(alone)[area] > 0.4
    assert raw.share_beyond(drive["minutes"])[area] < 0.05


def test_the_island_is_reached_by_ferry_only_and_takes_more_than_forty_minutes(raw, drive):
    area = raw.planted["island"]["area"]
    at = (raw.points["area"] == area).to_numpy()
    shape = raw.areas["shape"][area]

    assert drive["minutes"][at].min() > 36
    assert raw.areas["people"][area] >= 100
    assert not any(shapely.contains(shape, site) for site in raw.sites["at"])
    assert shapely.distance(shape, raw.areas["shape"].drop(area).to_numpy()).min() > 1000
    assert 5 < raw.areas["percentile"][area] < 75


def test_low_access_alone_does_not_flag(raw, drive):
    area = raw.planted["low_need_low_access"]["area"]

    assert raw.share_beyond(drive["minutes"])[area] > 0.8
    assert raw.areas["percentile"][area] < 50


def test_high_need_alone_does_not_flag(raw, drive):
    planted = raw.planted["high_need_good_access"]["areas"]

    assert len(planted) >= 10
    assert (raw.areas["percentile"][planted] > 80).all()
    assert (raw.areas["cni"][planted] > 1.3).all()
    assert (raw.share_beyond(drive["minutes"])[planted] < 0.05).all()


def test_need_is_high_by_percentile_and_by_level_for_the_same_people(raw):
    areas = raw.areas

    by_level = set(areas.index[areas["cni"] >= 1.25])
    by_percentile = set(areas.index[areas["percentile"] >= 80])
    for code in by_level ^ by_percentile:
        assert code[4] == "C", code


def test_an_area_with_withheld_counts_has_no_need_index(raw):
    area = raw.planted["need_withheld"]["area"]

    assert list(raw.areas.index[raw.areas["cni"].isna()]) == [area]


def test_the_too_small_area_would_be_flagged_if_it_were_not_so_small(raw, drive):
    area = raw.planted["too_small"]["area"]

    assert raw.areas["people"][area] < 50
    assert (raw.areas["people"] < 50).sum() == 1
    assert raw.areas["percentile"][area] > 90
    assert raw.share_beyond(drive["minutes"])[area] > 0.4


def test_one_populated_area_has_no_cell_of_the_grid(raw):
    area = raw.planted["no_cell"]["area"]

    bare = raw.points.loc[raw.points["people"] == 1].groupby("area")["people"].sum()
    cells = raw.points.groupby("area").size()
    assert area in bare.index
    assert cells[area] == 1
    assert raw.areas["people"][area] > 300
    assert shapely.contains(raw.areas["shape"][area], raw.points.set_index("area")["at"][area])


def test_every_unit_has_a_ksa_and_all_but_one_a_gsa_inside_the_unit(raw, folder):
    register = pd.read_csv(folder / "gsa_ksa_register.csv", dtype=str).set_index("unit_id")
    gsa = raw.site_list[raw.site_list["GSA"] == "Ja"].set_index("HSA-id")

    without = register.index[register["gsa_site_id"].isna()]
    assert list(without) == [raw.planted["no_gsa"]["unit"]]
    assert set(register.index) == set(raw.units)
    assert register["ksa_function"].notna().all()
    assert set(register["gsa_site_id"].dropna()) == set(gsa.index)
    for unit, site in register["gsa_site_id"].dropna().items():
        at = gsa.loc[site]
        assert shapely.contains_xy(raw.units[unit], at["Sweref99Y"], at["Sweref99X"]), unit


def test_some_areas_of_the_city_lie_in_two_stadsdelar_and_the_others_in_one(raw):
    city = raw.areas[raw.areas.index.str[:4] == "9901"]
    stadsdelar = [shape for unit, shape in raw.units.items() if unit.startswith("9901")]

    touched = {
        code: sum(shapely.area(shapely.intersection(shape, s)) > 1000 for s in stadsdelar)
        for code, shape in city["shape"].items()
    }
    assert sorted(c for c, n in touched.items() if n > 1) == raw.planted["straddling"]["areas"]
