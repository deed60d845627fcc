"""Travel times against networkx on a graph that is cut by hand at every place."""

import itertools
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geoaccess.sources.streets import Streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Network, Places, travel_times
from geoaccess.travel.modes import make_mode
from geoaccess.travel.snapping import snap


def a_mode(name, *, cutoff_min=90.0, max_snap_m=120.0, min_part_km=5.0):
    mode = make_mode(name, ModeSettings(cutoff_min=cutoff_min, max_snap_m=max_snap_m))
    return replace(mode, network=mode.network.model_copy(update={"min_part_km": min_part_km}))


def random_streets(rng, *, one_way=0.4):
    nodes = int(rng.integers(2, 9))
    edges = int(rng.integers(1, 14))
    ends = np.array([rng.choice(nodes, 2, replace=False) for _ in range(edges)])
    kinds = [
        {"highway": "residential"},
        {"highway": "primary", "maxspeed": "70"},
        {"highway": "service", "bicycle": "no"},
    ]
    tags = [
        kinds[rng.integers(3)] | ({"oneway": "yes"} if rng.uniform() < one_way else {})
        for _ in range(edges)
    ]
    return Streets(
        node_x=rng.uniform(0, 500, nodes),
        node_y=rng.uniform(0, 500, nodes),
        way_tags=tuple(tags),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(edges),
    )


def random_places(rng, prefix, most=5):
    n = int(rng.integers(1, most + 1))
    return Places(
        tuple(f"{prefix}{i}" for i in range(n)), rng.uniform(-60, 560, n), rng.uniform(-60, 560, n)
    )


def speeds_of(tags, mode):
    """What the random ways' tags mean, written down apart from the package's own rules."""
    car = {"residential": 30.0, "primary": 70.0, "service": 15.0}
    bicycle = {"residential": 16.0, "primary": 16.0, "service": 0.0}
    kmh = {"car": car, "bicycle": bicycle}.get(mode.name, dict.fromkeys(car, 4.824))
    speed = kmh[tags["highway"]] * mode.speed_factor / 3.6
    both = "oneway" not in tags or mode.name == "walk"
    return speed, speed * both


def oracle(streets, mode, origins, sites):
    """Seconds or status names by plain networkx over streets cut at every place."""
    xy = np.column_stack([streets.node_x, streets.node_y])
    lines = [
        shapely.LineString([xy[a], xy[b]])
        for a, b in zip(streets.segment_from, streets.segment_to, strict=True)
    ]
    speed = [speeds_of(streets.way_tags[w], mode) for w in streets.segment_way]
    whole = nx.DiGraph()
    whole.add_nodes_from(range(len(xy)))
    for (a, b), line, (there, back) in zip(_ends(streets), lines, speed, strict=True):
        _arc(whole, a, b, line.length, there)
        _arc(whole, b, a, line.length, back)
    part = {}
    for number, nodes in enumerate(nx.strongly_connected_components(whole)):
        part |= dict.fromkeys(nodes, number)
    inside = [
        i for i, (a, b) in enumerate(_ends(streets)) if part[a] == part[b] and max(speed[i]) > 0
    ]
    length = dict.fromkeys(set(part.values()), 0.0)
    for i in inside:
        length[part[streets.segment_from[i]]] += lines[i].length
    largest = max(length, key=length.get)
    allowed = [
        i
        for i in inside
        if part[streets.segment_from[i]] == largest
        or length[part[streets.segment_from[i]]] >= 1000 * mode.network.min_part_km
    ]
    spots = {**_snap(origins, lines, allowed, mode), **_snap(sites, lines, allowed, mode)}
    cut = _cut(streets, lines, speed, spots)
    return [[_pair(cut, spots, mode, o, s) for s in sites.ids] for o in origins.ids]


def _ends(streets):
    return list(zip(streets.segment_from.tolist(), streets.segment_to.tolist(), strict=True))


def _arc(graph, a, b, metres, speed):
    if speed > 0:
        seconds = metres / speed
        if not graph.has_edge(a, b) or graph[a][b]["seconds"] > seconds:
            graph.add_edge(a, b, seconds=seconds)


def _snap(places, lines, allowed, mode):
    spots = {}
    for name, x, y in zip(places.ids, places.x, places.y, strict=True):
        point = shapely.Point(x, y)
        distance = [(lines[i].distance(point), i) for i in allowed]
        if distance and min(distance)[0] <= mode.max_snap_m:
            metres, i = min(distance)
            spots[name] = (i, lines[i].project(point), metres)
    return spots


def _cut(streets, lines, speed, spots):
    graph = nx.DiGraph()
    for _i, ((a, b), line, (there, back)) in enumerate(
        zip(_ends(streets), lines, speed, strict=True)
    ):
        stops = [
            (along if a == _ends(streets)[on][0] else line.length - along, name)
            for name, (on, along, _) in spots.items()
            if {a, b} == set(_ends(streets)[on])
        ]
        chain = [(0.0, a), *sorted(stops), (line.length, b)]
        for (d0, n0), (d1, n1) in itertools.pairwise(chain):
            _arc(graph, n0, n1, d1 - d0, there)
            _arc(graph, n1, n0, d1 - d0, back)
            if d1 == d0:  # The same spot, one-way or not.
                graph.add_edge(n0, n1, seconds=0.0)
                graph.add_edge(n1, n0, seconds=0.0)
    return graph


def _pair(cut, spots, mode, origin, site):
    if origin not in spots or site not in spots:
        return "not_snapped"
    try:
        along = nx.dijkstra_path_length(cut, origin, site, weight="seconds")
    except nx.NetworkXNoPath:
        return "unreachable"
    metres = spots[origin][2] + spots[site][2]
    return along + metres / mode.access_speed_ms + mode.terminal_s


def agrees(found, expected, cutoff):
    if isinstance(expected, str):
        return Status(found).name.lower() == expected if found > LONGEST_SECONDS else False
    if found == Status.BEYOND_CUTOFF:
        return expected > cutoff + 0.499
    return found <= cutoff and abs(found - expected) <= 0.501


@settings(max_examples=120)
@given(
    seed=st.integers(0, 2**32 - 1),
    name=st.sampled_from(["walk", "bicycle", "car"]),
    cutoff_min=st.sampled_from([4.0, 90.0]),
    min_part_km=st.sampled_from([0.0, 0.3, 5.0]),
)
def test_times_are_those_of_a_graph_cut_at_every_place(seed, name, cutoff_min, min_part_km):
    rng = np.random.default_rng(seed)
    streets = random_streets(rng)
    origins, sites = random_places(rng, "o"), random_places(rng, "s")
    mode = a_mode(name, cutoff_min=cutoff_min, min_part_km=min_part_km)

    times = travel_times(Network.build(streets), mode, origins, sites)

    expected = oracle(streets, mode, origins, sites)
    for row, wanted in zip(times.seconds.tolist(), expected, strict=True):
        for found, want in zip(row, wanted, strict=True):
            assert agrees(found, want, mode.cutoff_s), (found, want)


@given(seed=st.integers(0, 2**32 - 1))
def test_closing_a_street_never_shortens_a_trip(seed):
    rng = np.random.default_rng(seed)
    streets = random_streets(rng)
    origins, sites = random_places(rng, "o"), random_places(rng, "s")
    car = a_mode("car")
    closed = int(rng.integers(len(streets.way_tags)))
    tags = list(streets.way_tags)
    tags[closed] = tags[closed] | {"access": "no"}
    before, after = Network.build(streets), Network.build(replace(streets, way_tags=tuple(tags)))
    for places in (origins, sites):
        at = [snap(places, n.streets, n.of_mode(car), car).segment for n in (before, after)]
        assume(np.array_equal(*at))

    seconds = [travel_times(n, car, origins, sites).seconds for n in (before, after)]

    # Reasons for having no time are the highest numbers.
    assert (seconds[1] >= seconds[0]).all()


@given(seed=st.integers(0, 2**32 - 1), name=st.sampled_from(["walk", "car"]))
def test_going_by_way_of_somewhere_is_never_shorter(seed, name):
    rng = np.random.default_rng(seed)
    streets, places = random_streets(rng), random_places(rng, "p")
    times = travel_times(Network.build(streets), a_mode(name), places, places)
    seconds = np.where(times.has_time, times.seconds.astype(float), np.inf)

    via = (seconds[:, :, None] + seconds[None, :, :]).min(axis=1)

    assert (seconds <= via + 1).all()  # One second for rounding.


@given(seed=st.integers(0, 2**32 - 1))
def test_without_one_way_streets_there_is_as_far_as_back(seed):
    rng = np.random.default_rng(seed)
    streets, places = random_streets(rng, one_way=0), random_places(rng, "p")

    seconds = travel_times(Network.build(streets), a_mode("car"), places, places).seconds

    assert np.abs(seconds.astype(int) - seconds.T.astype(int)).max() <= 1


@given(seed=st.integers(0, 2**32 - 1))
def test_neither_the_order_nor_the_names_of_places_and_streets_matter(seed):
    rng = np.random.default_rng(seed)
    streets, origins, sites = random_streets(rng), random_places(rng, "o"), random_places(rng, "s")
    times = travel_times(Network.build(streets), a_mode("bicycle"), origins, sites)
    row, way = rng.permutation(len(origins)), rng.permutation(len(streets.way_tags))
    turned = Places(tuple(f"x{i}" for i in row), origins.x[row], origins.y[row])
    mixed = replace(
        streets,
        way_tags=tuple(streets.way_tags[w] for w in way),
        segment_from=streets.segment_from[way],
        segment_to=streets.segment_to[way],
    )

    again = travel_times(Network.build(mixed), a_mode("bicycle"), turned, sites)

    assert again.origins == turned.ids
    assert np.array_equal(again.seconds, times.seconds[row])


@given(seed=st.integers(0, 2**32 - 1))
def test_sites_taken_a_few_at_a_time_give_the_same_times(seed):
    rng = np.random.default_rng(seed)
    network = Network.build(random_streets(rng))
    origins, sites = random_places(rng, "o"), random_places(rng, "s")
    whole = travel_times(network, a_mode("car"), origins, sites).seconds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geoaccess.travel.kernels.search._HELD_BYTES", 1)
        apart = travel_times(network, a_mode("car"), origins, sites).seconds

    assert np.array_equal(whole, apart)


def test_what_is_given_stays_as_it_was():
    rng = np.random.default_rng(1)
    streets, origins, sites = random_streets(rng), random_places(rng, "o"), random_places(rng, "s")
    arrays = [streets.node_x, streets.node_y, streets.segment_from, streets.segment_to]
    arrays += [origins.x, origins.y, sites.x, sites.y]
    before = [array.copy() for array in arrays]

    travel_times(Network.build(streets), a_mode("car"), origins, sites)

    assert all(np.array_equal(*pair) for pair in zip(before, arrays, strict=True))


@pytest.mark.parametrize(("origins", "sites"), [(0, 2), (2, 0), (0, 0)])
def test_nobody_going_anywhere_gives_an_empty_table(origins, sites):
    rng = np.random.default_rng(2)
    network = Network.build(random_streets(rng))
    some = [
        Places(tuple(map(str, range(n))), np.full(n, 100.0), np.full(n, 100.0))
        for n in (origins, sites)
    ]

    assert travel_times(network, a_mode("walk"), *some).seconds.shape == (origins, sites)


def test_two_places_may_not_share_an_id_nor_lack_coordinates():
    with pytest.raises(ValueError, match="same id"):
        Places(("a", "a"), np.zeros(2), np.zeros(2))
    with pytest.raises(ValueError, match="no coordinates"):
        Places(("a",), np.array([np.nan]), np.zeros(1))
    with pytest.raises(ValueError, match="1 ids"):
        Places(("a",), np.zeros(2), np.zeros(2))
