"""Every rule of the road as a drawing: 1 m is 1 s on foot and by bicycle, 10 m by car."""

import dataclasses

import numpy as np
import pytest

from geoaccess.travel import Network
from geoaccess.travel.modes import make_mode


def test_a_street_is_as_long_as_it_is(draw, slowly):
    town = draw("A-a---b-B")

    assert town.time(slowly(), "a", "b") == 400


def test_the_way_to_and_from_the_street_counts_at_both_ends(draw, slowly):
    town = draw("""
     a   b

    A-----B
    """)

    assert town.time(slowly(), "a", "b") == 200 + 400 + 200


def test_a_car_drives_the_street_and_walks_the_rest(draw, slowly):
    town = draw("""
      a    b
    A--------B
    """)

    assert town.time(slowly("car"), "a", "b") == 100 + 500 / 10 + 100


def test_a_car_pays_its_terminal_time_once(draw, slowly):
    town = draw("A-a---b-B")

    assert town.time(slowly("car", terminal_min=2.0), "a", "b") == 40 + 120


def test_a_place_goes_to_the_street_and_not_to_the_crossing(draw, slowly):
    """The crossings are 500 m off, the street 100 m."""
    town = draw("""
         a
    A---------B
         b
    """)

    assert town.time(slowly(), "a", "b") == 200


def test_a_place_at_a_crossing_is_there(draw, slowly):
    town = draw("A--B--C")

    assert town.time(slowly(), "A", "C") == 600


def test_nobody_travels_to_where_they_are(draw, slowly):
    town = draw("A--a--B")

    assert town.time(slowly(), "a", "a") == 0


def test_the_shorter_way_round_is_taken(draw, slowly):
    town = draw("""
    A--B-----C
    |        |
    D--------E
    """)

    assert town.time(slowly(), "A", "E") == 200 + 900
    assert town.time(slowly(), "A", "C") == 900


def test_a_place_a_hairs_breadth_from_a_crossing_is_there_too(draw, slowly):
    hair = 0.004 / 100
    town = draw(
        """
        A-----B>>>>>C
              |     |
              D-----E
        """,
        spots={"h": (6 + hair, 0), "x": (6.5, 0)},
    )
    car = slowly("car")

    assert town.time(car, "h", "A") == town.time(car, "B", "A") == 60
    assert town.time(car, "x", "A") == 55 + 20 + 60 + 20 + 60


def test_a_one_way_street_is_driven_one_way(draw, slowly):
    town = draw("""
    A>>>>B
    |    |
    C----D
    """)

    assert town.time(slowly("car"), "A", "B") == 50
    assert town.time(slowly("car"), "B", "A") == 20 + 50 + 20


def test_a_one_way_street_is_walked_both_ways(draw, slowly):
    town = draw("""
    A>>>>B
    |    |
    C----D
    """)

    assert town.time(slowly("walk"), "B", "A") == 500


def test_who_stands_on_a_one_way_street_has_to_drive_on(draw, slowly):
    """a is 100 m after A but may not turn back; b is ahead."""
    town = draw("""
    A>a>b>B
    |     |
    C-----D
    """)

    assert town.time(slowly("car"), "a", "b") == 20
    assert town.time(slowly("car"), "b", "a") == 20 + 20 + 60 + 20 + 20


def test_who_is_bound_for_a_one_way_street_arrives_from_its_start(draw, slowly):
    town = draw("""
    A>>>>a>B
    |      |
    C------D
    """)

    assert town.time(slowly("car"), "B", "a") == 20 + 70 + 20 + 50


@pytest.mark.parametrize(
    ("tags", "there", "back"),
    [
        ({"oneway": "yes"}, 50, 90),
        ({"oneway": "-1"}, 90, 50),
        ({"oneway": "no"}, 50, 50),
        ({"oneway": "reversible"}, 50, 50),
        ({"junction": "roundabout"}, 50, 90),
        ({"junction": "roundabout", "oneway": "no"}, 50, 50),
        ({"oneway:motor_vehicle": "yes", "oneway": "no"}, 50, 90),
        ({"oneway": "yes", "oneway:motor_vehicle": "no"}, 50, 50),
        ({"motor_vehicle:backward": "no"}, 50, 90),
        ({"motor_vehicle:forward": "no"}, 90, 50),
    ],
)
def test_one_way_tags_are_read_as_they_are_written(draw, slowly, tags, there, back):
    town = draw(
        """
    A----B
    |    |
    C----D
    """,
        ways={"AB": tags},
    )

    assert town.time(slowly("car"), "A", "B") == there
    assert town.time(slowly("car"), "B", "A") == back


def test_a_motorway_is_one_way_without_saying_so(draw, slowly):
    town = draw(
        """
    A----B
    |    |
    C----D
    """,
        ways={"AB": {"highway": "motorway", "maxspeed": "36"}},
    )

    assert town.time(slowly("car"), "A", "B") == 50
    assert town.time(slowly("car"), "B", "A") == 90


@pytest.mark.parametrize(
    ("tags", "back"),
    [
        ({}, 900),
        ({"oneway:bicycle": "no"}, 500),
        ({"cycleway": "opposite_lane"}, 500),
        ({"cycleway": "opposite"}, 500),
        ({"cycleway:left:oneway": "-1"}, 500),
        ({"bicycle:backward": "yes"}, 500),
        ({"oneway:bicycle": "yes", "cycleway": "opposite"}, 900),
    ],
)
def test_a_bicycle_may_ride_against_the_cars_where_it_is_said(draw, slowly, tags, back):
    town = draw(
        """
    A>>>>B
    |    |
    C----D
    """,
        ways={"AB": tags},
    )

    assert town.time(slowly("bicycle"), "B", "A") == back


RING = """
    A----B
    |    |
    C----D
    """
KEYS = {
    "car": ("motorcar", "motor_vehicle", "vehicle", "access"),
    "bicycle": ("bicycle", "vehicle", "access"),
    "walk": ("foot", "access"),
}


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize(("mode", "key"), [(mode, key) for mode in KEYS for key in KEYS[mode]])
def test_a_tag_for_one_direction_closes_the_street_that_way(draw, slowly, mode, key, direction):
    town = draw(RING, ways={"AB": {f"{key}:{direction}": "no"}})
    travel = slowly(mode, terminal_min=0.0)
    pairs = ("A", "B"), ("B", "A")
    closed, free = pairs if direction == "forward" else pairs[::-1]
    scale = 10 if mode == "car" else 1

    assert town.time(travel, *closed) == 900 / scale
    assert town.time(travel, *free) == 500 / scale


@pytest.mark.parametrize(
    ("mode", "key"),
    [
        ("car", "oneway:motorcar"),
        ("car", "oneway:motor_vehicle"),
        ("car", "oneway:vehicle"),
        ("car", "oneway"),
        ("bicycle", "oneway:bicycle"),
        ("bicycle", "oneway:vehicle"),
        ("bicycle", "oneway"),
        ("walk", "oneway:foot"),
    ],
)
def test_a_one_way_is_for_those_it_names(draw, slowly, mode, key):
    town = draw(RING, ways={"AB": {key: "yes"}})
    scale = 10 if mode == "car" else 1

    assert town.time(slowly(mode, terminal_min=0.0), "B", "A") == 900 / scale


@pytest.mark.parametrize("side", ["left", "right", "both"])
@pytest.mark.parametrize(("more", "value"), [("", "opposite_track"), (":oneway", "no")])
def test_a_cycleway_on_any_side_may_lead_against_the_cars(draw, slowly, side, more, value):
    tags = {f"cycleway:{side}{more}": value}
    town = draw(RING.replace("A----B", "A>>>>B"), ways={"AB": tags})

    assert town.time(slowly("bicycle"), "B", "A") == 500
    assert town.time(slowly("car", terminal_min=0.0), "B", "A") == 90


def test_a_limit_of_one_direction_is_kept_to_that_way(draw, slowly):
    """36 km/h are 10 m/s."""
    limits = {"maxspeed": "72", "maxspeed:forward": "36", "maxspeed:backward": "18"}
    town = draw("A----B", ways={"AB": limits})
    car = slowly("car", terminal_min=0.0)

    assert (town.time(car, "A", "B"), town.time(car, "B", "A")) == (50, 100)


def test_a_roundabout_is_driven_round(draw, slowly):
    """Drawn clockwise A B C D: from B to A the long way."""
    town = draw(
        """
    A--B
    |  |
    D--C
    """,
        ways={"ABCDA": {"junction": "roundabout"}},
    )

    assert town.time(slowly("car"), "A", "B") == 30
    assert town.time(slowly("car"), "B", "A") == 20 + 30 + 20 - 0
    assert town.time(slowly("walk"), "B", "A") == 300


@pytest.mark.parametrize(
    ("barrier", "car", "bicycle", "walk"),
    [
        ({"barrier": "bollard"}, 100, 600, 600),
        ({"barrier": "block"}, 100, 600, 600),
        ({"barrier": "cycle_barrier"}, 100, 600, 600),
        ({"barrier": "gate"}, 60, 600, 600),
        ({"barrier": "gate", "access": "private"}, 100, 1000, 1000),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, 100, 1000, 600),
        ({"barrier": "gate", "motor_vehicle": "no"}, 100, 600, 600),
        ({"barrier": "gate", "locked": "yes"}, 100, 1000, 1000),
        ({"barrier": "lift_gate"}, 60, 600, 600),
        ({"barrier": "lift_gate", "motor_vehicle": "private"}, 100, 600, 600),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, 60, 600, 600),
        ({"barrier": "bollard", "bicycle": "no"}, 100, 1000, 600),
        ({"barrier": "stile"}, 100, 1000, 600),
        ({"barrier": "kerb"}, 60, 600, 600),
        ({"barrier": "wall"}, 100, 1000, 1000),
    ],
)
def test_a_barrier_stops_those_it_is_meant_for(draw, slowly, barrier, car, bicycle, walk):
    town = draw(
        """
    A--B--C
    |     |
    D-----E
    """,
        nodes={"B": barrier},
    )

    assert town.time(slowly("car"), "A", "C") == car
    assert town.time(slowly("bicycle"), "A", "C") == bicycle
    assert town.time(slowly("walk"), "A", "C") == walk


def test_a_house_at_the_bollard_is_reached_from_its_own_side(draw, slowly):
    town = draw(
        """
    A-aBb-C
    |     |
    D-----E
    """,
        nodes={"B": {"barrier": "bollard"}},
    )

    assert town.time(slowly("walk"), "a", "b") == 200
    assert town.time(slowly("car"), "a", "b") == 20 + 20 + 60 + 20 + 20


@pytest.mark.parametrize(
    ("tags", "car", "bicycle", "walk"),
    [
        ({"highway": "footway"}, 110, 1100, 700),
        ({"highway": "footway", "bicycle": "yes"}, 110, 1100, 700),
        ({"highway": "cycleway"}, 110, 700, 700),
        ({"highway": "cycleway", "foot": "no"}, 110, 700, 1100),
        ({"highway": "steps"}, 110, 1100, 1100),
        ({"highway": "busway"}, 110, 1100, 1100),
        ({"highway": "proposed"}, 110, 1100, 1100),
        ({"highway": "construction"}, 110, 1100, 1100),
        ({"access": "private"}, 110, 1100, 1100),
        ({"access": "no"}, 110, 1100, 1100),
        ({"access": "no", "foot": "yes"}, 110, 1100, 700),
        ({"access": "no", "bicycle": "designated"}, 110, 700, 1100),
        ({"access": "destination"}, 70, 700, 700),
        ({"access": "customers"}, 70, 700, 700),
        ({"vehicle": "no"}, 110, 1100, 700),
        ({"vehicle": "no", "bicycle": "yes"}, 110, 700, 700),
        ({"motor_vehicle": "no"}, 110, 700, 700),
        ({"motor_vehicle": "agricultural;forestry"}, 110, 700, 700),
        ({"motor_vehicle": "agricultural;destination"}, 70, 700, 700),
        ({"vehicle": "residents;destination"}, 70, 700, 700),
        ({"access": "private;customers"}, 70, 700, 700),
        ({"access": "destination;permit"}, 70, 700, 700),
        ({"access": "destination;no"}, 110, 1100, 1100),
        ({"access": "yes|private"}, 110, 1100, 1100),
        ({"motor_vehicle": "no", "motorcar": "yes"}, 70, 700, 700),
        ({"motor_vehicle": "destination"}, 70, 700, 700),
        ({"foot": "use_sidepath"}, 70, 700, 1100),
        ({"bicycle": "use_sidepath"}, 70, 1100, 700),
        ({"bicycle": "dismount"}, 70, 700, 700),
        ({"motorroad": "yes"}, 70, 1100, 1100),
        ({"motorroad": "yes", "bicycle": "yes"}, 70, 700, 1100),
        ({"service": "emergency_access"}, 110, 1100, 1100),
        ({"service": "driveway;emergency_access"}, 110, 1100, 1100),
        ({"highway": "construction", "motor_vehicle": "yes", "foot": "yes"}, 110, 1100, 1100),
        ({"highway": "razed", "access": "yes"}, 110, 1100, 1100),
    ],
)
def test_a_street_is_open_to_those_its_tags_let_in(draw, slowly, tags, car, bicycle, walk):
    """AB is 700 m; round by C and D it is 1,100 m (110 s by car)."""
    town = draw(
        """
    A------B
    |      |
    C------D
    """,
        ways={"AB": tags},
    )

    assert town.time(slowly("car"), "A", "B") == car
    assert town.time(slowly("bicycle"), "A", "B") == bicycle
    assert town.time(slowly("walk"), "A", "B") == walk


def test_a_pedestrian_street_opened_to_cars_is_driven_slowly(draw, slowly):
    town = draw("A---B", ways={"AB": {"highway": "pedestrian", "motor_vehicle": "destination"}})

    assert town.time(slowly("car"), "A", "B") == round(400 / (10 / 3.6))


def test_steps_take_twice_as_long(draw, slowly):
    town = draw("A---B", ways={"AB": {"highway": "steps"}})

    assert town.time(slowly("walk"), "A", "B") == 800


def test_walking_slowly_is_slower_than_walking(draw):
    town = draw("A-a---b-B")

    assert town.time(make_mode("walk"), "a", "b") == round(400 / 1.34)
    assert town.time(make_mode("walk_slow"), "a", "b") == round(400 / 0.9)


def test_an_island_without_a_boat_is_unreachable_and_not_far_away(draw, slowly):
    sea = draw("A-a-B      C-b-D")

    assert sea.time(slowly(min_part_km=0.0), "a", "b") == "unreachable"


def test_an_island_too_small_to_be_a_start_is_passed_over(draw, slowly):
    """a stands on a stub of 200 m; the streets of the town are within 600 m, or they are not."""
    sea = draw("AaB    C------D")

    assert sea.time(slowly(), "a", "D") == 600 + 700
    assert sea.time(slowly(max_snap_m=500.0), "a", "D") == "not_snapped"


def test_a_place_too_far_from_any_street_says_so_whichever_end_it_is(draw, slowly):
    town = draw("""
    A--B

    a
    """)
    near = slowly(max_snap_m=199.0)

    assert town.time(near, "a", "B") == "not_snapped"
    assert town.time(near, "B", "a") == "not_snapped"
    assert town.time(slowly(max_snap_m=200.0), "a", "B") == 500


def test_a_time_that_is_the_cutoff_is_within_it(draw, slowly):
    town = draw("A------B")

    assert town.time(slowly(cutoff_min=700 / 60), "A", "B") == 700
    assert town.time(slowly(cutoff_min=699 / 60), "A", "B") == "beyond_cutoff"


def test_a_street_out_of_the_town_that_leads_nowhere_is_no_start(draw, slowly):
    """C is reached but not left: a car that started there would be trapped."""
    town = draw("""
    A--B>>>a>C
    |  |
    D--E
    """)

    assert town.time(slowly("car"), "a", "A") == 400 + 30
    assert town.time(slowly("walk"), "a", "A") == 400 + 300


def test_one_may_get_to_a_part_that_cannot_be_left(draw, slowly):
    town = draw("A-a-B>>>>C-b-D")
    car = slowly("car", min_part_km=0.0)

    assert town.time(car, "a", "b") == 20 + 50 + 20
    assert town.time(car, "b", "a") == "unreachable"


def test_no_trip_starts_in_a_tunnel_or_on_a_motorway(draw, slowly):
    town = draw(
        """
    A---B---C
        a

    D-------E
    """,
        ways={"ABC": {"tunnel": "yes"}},
    )
    joined = draw(
        """
    A-------C
    |   a   |
    |       |
    D-------E
    """,
        ways={"AC": {"tunnel": "yes"}},
    )

    assert joined.time(slowly(), "a", "E") == 200 + 400
    assert town.time(slowly(), "a", "E") == 200 + 400


def test_a_street_drawn_as_two_one_way_lines_is_left_both_ways(draw, slowly):
    town = draw("A>a>>b>B")
    one = town.streets
    town.network = Network.build(
        dataclasses.replace(
            one,
            way_tags=one.way_tags * 2,
            segment_from=np.array([0, 1]),
            segment_to=np.array([1, 0]),
            segment_way=np.array([0, 1]),
        )
    )

    assert town.time(slowly("car"), "a", "b") == town.time(slowly("car"), "b", "a") == 30


def test_the_faster_of_two_streets_between_the_same_crossings_is_taken(draw, slowly):
    town = draw("A---B", ways={"AB": {"highway": "footway"}})
    both = draw("A---B")
    slow, fast = town.streets, both.streets
    joined = dataclasses.replace(
        slow,
        way_tags=slow.way_tags + fast.way_tags + slow.way_tags,
        segment_from=np.tile(slow.segment_from, 3),
        segment_to=np.tile(slow.segment_to, 3),
        segment_way=np.arange(3),
    )
    town.network = Network.build(joined)

    assert town.time(slowly("car"), "A", "B") == 40
