import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.travel.access_rules import word_of
from geoaccess.travel.modes import make_mode
from geoaccess.travel.tag_values import duration_seconds, maxspeed_kmh
from geoaccess.travel.way_speed import way_speed

CAR = make_mode("car")
WORDS = CAR.maxspeed.words_kmh


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("50kmh", 50),
        ("50 mph", 80.4672),
        ("50mph", 80.4672),
        ("10 knots", 18.52),
        ("70;50", 50),
        ("70|50", 50),
        ("SE:urban", 50),
        ("SE:rural", 70),
        ("walk", 7),
        ("none", 120),
        ("0.5", 0.5),
        ("300", 300),
        ("0", None),
        ("-50", None),
        ("", None),
        ("signals", None),
        ("fast", None),
        ("50;fast", None),
        ("50 (70)", None),
        ("\u0665\u0660", None),
        ("1e3", None),
        ("nan", None),
        ("inf", None),
    ],
)
def test_a_speed_limit_is_read_or_not_used(text, kmh):
    assert maxspeed_kmh(text, WORDS) == kmh


@given(st.text())
def test_no_text_breaks_the_readers_of_tags(text):
    speed, seconds = maxspeed_kmh(text, WORDS), duration_seconds(text)

    assert speed is None or speed > 0
    assert seconds is None or 0 < seconds <= 172_800


@given(st.text())
def test_no_speed_limit_makes_a_street_infinitely_fast_or_slow(text):
    speed = way_speed({"highway": "residential", "maxspeed": text}, CAR).forward * 3.6

    assert 0.9 <= speed <= 108.0001


@pytest.mark.parametrize(
    ("limit", "kmh", "unreadable", "clamped"),
    [
        ("50", 45, "", False),
        ("130", 108, "", True),
        ("0.2", 0.9, "", True),
        ("0", 27, "0", False),
        ("junk", 27, "junk", False),
        ("none", 27, "none", False),
    ],
)
def test_what_was_done_to_a_speed_limit_is_told(limit, kmh, unreadable, clamped):
    way = way_speed({"highway": "residential", "maxspeed": limit}, CAR)

    assert way.forward * 3.6 == pytest.approx(kmh)
    assert (way.unreadable, way.clamped) == (unreadable, clamped)


def test_a_limit_may_differ_by_direction():
    way = way_speed({"highway": "primary", "maxspeed": "70", "maxspeed:backward": "50"}, CAR)

    assert (way.forward * 3.6, way.backward * 3.6) == (pytest.approx(63), pytest.approx(45))


def test_a_limit_that_cannot_be_read_does_not_hide_one_that_can():
    way = way_speed({"highway": "primary", "maxspeed": "70", "maxspeed:forward": "junk"}, CAR)
    lost = way_speed({"highway": "primary", "maxspeed": "fast", "maxspeed:forward": "junk"}, CAR)

    assert (way.forward * 3.6, way.unreadable) == (pytest.approx(63), "")
    assert (lost.forward * 3.6, lost.unreadable) == (pytest.approx(72), "junk")


@pytest.mark.parametrize(
    ("highway", "kmh"), [("motorway", 120), ("trunk", 90), ("living_street", 7), ("service", 15)]
)
def test_only_a_motorway_can_be_without_a_limit(highway, kmh):
    way = way_speed({"highway": highway, "maxspeed": "none"}, CAR)

    assert way.forward * 3.6 == pytest.approx(0.9 * kmh)
    assert way.unreadable == ("" if highway == "motorway" else "none")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("destination", "granted"),
        ("private", "denied"),
        ("agricultural;forestry", "denied"),
        ("agricultural;destination", "granted"),
        ("residents;destination", "granted"),
        ("private;customers", "granted"),
        ("destination;permit", "granted"),
        (" delivery ; customers ", "granted"),
        ("use_sidepath;yes", "granted"),
        ("destination;no", "denied"),
        ("no;dismount", "denied"),
        ("dismount", "dismount"),
        ("private;dismount", "dismount"),
        ("yes;dismount", "dismount"),
        ("unheard_of", "silent"),
        ("unheard_of;private", "denied"),
        ("unheard_of;yes", "granted"),
        ("", "silent"),
        # Stretches in a row, in a graph that was simplified.
        ("yes|private", "denied"),
        ("private;customers|destination", "granted"),
        ("yes|dismount", "dismount"),
        ("unheard_of|yes", "granted"),
    ],
)
def test_of_several_values_any_lets_in_who_has_an_errand(value, word):
    assert word_of(value, CAR.access) == word
    # A word that says nothing to us leaves the less specific tag its say.
    tags = {"highway": "residential", "motor_vehicle": value}
    assert way_speed(tags, CAR).is_open == (word in {"granted", "silent"})


def test_of_several_classes_on_one_merged_street_the_slowest_counts():
    way = way_speed({"highway": "residential;primary"}, CAR)

    assert way.forward * 3.6 == pytest.approx(27)
    assert not way_speed({"highway": "residential;footway"}, CAR).is_open
