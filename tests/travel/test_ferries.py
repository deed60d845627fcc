import pytest

from geoaccess.travel import street_notices

SEA = "A-a-B~~~~~C-b-D"


def codes(notices):
    return [notice.code for notice in notices]


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("00:25", 1500),
        ("0:25", 1500),
        ("25", 1500),
        ("PT25M", 1500),
        ("PT0H25M", 1500),
        ("00:25:30", 1530),
        ("01:05", 3900),
        ("PT1H5M", 3900),
        ("25 min", 1500),
    ],
)
def test_a_boat_takes_the_time_it_says(draw, slowly, duration, seconds):
    sea = draw(SEA, ways={"BC": {"duration": duration}})

    for mode in (slowly("walk"), slowly("bicycle")):
        assert sea.time(mode, "a", "b") == 200 + seconds + 200
    assert sea.time(slowly("car"), "a", "b") == 20 + seconds + 20


@pytest.mark.parametrize("duration", ["", "snart", "0", "00:00", "-5", "P", "99999", "1:2:3:4"])
def test_a_boat_that_does_not_say_its_time_goes_at_the_preset_speed(draw, slowly, duration):
    """600 m at 15 km/h."""
    sea = draw(SEA, ways={"BC": {"duration": duration}})

    assert sea.time(slowly(), "a", "b") == 200 + 144 + 200
    assert "GA-S023" in codes(street_notices(sea.network, slowly()))


def test_the_duration_is_that_of_the_whole_line_however_it_is_drawn(draw, slowly):
    sea = draw("A-B~~C~~~~D-E", ways={"BCD": {"duration": "10"}})

    assert sea.time(slowly(), "A", "E") == 200 + 600 + 200
    assert sea.time(slowly(), "E", "A") == 200 + 600 + 200


def test_a_car_crosses_on_foot_where_the_boat_takes_no_cars_and_drives_on(draw, slowly):
    sea = draw(SEA, ways={"BC": {"duration": "10", "motor_vehicle": "no", "foot": "yes"}})

    assert sea.time(slowly("car"), "a", "b") == 20 + 600 + 20
    assert "GA-S024" in codes(street_notices(sea.network, slowly("car")))


def test_a_boat_for_cars_only_is_not_for_those_who_walk(draw, slowly):
    sea = draw(SEA, ways={"BC": {"duration": "10", "foot": "no"}})

    assert sea.time(slowly("walk", min_part_km=0.0), "a", "b") == "unreachable"
    assert sea.time(slowly("car", min_part_km=0.0), "a", "b") == 640


@pytest.mark.parametrize("tags", [{"access": "no"}, {"access": "private"}])
def test_a_closed_line_is_nobodys(draw, slowly, tags):
    sea = draw(SEA, ways={"BC": {"duration": "10"} | tags})

    for name in ("walk", "bicycle", "car"):
        mode = slowly(name, min_part_km=0.0)
        assert sea.time(mode, "a", "b") == "unreachable"


def test_an_island_with_a_boat_is_part_of_the_mainland(draw, slowly):
    """The island's street is far too short to be a part of its own."""
    sea = draw("A------B~~~C-b-D", ways={"BC": {"duration": "10"}})

    assert sea.time(slowly(), "A", "b") == 700 + 600 + 200


def test_nobody_boards_in_the_middle_of_the_sea(draw, slowly):
    """c swims beside the line; the nearest street is 300 m off."""
    sea = draw("A----B~~~c~~~~~C-b-D", ways={"BC": {"duration": "10"}})

    assert sea.time(slowly(), "c", "A") == 400 + 500


def test_waiting_is_said_not_to_be_counted(draw, slowly):
    sea = draw(SEA, ways={"BC": {"duration": "10"}})

    assert codes(street_notices(sea.network, slowly())) == ["GA-S025"]


def test_a_boat_that_only_goes_one_way_takes_nobody_back(draw, slowly):
    sea = draw(SEA, ways={"BC": {"duration": "10", "oneway": "yes"}})
    bicycle = slowly("bicycle", min_part_km=0.0)

    assert sea.time(bicycle, "a", "b") == 1000
    assert sea.time(bicycle, "b", "a") == "unreachable"
