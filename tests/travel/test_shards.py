"""Times in shards: whoever works them out, wherever the network is cut, they are the same."""

import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import InputError, OutputError
from geoaccess.sources.streets.read import _within
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Network, Places, sharded_times, travel_times
from geoaccess.travel.cluster import connected
from geoaccess.travel.kernels import choice
from geoaccess.travel.modes import make_mode
from geoaccess.travel.one_shard import in_this_process
from geoaccess.travel.shards import ShardWork
from geoaccess.travel.snapping import snap
from geoaccess.travel.streams import OnStreets
from geoaccess.travel.tiles import reach_m, tiles_of


def counting():
    """Shards worked out in this process, and how many."""
    done = []

    def run(folder, shards):
        for shard in in_this_process(folder, shards):
            done.append(shard.digest)
            yield shard

    return run, done


@pytest.mark.parametrize("by_hierarchy", [False, True])
@given(seed=st.integers(0, 10_000), minutes=st.sampled_from([3, 8, 20, 90]))
@settings(max_examples=12)
def test_tiles_and_blocks_give_the_times_of_the_whole_network(
    town, tmp_path_factory, by_hierarchy, seed, minutes
):
    rng = np.random.default_rng(seed)
    network, origins, sites = town(rng)
    said = ModeSettings(cutoff_min=minutes, junction_delays_s={"traffic_signals": 20.0})
    mode = make_mode(str(rng.choice(["car", "bicycle"])), said)
    quarter = [(x > 10_000, y > 10_000) for x, y in zip(origins.x, origins.y, strict=True)]
    told = []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "is_for_a_hierarchy", lambda *_: by_hierarchy)
        patch.setenv("GEOACCESS_CACHE", str(tmp_path_factory.mktemp("orders")))
        whole = travel_times(network, mode, origins, sites)
        folder = tmp_path_factory.mktemp("shards")
        for tiles in (None, quarter, list(origins.ids)):
            joined = sharded_times(
                network,
                mode,
                origins,
                sites,
                ShardWork(folder=folder, sites_at_once=4),
                tiles=tiles,
                told=told.append,
            )
            assert joined.seconds.tobytes() == whole.seconds.tobytes()
            assert (joined.origins, joined.sites) == (whole.origins, whole.sites)
            assert joined.cutoff == whole.cutoff
    assert sum(told) == 3 * len(sites)


@given(seed=st.integers(0, 10_000), margin_m=st.sampled_from([1000.0, 4000.0, 9000.0]))
@settings(max_examples=15)
def test_streets_cut_at_a_border_are_exact_up_to_there_and_back_at_top_speed(town, seed, margin_m):
    """What docs/sverige.md promises of a region with a buffer."""
    whole, origins, sites = town(np.random.default_rng(seed), both_ways=True)
    car = make_mode("car", ModeSettings(cutoff_min=200))
    car = replace(car, network=car.network.model_copy(update={"min_part_km": 0.0}))
    region = (5000.0, 5000.0, 12_000.0, 12_000.0)
    inside = [
        Places(tuple(np.array(each.ids)[which]), each.x[which], each.y[which])
        for each in (origins, sites)
        for which in [(each.x > 5000) & (each.x < 12_000) & (each.y > 5000) & (each.y < 12_000)]
    ]
    top_speed = reach_m(whole.of_mode(car), car, 18) / (200 * 60 + 2)
    try:
        around = tuple(np.array(region) + margin_m * np.array([-1, -1, 1, 1]))
        cut = Network.build(_within(whole.streets, region, around, "streets"))
    except InputError:
        return  # no street there

    exact, found = (travel_times(each, car, *inside).seconds for each in (whole, cut))

    near = exact < 2 * margin_m / top_speed
    assert (found[near] == exact[near]).all()
    assert (found >= exact).all()  # never too short; reasons are above all times


def test_a_tile_is_a_part_of_the_network_and_holds_all_that_counts(town):
    """Else the test above would cut nothing."""
    network, origins, sites = town(np.random.default_rng(5), size=60_000.0, nodes=200, sites=40)
    mode = make_mode("car", ModeSettings(cutoff_min=8))
    times = travel_times(network, mode, origins, sites)
    on = OnStreets(network, mode, origins, sites)

    tiles = list(tiles_of(on, mode, origins, list(origins.ids)))

    assert len(tiles) == len(on.rows)
    assert max(tile.network.vertices for tile in tiles) < on.usable.vertices / 2
    for tile in tiles:
        (row,) = on.rows[tile.rows]
        reached = np.flatnonzero(times.seconds[row] <= LONGEST_SECONDS)
        assert {*reached.tolist()} <= {*on.columns[tile.columns].tolist()}
        assert len(tile.columns) < len(sites)


@pytest.fixture
def small(town):
    rng = np.random.default_rng(3)
    network, origins, sites = town(rng)
    return network, make_mode("car"), origins, sites


def test_a_second_run_works_nothing_out_and_a_stopped_one_goes_on(small, tmp_path):
    folder = tmp_path / "shards"

    def stopped(folder, shards):
        yield from in_this_process(folder, shards[:2])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sharded_times(*small, ShardWork(folder=folder, run=stopped, sites_at_once=1))
    run, done = counting()
    first = sharded_times(*small, ShardWork(folder=folder, run=run, sites_at_once=1))
    shards = len(list(folder.glob("shard-*.npz")))
    assert len(done) == shards - 2 > 0
    second = sharded_times(*small, ShardWork(folder=folder, run=run, sites_at_once=1))
    assert len(done) == shards - 2
    assert (first.seconds == travel_times(*small).seconds).all()
    assert (second.seconds == first.seconds).all()


def test_only_what_is_new_is_worked_out(small, tmp_path):
    network, mode, origins, sites = small
    fewer = Places(sites.ids[:-1], sites.x[:-1], sites.y[:-1])
    run, done = counting()
    sharded_times(
        network, mode, origins, fewer, ShardWork(folder=tmp_path, run=run, sites_at_once=1)
    )
    before = len(done)

    more = sharded_times(*small, ShardWork(folder=tmp_path, run=run, sites_at_once=1))
    assert len(done) <= before + 1
    assert (more.seconds == travel_times(*small).seconds).all()

    slower = make_mode("car", ModeSettings(speed_factor=0.5))
    other = sharded_times(network, slower, origins, sites, ShardWork(folder=tmp_path, run=run))
    assert (other.seconds == travel_times(network, slower, origins, sites).seconds).all()
    assert (other.seconds != more.seconds).any()


def spoil(path, how, other):
    if how == "foreign":
        path.write_bytes(other.read_bytes())
    elif how == "cut off":
        path.write_bytes(path.read_bytes()[:-200])
    elif how == "a bit turned":
        data = bytearray(path.read_bytes())
        data[data.index(b"}", data.index(b"<u2")) + 60] ^= 1
        path.write_bytes(bytes(data))
    else:
        path.write_text("no shard at all")


@pytest.mark.parametrize("how", ["foreign", "cut off", "a bit turned", "not a shard"])
def test_a_damaged_or_foreign_shard_is_worked_out_again(small, tmp_path, how):
    sharded_times(*small, ShardWork(folder=tmp_path, sites_at_once=3))
    paths = sorted(tmp_path.glob("shard-*.npz"))
    spoil(paths[0], how, paths[1])
    run, done = counting()

    again = sharded_times(*small, ShardWork(folder=tmp_path, run=run, sites_at_once=3))

    assert len(done) == 1
    assert (again.seconds == travel_times(*small).seconds).all()


def test_what_a_killed_run_left_half_done_is_taken_away(small, tmp_path):
    sharded_times(*small, ShardWork(folder=tmp_path))
    (shard,) = tmp_path.glob("shard-*.npz")
    (tmp_path / "writing-x.part").write_bytes(shard.read_bytes()[:100])
    (tmp_path / f"tile-{'0' * 32}.npz").write_bytes(b"")
    others = {"film.part", "tile-7.npz", "tile-map.npz"}
    for name in others:
        (tmp_path / name).write_bytes(b"another program's")

    sharded_times(*small, ShardWork(folder=tmp_path))

    assert {path.name for path in tmp_path.iterdir()} - {"lock"} == {shard.name, *others}


def test_a_run_leaves_shards_and_nothing_that_says_where_people_live(small, tmp_path):
    folder = tmp_path / "new" / "shards"
    sharded_times(*small, ShardWork(folder=folder))

    assert {path.name.split("-")[0] for path in folder.iterdir()} <= {"shard", "lock"}
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0


def test_workers_that_write_elsewhere_are_told(small, tmp_path):
    with pytest.raises(OutputError, match="GA-O532"):
        sharded_times(*small, ShardWork(folder=tmp_path, run=lambda _, shards: iter(shards)))


def test_places_at_one_door_each_get_their_times(small, tmp_path):
    """Their shards are one and the same."""
    network, mode, origins, sites = small
    origins, sites = (
        Places((*each.ids, "again"), *(np.append(axis, axis[0]) for axis in (each.x, each.y)))
        for each in (origins, sites)
    )
    work = ShardWork(folder=tmp_path, sites_at_once=1)

    for _ in range(2):
        times = sharded_times(network, mode, origins, sites, work, tiles=origins.ids)
        assert (times.seconds == travel_times(network, mode, origins, sites).seconds).all()


def test_a_shard_that_nobody_works_out_is_missed(small, tmp_path):
    def all_but_one(folder, shards):
        yield from in_this_process(folder, shards[1:])

    with pytest.raises(RuntimeError, match="1 shards"):
        sharded_times(*small, ShardWork(folder=tmp_path, run=all_but_one, sites_at_once=3))


def test_nobody_on_the_streets_has_no_shards(small, tmp_path):
    network, mode, origins, sites = small
    far = Places(origins.ids, origins.x + 1e6, origins.y)

    times = sharded_times(network, mode, far, sites, ShardWork(folder=tmp_path))

    assert (times.seconds == Status.NOT_SNAPPED).all()
    assert not len(snap(far, network.streets, network.of_mode(mode), mode).place)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_two_workers_of_a_cluster_give_the_same(small, tmp_path):
    distributed = pytest.importorskip("distributed")
    network, mode, origins, sites = small
    quarter = [(x > 10_000, y > 10_000) for x, y in zip(origins.x, origins.y, strict=True)]
    run, done = counting()
    sharded_times(
        network,
        mode,
        origins,
        sites,
        ShardWork(folder=tmp_path / "here", run=run, sites_at_once=3),
        tiles=quarter,
    )
    here = {path.name for path in (tmp_path / "here").glob("shard-*")}

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        connected(cluster.scheduler_address) as by_cluster,
    ):
        asked = []

        def by_workers(folder, shards):
            for shard in by_cluster(folder, shards):
                asked.append(shard.digest)
                yield shard

        folder = tmp_path / "there"
        for _ in range(2):  # the second time nothing is left to do
            times = sharded_times(
                network,
                mode,
                origins,
                sites,
                ShardWork(folder=folder, run=by_workers, sites_at_once=3),
                tiles=quarter,
            )
            assert times.seconds.tobytes() == travel_times(*small).seconds.tobytes()
    assert sorted(asked) == sorted(done)
    assert {path.name for path in folder.glob("shard-*")} == here
