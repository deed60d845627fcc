import dataclasses

import numpy as np

from geoaccess.travel import Network, reach_notices, street_notices


def said(notices):
    return {notice.code: notice.render("en") for notice in notices}


def test_plain_streets_need_no_words(draw, slowly):
    town = draw("A-a---b-B")

    assert street_notices(town.network, slowly("car")) == ()
    assert reach_notices(town.times(slowly("car"), "ab", "b"), slowly("car")) == ()


def test_speed_limits_that_cannot_be_read_or_believed_are_counted(draw, slowly):
    town = draw(
        "A--B--C--D--E",
        ways={
            "AB": {"maxspeed": "fast"},
            "BC": {"maxspeed": "0"},
            "CD": {"maxspeed": "0"},
            "DE": {"maxspeed": "200"},
        },
    )

    notices = said(street_notices(town.network, slowly("car")))

    assert set(notices) == {"GA-S020", "GA-S021"}
    assert "cannot be read: 3 (0, fast)" in notices["GA-S020"]
    assert street_notices(town.network, slowly("walk")) == ()


def test_streets_without_length_take_a_moment_and_are_counted(draw, slowly):
    town = draw("A--B--C")
    x = town.streets.node_x.copy()
    x[1] = x[0]
    town.network = Network.build(dataclasses.replace(town.streets, node_x=x))
    town.spots |= {"B": town.spots["A"]}

    assert "GA-S022" in said(street_notices(town.network, slowly()))
    assert np.isfinite(town.network.of_mode(slowly()).forward).all()
    assert town.network.of_mode(slowly()).forward[0] == 0.1


def test_small_parts_are_counted_and_a_broken_network_is_warned_of(draw, slowly):
    town = draw("A------B C-D E-F")

    notices = said(street_notices(town.network, slowly()))

    assert "holds 63.6%" in notices["GA-S026"]
    assert "trip in: 2, 0.4 km in all" in notices["GA-S026"]
    assert "GA-S027" in notices


def test_a_network_closed_to_the_mode_says_so(draw, slowly):
    town = draw("A--B", ways={"AB": {"highway": "footway"}})

    assert said(street_notices(town.network, slowly("car"))).keys() == {"GA-S028"}
    assert town.time(slowly("car"), "A", "B") == "not_snapped"


def test_who_has_no_times_is_counted_by_reason(draw, slowly):
    sea = draw("A-a-B------C      D-d-E", spots={"far": (40, 0), "off": (60, 0)})
    mode = slowly(max_snap_m=500.0, min_part_km=0.0, cutoff_min=5.0)

    times = sea.times(mode, ["a", "d", "far", "C"], ["A", "off"])

    notices = said(reach_notices(times, mode))
    assert set(notices) == {"GA-M001", "GA-M002", "GA-M003", "GA-M004"}
    assert "farther than 500 m from any street open to it: 1 (far)" in notices["GA-M001"]
    assert "(off)" in notices["GA-M002"]
    assert "(d)" in notices["GA-M003"]
    assert "within 5 minutes" in notices["GA-M004"]


def test_when_no_site_is_on_the_network_it_is_the_sites_that_are_blamed(draw, slowly):
    town = draw("A--B", spots={"off": (90, 0)})

    notices = said(reach_notices(town.times(slowly(), "AB", ["off"]), slowly()))

    assert notices.keys() == {"GA-M002"}
