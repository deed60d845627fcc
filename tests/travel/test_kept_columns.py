"""What a folder of shards keeps is kept site by site: only a column that is new is worked out."""

import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.sources.streets import Streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import Status
from geoaccess.travel import Network, Places, sharded_times, travel_times
from geoaccess.travel.kept_columns import column_keys, kept_columns, tile_name, write_columns
from geoaccess.travel.modes import make_mode
from geoaccess.travel.numbering import renumbered
from geoaccess.travel.one_shard import held_of, in_this_process, sites_of
from geoaccess.travel.shards import ShardWork
from geoaccess.travel.streams import OnStreets
from geoaccess.travel.tiles import tiles_of

CAR = make_mode("car")
TILE, KEYS = "0" * 32, np.array(["a" * 32, "b" * 32, "c" * 32], dtype="S32")
SECONDS = np.arange(15, dtype=np.uint16).reshape(5, 3)


class Counted:
    """Works out a folder's shards, and counts their columns."""

    def __init__(self, folder, stop_after=None):
        self.folder, self.stop_after = folder, stop_after
        self.columns = 0

    def run(self, folder, shards):
        for number, shard in enumerate(shards):
            if number == self.stop_after:
                raise KeyboardInterrupt
            yield from in_this_process(folder, [shard])
            self.columns += len(shard.sites["ends"])

    def times(self, asked, *, sites_at_once=512, tiles=None):
        """Times, how many columns were worked out for them."""
        self.columns = 0
        work = ShardWork(folder=self.folder, run=self.run, sites_at_once=sites_at_once)
        return sharded_times(*asked, work, tiles=tiles).seconds, self.columns


def beside_streets(rng, network, count):
    """Points so near to streets that most of them are brought there."""
    node = rng.integers(len(network.streets.node_x), size=count)
    x, y = (
        axis[node] + rng.uniform(-300, 300, count)
        for axis in (network.streets.node_x, network.streets.node_y)
    )
    return list(zip(x.tolist(), y.tolist(), strict=True))


def at(points):
    x, y = np.array(points).reshape(-1, 2).T
    return Places(tuple(f"s{i}" for i in range(len(points))), x, y)


def changed(rng, network, points):
    """A list of sites after somebody has worked on it."""
    points = list(points)
    for _ in range(int(rng.integers(1, 4))):
        one = int(rng.integers(len(points)))
        match rng.integers(5):
            case 0:
                points[one:one] = beside_streets(rng, network, 1)
            case 1 if len(points) > 1:
                points.pop(one)
            case 2:
                points[one : one + 1] = beside_streets(rng, network, 1)
            case 3:
                points.append(points[one])
            case _:
                points = [points[i] for i in rng.permutation(len(points))]
    return points


@given(seed=st.integers(0, 2**32 - 1), cut=st.booleans())
@settings(max_examples=20)
def test_only_columns_that_are_new_are_worked_out_however_the_list_changes(
    town, tmp_path_factory, seed, cut
):
    """Added, taken out, moved, named twice, in another order; in a city or cut in quarters."""
    rng = np.random.default_rng(seed)
    network, origins, _ = town(rng)
    points = beside_streets(rng, network, 8)
    points += points[:2]
    corner = zip(origins.x > 10_000, origins.y > 10_000, strict=True)
    label = [each if cut else 0 for each in corner]
    counted = Counted(tmp_path_factory.mktemp("shards"))
    known = set()

    for _ in range(4):
        asked = network, CAR, origins, at(points)
        on = OnStreets(*asked)
        there = {points[i] for i in on.columns}
        tiles = len({label[i] for i in on.rows})

        seconds, columns = counted.times(asked, sites_at_once=int(rng.integers(1, 6)), tiles=label)

        assert seconds.tobytes() == travel_times(*asked).seconds.tobytes()
        assert columns == len(there - known) * tiles
        known |= there
        points = changed(rng, network, points)


def test_a_run_goes_on_from_a_killed_one_whose_list_was_another(town, tmp_path):
    rng = np.random.default_rng(3)
    network, origins, _ = town(rng)
    points = beside_streets(rng, network, 9)
    snapped = len(OnStreets(network, CAR, origins, at(points)).columns)
    with pytest.raises(KeyboardInterrupt):
        Counted(tmp_path, stop_after=2).times((network, CAR, origins, at(points)), sites_at_once=2)

    asked = network, CAR, origins, at(points[::-1])
    seconds, columns = Counted(tmp_path).times(asked, sites_at_once=3)

    assert columns == snapped - 4 > 0
    assert (seconds == travel_times(*asked).seconds).all()


def far_off(streets, *, joined=()):
    """The same streets, after a short one far to the south-west; and any that join the two."""
    x, y = np.array([-9e5, -8.99e5]), np.array([-8e5, -8e5])
    start, end = np.array([[0, 1], *joined]).T
    tags = ({"highway": "residential"},) * len(start)
    return Streets(
        node_x=np.concatenate([x, streets.node_x]),
        node_y=np.concatenate([y, streets.node_y]),
        way_tags=(*streets.way_tags, *tags),
        segment_from=np.concatenate([streets.segment_from + 2, start]),
        segment_to=np.concatenate([streets.segment_to + 2, end]),
        segment_way=np.arange(len(streets.segment_way) + len(start)),
        turns=tuple(replace(turn, via=turn.via + 2) for turn in streets.turns),
        way_ids=np.arange(len(streets.segment_way) + len(start)),
    )


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_streets_that_are_out_of_reach_change_nothing_that_is_kept(town, tmp_path_factory, seed):
    """As when a site out there makes a run read more of them."""
    rng = np.random.default_rng(seed)
    network, origins, _ = town(rng)
    sites = at(beside_streets(rng, network, 8))
    near = replace(network.streets, node_sign={})
    counted = Counted(tmp_path_factory.mktemp("shards"))
    counted.times((Network.build(near), CAR, origins, sites))

    asked = Network.build(far_off(near)), CAR, origins, sites
    seconds, columns = counted.times(asked)

    assert columns == 0
    assert (seconds == travel_times(*asked).seconds).all()


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_a_tile_is_the_same_whatever_numbers_the_nodes_have(town, seed):
    rng = np.random.default_rng(seed)
    network, origins, _ = town(rng)
    sites = at(beside_streets(rng, network, 8))
    told = set()

    for order in (
        np.arange(len(network.streets.node_x)),
        rng.permutation(len(network.streets.node_x)),
    ):
        on = OnStreets(Network.of(renumbered(network.streets, order)), CAR, origins, sites)
        (tile,) = tiles_of(on, CAR, origins, [0] * len(origins))
        name = tile_name(held_of(tile))
        keys = column_keys(name, sites_of(tile.trips, np.arange(len(tile.columns))))
        told.add((name, *keys.tolist()))

    assert len(told) == 1


def test_two_sites_as_far_up_a_one_way_street_are_not_one_to_who_starts_between(slowly, tmp_path):
    """One at 500 m of the street, one at 400 m and 100 m aside; the home at 450 m."""
    ring = Streets(
        node_x=np.array([0.0, 1000.0, 500.0]),
        node_y=np.array([0.0, 0.0, 900.0]),
        way_tags=({"highway": "residential", "oneway": "yes"},),
        segment_from=np.array([0, 1, 2]),
        segment_to=np.array([1, 2, 0]),
        segment_way=np.array([0, 0, 0]),
    )
    mode = slowly("car", class_speeds_kmh={"residential": 3.6})
    home, points = at([(450.0, 0.0)]), [(500.0, 0.0), (400.0, -100.0)]
    counted = Counted(tmp_path)

    found = [counted.times((Network.build(ring), mode, home, at([point]))) for point in points]

    assert [columns for _, columns in found] == [1, 1]
    assert found[0][0] == 50
    assert found[1][0] == travel_times(Network.build(ring), mode, home, at(points[1:])).seconds > 50
    both = Counted(tmp_path / "new").times((Network.build(ring), mode, home, at(points)))
    assert both[1] == 2


def test_why_there_is_no_time_is_told_anew_where_a_way_far_out_of_reach_is_opened(tmp_path):
    """Two streets side by side; the way from one to the other goes round by far away."""
    x = np.array([0.0, 900.0, 0.0, 900.0])
    two = Streets(
        node_x=x,
        node_y=np.array([0.0, 0.0, 500.0, 500.0]),
        way_tags=({"highway": "residential"},) * 2,
        segment_from=np.array([0, 2]),
        segment_to=np.array([1, 3]),
        segment_way=np.array([0, 1]),
    )
    joined = [[2, 0], [1, 4]]
    mode = make_mode("walk")
    mode = replace(mode, network=mode.network.model_copy(update={"min_part_km": 0.0}))
    home, clinic = Places(("h",), np.array([300.0]), np.array([0.0])), at([(300.0, 500.0)])
    counted = Counted(tmp_path)
    found = []
    for streets in (far_off(two), far_off(two, joined=joined)):
        asked = Network.build(streets), mode, home, clinic
        seconds, _ = counted.times(asked)
        assert seconds == travel_times(*asked).seconds
        found.append(Status(int(seconds[0, 0])))

    assert found == [Status.UNREACHABLE, Status.BEYOND_CUTOFF]
    # Else the test would show nothing: what is within reach was the same.
    (tile,) = {path.name.split("-")[1] for path in tmp_path.glob("shard-*")}
    assert tile


def test_a_place_with_several_streets_has_a_column_for_each(town, tmp_path):
    rng = np.random.default_rng(11)
    network, origins, _ = town(rng)
    mode = make_mode("car", ModeSettings(snap_tolerance_m=50.0))
    points = beside_streets(rng, network, 8)
    fewer, more = at(points[1:]), at(points)
    on, without = (OnStreets(network, mode, origins, each) for each in (more, fewer))
    assert len(on.columns) > len({*on.columns})
    counted = Counted(tmp_path)
    counted.times((network, mode, origins, fewer))

    seconds, columns = counted.times((network, mode, origins, more))

    assert columns == len(on.columns) - len(without.columns) > 1
    assert (seconds == travel_times(network, mode, origins, more).seconds).all()


def one_file(folder):
    write_columns(folder, TILE, KEYS, SECONDS)
    (path,) = folder.glob("shard-*")
    return path


def read(folder, rows=5):
    return list(kept_columns(folder, TILE, rows, lambda _: True))


def test_what_was_written_is_read(tmp_path):
    one_file(tmp_path)

    ((keys, seconds),) = read(tmp_path)

    assert (keys.tolist(), seconds.tolist()) == (KEYS.tolist(), SECONDS.tolist())
    assert not list(kept_columns(tmp_path, TILE, 5, lambda _: False))


@given(st.data())
@settings(max_examples=300)
def test_a_file_with_any_bit_turned_or_cut_anywhere_is_read_right_or_not_at_all(
    tmp_path_factory, data
):
    folder = tmp_path_factory.mktemp("shards")
    path = one_file(folder)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del content[place:]
    path.write_bytes(content)

    for keys, seconds in read(folder):
        assert (keys.tolist(), seconds.tolist()) == (KEYS.tolist(), SECONDS.tolist())


def test_a_file_under_a_wrong_name_or_of_another_shape_is_not_read(tmp_path):
    path = one_file(tmp_path)
    assert not read(tmp_path, rows=4)
    content = path.read_bytes()
    path.unlink()
    for name in (f"shard-{TILE}-{'1' * 32}.npz", f"shard-{'1' * 32}-{path.stem[-32:]}.npz"):
        (tmp_path / name).write_bytes(content)

    assert not read(tmp_path)
    assert not list(kept_columns(tmp_path, "1" * 32, 5, lambda _: True))


def test_files_of_use_are_of_today_and_others_stay_as_they_are(town, tmp_path):
    """So that whoever wants room knows which were not asked for since."""
    rng = np.random.default_rng(3)
    network, origins, _ = town(rng)
    points = beside_streets(rng, network, 9)
    Counted(tmp_path).times((network, CAR, origins, at(points)), sites_at_once=1)
    paths = sorted(tmp_path.glob("shard-*"))
    for path in paths:
        os.utime(path, (1e9, 1e9))
    two = OnStreets(network, CAR, origins, at(points)).columns[:2]

    Counted(tmp_path).times((network, CAR, origins, at([points[i] for i in two])))

    assert sorted(tmp_path.glob("shard-*")) == paths
    assert sum(path.stat().st_mtime > 1e9 for path in paths) == 2 < len(paths)
