"""No suppressed number of a published folder can be worked out from all its files together."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geoaccess.publish import publish
from geoaccess.result import view
from geoaccess.result.disclosure import Relation, System, hide_further
from geoaccess.result.disclosure.counts import counts_of, layout_of

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

STATISTICS = ("statistics[0]",)
# Tiny areas, few on either side of a threshold, few without a way, two of them at once.
WORLDS = [
    {"p51": 3},
    {"p11": 997, "p12": 3},
    {"p51": 3, "p31": 3},
    {"p42": 3},
    {"p21": 1, "p22": 2, "p41": 4000},
]


def open_module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


attack = open_module(Path(__file__).with_name("published_files.py"))


def made(small, confidential=STATISTICS, *, disclosure=None, **people):
    given = {name: float(count) for name, count in (small.PLAIN | people).items()}
    study = {} if disclosure is None else {"disclosure": disclosure}
    return small.make_result(people=given, confidential=confidential, **study)


def places_of(result):
    lived = result.points.loc[result.points["people"] > 0, ["area_id", "unit_id"]]
    return sorted(set(lived.itertuples(index=False, name=None)))


def given_away(result, folder, width=5):
    publish(result, folder / "out")
    return attack.given_away(folder / "out", places_of(result), width)


@pytest.fixture(scope="module", params=WORLDS, ids=str)
def world(request, small):
    return made(small, **request.param)


def test_no_file_nor_all_of_them_together_narrow_a_suppressed_number(world, tmp_path):
    found, hidden = given_away(world, tmp_path)

    assert hidden > 5
    assert found == {}


def test_the_same_attack_succeeds_where_only_small_numbers_themselves_are_hidden(
    world, tmp_path, monkeypatch
):
    monkeypatch.setattr(view, "secured", lambda _result, tables, **_: tables)

    found, _ = given_away(world, tmp_path)

    assert found


@pytest.mark.parametrize("confidential", [("grid",), ("statistics[0]", "sites[0]")])
def test_whichever_input_is_confidential_what_it_hides_stays_hidden(small, tmp_path, confidential):
    found, hidden = given_away(made(small, confidential, p51=3), tmp_path)

    assert hidden
    assert found == {}


@pytest.mark.parametrize("confidential", [(), ("sites[0]",)])
def test_nothing_is_hidden_for_the_sake_of_another_where_inhabitants_are_open(
    small, tmp_path, confidential
):
    found, hidden = given_away(made(small, confidential, p51=3), tmp_path)

    assert (found, hidden) == ({}, 0)


def test_a_wider_interval_is_kept_where_the_study_states_it(small, tmp_path):
    given_people = {name: float(n) for name, n in (small.PLAIN | {"p51": 3}).items()}
    result = small.make_result(
        people=given_people,
        confidential=STATISTICS,
        disclosure={"min_count": 5, "protection": 20},
    )

    found, _ = given_away(result, tmp_path, width=20)

    assert found == {}


@pytest.fixture(scope="module", params=[WORLDS[1], WORLDS[3], WORLDS[4]], ids=str)
def rounded(request, small, tmp_path_factory):
    """What a run told that rounds, and its folder."""
    everything = ("statistics[0]", "sites[0]")
    result = made(small, everything, disclosure={"mode": "round"}, **request.param)
    out = tmp_path_factory.mktemp("rounded") / "out"
    publish(result, out)
    return result, out


def test_a_rounded_count_keeps_half_the_base_by_all_files_together(rounded):
    result, out = rounded

    found, _ = attack.given_away(out, places_of(result), 2.5)

    assert found == {}


def test_every_true_count_is_among_those_that_the_rounded_files_allow(rounded):
    result, out = rounded
    true = counts_of(result, layout_of(result))

    told = attack.Files(out).as_rounded()

    assert len(told.keys() & true.keys()) > 100
    for cell in told.keys() & true.keys():
        least, greatest = attack.could_be(told[cell], 5)
        assert least - 1e-6 <= true[cell] <= greatest + 1e-6, (cell, told[cell])


def test_a_rounded_count_is_never_taken_for_an_exact_one(rounded):
    _, out = rounded
    files = attack.Files(out)

    told = {
        cell: count
        for cell, count in files.counts.items()
        if cell[2] in attack.COLUMNS.get(cell[0], ())
    }
    assert len(told) > 20
    for cell, count in told.items():
        assert count % 5 == 0, cell
        assert (cell in files.rounded) == (count > 0), cell
    for number, look in attack.looks_of_numbers(out, "Andelar"):
        assert look.startswith('"≈') == (isinstance(number, int | float) and number > 0), number
    stamp = "avrundade till multiplar av 5"
    assert stamp in json.dumps(files.manifest, ensure_ascii=False)
    assert stamp in str(files.book.stamp())
    for page in [out / "map.html", *sorted((out / "reports").glob("*.html"))]:
        assert stamp in page.read_text("utf-8"), page.name
    assert any("avrundade till" in mark for mark in attack.payload(out)["marks"])


def test_the_embedded_study_gives_nothing_away(exempellan, exempellan_run):
    found, hidden = attack.given_away(exempellan_run, places_of(exempellan), 5)

    assert hidden
    assert found == {}


def cell(name):
    return ("areas" if name.startswith("a") else "units", name, "people")


def sums(counts):
    """Three units of three areas each, and all that is published of them: counts and totals."""
    named = {f"a{n}": float(count) for n, count in enumerate(counts)}
    units = {f"u{n}": [f"a{3 * n + k}" for k in range(3)] for n in range(3)}
    held = {cell(name): count for name, count in named.items()}
    held |= {cell(u): sum(named[a] for a in mine) for u, mine in units.items()}
    held["region", "region", "people"] = sum(named.values())
    rows = [Relation(cell(u), tuple(map(cell, mine))) for u, mine in units.items()]
    rows.append(Relation(("region", "region", "people"), tuple(map(cell, units))))
    return rows, held


@settings(max_examples=30)
@given(st.lists(st.sampled_from([0, 1, 3, 4, 5, 7, 60, 400]), min_size=9, max_size=9))
def test_of_random_tables_every_hidden_count_keeps_its_interval_and_no_zero_is_hidden(counts):
    rows, held = sums(counts)
    small = {one for one, count in held.items() if 0 < count < 5}
    system = System(rows, held)

    hidden = hide_further(system, held.keys() - small, small, width=5, along=lambda _: ())

    assert small <= hidden
    assert bool(hidden) == bool(small)
    assert all(held[one] > 0 for one in hidden)
    for one in hidden:
        assert width_by_hand(rows, held, hidden, one) >= 5 - 1e-6


def width_by_hand(rows, held, hidden, target):
    """The interval from every equation written out, by another road than the program's."""
    names = sorted(hidden)
    equations, right = [], []
    for row in rows:
        signs = {row.whole: -1.0} | dict.fromkeys(row.parts, 1.0)
        equations.append([signs.get(name, 0.0) for name in names])
        right.append(-sum(sign * held[one] for one, sign in signs.items() if one not in hidden))
    goal = [float(name == target) for name in names]
    ends = [
        linprog([sign * g for g in goal], A_eq=equations, b_eq=right, bounds=(0, 1e6)).fun * sign
        for sign in (1, -1)
    ]
    return ends[1] - ends[0]


def spans_of(held):
    """What each rounded count of someone can be, by hand."""
    told = {one: max(5, 5 * ((count + 2.5) // 5)) for one, count in held.items() if count}
    return {one: attack.could_be(count, 5) for one, count in told.items()}


def span_by_hand(rows, held, spans, hidden, target):
    """Least and greatest by every equation over every count, each within what is told of it."""
    names = sorted(held)
    limits = [
        (0, 1e6) if one in hidden else spans.get(one, (held[one], held[one])) for one in names
    ]
    equations = [
        [{row.whole: -1.0, **dict.fromkeys(row.parts, 1.0)}.get(one, 0.0) for one in names]
        for row in rows
    ]
    goal = [float(one == target) for one in names]
    ends = [
        linprog([s * g for g in goal], A_eq=equations, b_eq=[0] * len(rows), bounds=limits).fun * s
        for s in (1, -1)
    ]
    return ends[1] - ends[0]


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from([0, 1, 3, 7, 8, 12, 60, 402]), min_size=9, max_size=9),
    st.sampled_from([2.5, 4]),
)
def test_of_random_rounded_tables_every_count_keeps_its_span(counts, width):
    rows, held = sums(counts)
    spans = spans_of(held)
    system = System(rows, held, spans)

    hidden = hide_further(system, held.keys(), set(), width=width, along=lambda _: ())

    assert hidden <= spans.keys()
    for one in spans:
        assert span_by_hand(rows, held, spans, hidden, one) >= width - 1e-5, one


def test_a_total_that_narrows_rounded_parts_below_the_asked_span_is_hidden():
    rows, held = sums([7, 7, 0, 60, 60, 60, 60, 60, 60])
    spans, part = spans_of(held), cell("a0")

    def hidden(width):
        system = System(rows, held, spans)
        return hide_further(system, held.keys(), set(), width=width, along=lambda _: ())

    assert span_by_hand(rows, held, spans, set(), part) == pytest.approx(2.5)
    assert hidden(2.5) == set()
    assert hidden(4)
    assert span_by_hand(rows, held, spans, hidden(4), part) >= 4 - 1e-6


def test_the_fewest_people_are_lost_and_the_answer_is_the_same_every_time():
    rows, held = sums([3, 60, 400, 50, 50, 50, 7, 7, 7])
    small = {cell("a0")}

    answers = [
        hide_further(System(rows, held), held.keys() - small, small, width=5, along=lambda _: ())
        for _ in range(2)
    ]

    assert answers[0] == answers[1] == {cell("a0"), cell("a1")}


def test_a_total_goes_before_the_regions_and_its_own_parts_with_it():
    rows, held = sums([3, 0, 0, 0, 0, 0, 400, 90, 0])
    small = {cell("a0"), cell("u0")}

    hidden = hide_further(
        System(rows, held), held.keys() - small, small, width=5, along=lambda _: ()
    )

    assert hidden == {cell("a0"), cell("u0"), cell("u2"), cell("a7")}
