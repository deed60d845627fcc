"""What is published as sums: every count, and which counts add up to which others.

A cell is a count of people: a table, a subject and what is counted. A share is here the count
that it gives together with its whole: ``within`` for ``share_within``, ``silent`` for the rest of
``coverage``. Cells of ``places`` (an area's people in one of the units it lies in) are published
nowhere; they tie the tables of areas and units together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from geoaccess.access import NO_SITE, NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "GSA_WITHIN",
    "REGION",
    "THRESHOLD",
    "Cell",
    "Layout",
    "Relation",
    "flow_name",
    "relations",
]

Cell = tuple[str, str, str]
REGION = "region"
GSA_WITHIN = "gsa_within"
"""An area's or unit's people within the threshold of their unit's GSA."""
OLD, OLD_BEYOND = "age_80plus", "beyond_age_80plus"
THRESHOLD = ("within", "people_beyond", "silent")
"""An area's or unit's people by the threshold: within it, beyond it, with no known way."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The parts sum to the whole; with `rest`, to at most the whole."""

    whole: Cell
    parts: tuple[Cell, ...]
    rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What belongs to what, as anyone can see it on the map and in the tables.

    Attributes
    ----------
    places
        Pairs of area and unit where people live.
    whole_of
        The kommun of each unit that is a district.
    groups
        Age groups that are counted, from all to the oldest.
    flagged, needy
        Areas that are flagged, and areas whose need is known.
    sites
        Sites that are someone's nearest.
    classes
        Columns of the classes of travel time.
    reach
        ``mode``, ``group`` and rising minutes of the shares within thresholds.
    car_classes
        Upper limits in minutes of those classes that have one, in their order.
    gsa
        Whether times to the GSA are told.
    flows
        Pairs of unit and where its people's nearest site lies: a unit, or an outcome's code.
    unit_of_site
        Of those sites: the unit they lie in, or the code for beyond the border.
    far
        Areas of which is told how many of the oldest are beyond the threshold, with its mode and
        minutes.
    known
        Whether those with a known way are counted too: within and beyond the threshold together.
    """

    places: Sequence[tuple[str, str]]
    whole_of: Mapping[str, str]
    groups: Sequence[str]
    flagged: frozenset[str] = frozenset()
    needy: frozenset[str] = frozenset()
    sites: Sequence[str] = ()
    classes: Sequence[str] = ()
    car_classes: Sequence[int] = ()
    reach: Mapping[tuple[str, str], Sequence[int]]
    known: bool = False
    gsa: bool = False
    far: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    flows: Sequence[tuple[str, str]] = ()
    unit_of_site: Mapping[str, str] = field(default_factory=dict)


def relations(layout: Layout) -> list[Relation]:
    """Every sum that holds between the counts of a run."""
    return [
        *_nested(layout),
        *_ages(layout),
        *_by_threshold(layout),
        *_oldest_beyond(layout),
        *_of_some_areas(layout),
        *_by_class(layout),
        *_within_minutes(layout),
        *_nearest(layout),
        *_flows(layout),
    ]


def _nested(layout: Layout) -> Iterator[Relation]:
    """Areas in units, units in kommuner, all in the region."""
    units_of, areas_of = _neighbours(layout)
    of_each = (*layout.groups, *THRESHOLD, *(GSA_WITHIN,) * layout.gsa)
    for column in of_each:
        for area, units in units_of.items():
            parts = tuple(_place(area, unit, column) for unit in units)
            yield Relation(("areas", area, column), parts)
        for unit, areas in areas_of.items():
            parts = tuple(_place(area, unit, column) for area in areas)
            yield Relation(("units", unit, column), parts)
    lowest = (*of_each, *layout.classes, *_reach_columns(layout))
    for column in (*lowest, "flagged_people", "need_known"):
        yield from _above_units(layout, areas_of, column)


def _above_units(layout: Layout, units: Iterable[str], column: str) -> Iterator[Relation]:
    held: dict[str, list[Cell]] = defaultdict(list)
    for unit in units:
        if unit in layout.whole_of:
            held[layout.whole_of[unit]].append(("units", unit, column))
    for whole, parts in held.items():
        yield Relation(("wholes", whole, column), tuple(parts))
    yield Relation((REGION, REGION, column), tuple(("units", unit, column) for unit in units))


def _ages(layout: Layout) -> Iterator[Relation]:
    """The older are among the younger group's people."""
    for subject in _subjects(layout):
        for younger, older in pairwise(layout.groups):
            yield Relation((*subject, younger), ((*subject, older),), rest=True)


def _by_threshold(layout: Layout) -> Iterator[Relation]:
    for subject in _subjects(layout):
        within, beyond, silent = ((*subject, column) for column in THRESHOLD)
        if layout.gsa:
            # Nobody has the GSA nearer than the nearest.
            yield Relation(within, ((*subject, GSA_WITHIN),), rest=True)
        if layout.known:
            yield Relation((*subject, "known"), (within, beyond))
            yield Relation((*subject, "people"), ((*subject, "known"), silent))
        else:
            yield Relation((*subject, "people"), (within, beyond, silent))
    for area in _neighbours(layout)[0]:
        people, within, silent, lost = (
            ("areas", area, c) for c in ("people", "within", "silent", "people_without_time")
        )
        yield Relation(people, (within, lost), rest=True)
        yield Relation(lost, (silent,), rest=True)


def _oldest_beyond(layout: Layout) -> Iterator[Relation]:
    """The oldest beyond the threshold of an area are among the oldest, and among those beyond.

    Whoever is beyond it is not within fewer minutes, by the same mode, of the unit's oldest.
    """
    if OLD not in layout.groups:
        return
    units_of, _ = _neighbours(layout)
    inside: dict[str, list[str]] = defaultdict(list)
    for area in (one for one in layout.far if one in units_of):
        old, beyond, near = (("areas", area, c) for c in (OLD, OLD_BEYOND, f"not beyond {OLD}"))
        yield Relation(old, (beyond, near))
        people, far, rest = (("areas", area, c) for c in ("people", "people_beyond", "not beyond"))
        yield Relation(people, (far, rest))
        yield Relation(far, (beyond,), rest=True)
        yield Relation(rest, (near,), rest=True)
        if len(units_of[area]) == 1:
            inside[units_of[area][0]].append(area)
    for unit, areas in inside.items():
        for (mode, group), many in layout.reach.items():
            for minutes in many if group == OLD else ():
                mine = [
                    a for a in areas if layout.far[a][0] == mode and layout.far[a][1] >= minutes
                ]
                beyond_these = tuple(("areas", area, OLD_BEYOND) for area in mine)
                within = ("units", unit, f"{mode} {group} {minutes}")
                if mine:
                    yield Relation(("units", unit, OLD), (within, *beyond_these), rest=True)


def _of_some_areas(layout: Layout) -> Iterator[Relation]:
    """People of flagged areas, people whose need is known, people whose nearest is elsewhere."""
    for unit, areas in _neighbours(layout)[1].items():
        for column, some in (("flagged_people", layout.flagged), ("need_known", layout.needy)):
            parts = tuple(_place(a, unit, "people") for a in areas if a in some)
            yield Relation(("units", unit, column), parts)
        yield Relation(("units", unit, "people"), (("units", unit, "away"),), rest=True)
    for whole in dict.fromkeys(layout.whole_of.values()):
        yield Relation(("wholes", whole, "people"), (("wholes", whole, "away"),), rest=True)


def _by_class(layout: Layout) -> Iterator[Relation]:
    """Classes sum to the people, and what is within their limits is a share by car too."""
    if not layout.classes:
        return
    shared = layout.reach.get(("car", "people"), ())
    for subject in _subjects(layout, areas=False):
        cells = tuple((*subject, column) for column in layout.classes)
        yield Relation((*subject, "people"), cells)
        for n, minutes in enumerate(layout.car_classes, start=1):
            if minutes in shared:
                yield Relation((*subject, f"car people {minutes}"), cells[:n])


def _within_minutes(layout: Layout) -> Iterator[Relation]:
    """More minutes reach no fewer, a group no more than the younger one that holds it."""
    for subject in _subjects(layout, areas=False):
        for (mode, group), minutes in layout.reach.items():
            rising = [(*subject, f"{mode} {group} {m}") for m in minutes]
            for fewer, more in pairwise([*rising, (*subject, group)]):
                yield Relation(more, (fewer,), rest=True)
        for younger, older in pairwise(layout.groups):
            for mode, group in layout.reach:
                if group == older and (mode, younger) in layout.reach:
                    yield from (
                        Relation(
                            (*subject, f"{mode} {younger} {m}"),
                            ((*subject, f"{mode} {older} {m}"),),
                            rest=True,
                        )
                        for m in layout.reach[mode, older]
                    )


def _nearest(layout: Layout) -> Iterator[Relation]:
    parts = tuple(("sites", site, "people_nearest") for site in layout.sites)
    yield Relation((REGION, REGION, "people"), parts, rest=True)


def flow_name(to: str) -> str:
    """What is counted where people of a unit have their nearest site in `to`.

    Examples
    --------
    >>> flow_name("9901-norra")
    'to 9901-norra'
    """
    return f"to {to}"


def _flows(layout: Layout) -> Iterator[Relation]:
    """A unit's people by where their nearest is; all who have it in a unit, by its sites."""
    to_of, from_of = defaultdict(list), defaultdict(list)
    for unit, to in layout.flows:
        to_of[unit].append(to)
        from_of[to].append(unit)
    for unit, many in to_of.items():
        cells = {to: ("units", unit, flow_name(to)) for to in many}
        yield Relation(("units", unit, "people"), tuple(cells.values()))
        away = [to for to in many if to not in {unit, NO_SITE, NOT_KNOWN}]
        yield Relation(("units", unit, "away"), tuple(cells[to] for to in away))
        if NOT_KNOWN in cells:
            yield Relation(("units", unit, "silent"), (cells[NOT_KNOWN],))
    for to, units in from_of.items():
        there = (REGION, REGION, flow_name(to))
        yield Relation(there, tuple(("units", unit, flow_name(to)) for unit in units))
        sites = [site for site in layout.sites if layout.unit_of_site.get(site) == to]
        if sites:
            yield Relation(there, tuple(("sites", site, "people_nearest") for site in sites))


def _neighbours(layout: Layout) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    units_of: dict[str, list[str]] = defaultdict(list)
    areas_of: dict[str, list[str]] = defaultdict(list)
    for area, unit in layout.places:
        units_of[area].append(unit)
        areas_of[unit].append(area)
    return units_of, areas_of


def _place(area: str, unit: str, column: str) -> Cell:
    return ("places", f"{area} {unit}", column)


def _subjects(layout: Layout, *, areas: bool = True) -> Iterator[tuple[str, str]]:
    units_of, areas_of = _neighbours(layout)
    if areas:
        yield from (("places", f"{area} {unit}") for area, unit in layout.places)
        yield from (("areas", area) for area in units_of)
    yield from (("units", unit) for unit in areas_of)
    yield from (("wholes", whole) for whole in dict.fromkeys(layout.whole_of.values()))
    yield (REGION, REGION)


def _reach_columns(layout: Layout) -> list[str]:
    return [f"{mode} {group} {m}" for (mode, group), many in layout.reach.items() for m in many]
