"""Which class of which map layer each area falls in, and how many areas and people a class has."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.cartography.palette import (
    BIVARIATE,
    CLUSTER,
    FLAGS,
    NEED,
    NO_TIME,
    NO_VALUE,
    RELATIVE,
    TIME,
    Fill,
)
from geoaccess.cartography.values import known, statuses, values
from geoaccess.messages import N_
from geoaccess.result.clusters import CLUSTERS, NOT_SIGNIFICANT
from geoaccess.result.measures import MEASURES, RELATIVE_LABELS, RELATIVE_LIMITS
from geoaccess.result.time_classes import TIME_LABELS, classify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geoaccess.messages import Translator
    from geoaccess.result.published import Published

__all__ = ["MapClass", "MapLayer", "map_layers"]

_SHORT, _LONG = 10, 20
_LOW_NEED, _HIGH_NEED = 100 / 3, 200 / 3

_NEED_LABELS = (
    N_("1 – lowest need"),
    N_("2 – lower need"),
    N_("3 – middle"),
    N_("4 – higher need"),
    N_("5 – highest need"),
)
_FLAG_LABELS = {
    "flagged": N_("Flagged"),
    "flagged_borderline": N_("Flagged, borderline"),
    "near_flagged": N_("Not flagged, borderline"),
    "not_flagged": N_("Not flagged"),
    "low_need_high_access": N_("Low need and high access"),
}
_CLUSTER_LABELS = {**CLUSTERS, NOT_SIGNIFICANT: N_("No certain pattern")}
_WHY_NOT = {
    "beyond_cutoff": N_("Longer than the calculation's limit"),
    "unreachable": N_("No way there by the deciding mode"),
    "no_service": N_("No service that day"),
    "wait_not_known": N_("Wait for the boat not known"),
    "not_snapped": N_("No road near enough"),
    "no_data": N_("No travel time given"),
    "suppressed": N_("Protected (few people)"),
    "missing": N_("Not known"),
    "not_assessable": N_("Cannot be assessed"),
    "uninhabited": N_("Nobody lives here"),
}
_WHY_FILLS: Mapping[str, Fill] = {**NO_TIME, **NO_VALUE, "uninhabited": Fill("#fafbfb")}


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClass:
    """One row of a legend.

    Attributes
    ----------
    people
        Inhabitants of its areas, of those whose number may be shown.
    uncounted
        Areas whose inhabitants are protected or not known.
    """

    key: str
    label: str
    fill: Fill
    areas: int
    people: int
    uncounted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayer:
    """A way to colour the areas: its legend, and the class of each area in the areas' order.

    Attributes
    ----------
    columns
        How many classes stand side by side in the legend; 1 is a list. Where it is more, the
        first classes form a square with need downwards and time to the right.
    """

    key: str
    label: str
    meaning: str
    classes: tuple[MapClass, ...]
    of: tuple[int, ...]
    columns: int = 1


def map_layers(published: Published, t: Translator) -> tuple[MapLayer, ...]:
    """Class the areas by travel time, need, flag, and need with travel time."""
    areas = published.areas
    need = published.head.need_label.get(t.lang, "")
    return (
        _layer(
            "time",
            t("Travel time"),
            t(
                "Half of the area's people have at most this time to the nearest vårdcentral, "
                "by the way of travel that decides there. Exactly 10 min counts as 5–10 min."
            ),
            dict(zip(_TIME_KEYS, zip(map(t, TIME_LABELS), TIME, strict=True), strict=True)),
            _time_keys(areas),
            areas,
            t,
        ),
        _layer(
            "need",
            t("Need"),
            t("Fifths of the region's people by need: {need}.", need=need),
            dict(zip(_NEED_KEYS, zip(map(t, _NEED_LABELS), NEED, strict=True), strict=True)),
            _need_keys(areas),
            areas,
            t,
        ),
        _layer(
            "flag",
            t("Flags"),
            t("High need and low access at once. Borderline: nearby thresholds disagree."),
            {key: (t(_FLAG_LABELS[key]), fill) for key, fill in FLAGS.items()},
            _flag_keys(areas),
            areas,
            t,
        ),
        _both(areas, t),
        *_clusters(areas, t),
        *_measures(published, t),
    )


def _clusters(areas: pd.DataFrame, t: Translator) -> tuple[MapLayer, ...]:
    """The layer of clusters, where any area has been assessed."""
    empty = [people == 0 for people in known(areas, "people")]
    found = [
        str(label) if label in CLUSTER else "uninhabited" if nobody else "not_assessable"
        for label, nobody in zip(values(areas, "cluster"), empty, strict=True)
    ]
    if not CLUSTER.keys() & {*found}:
        return ()
    meaning = t(
        "The area's own need, and the travel times of its neighbours: what is more than chance. "
        "It is a pattern around the area and no ranking."
    )
    kinds = {key: (t(_CLUSTER_LABELS[key]), fill) for key, fill in CLUSTER.items()}
    label = t("Clusters of need and travel time")
    return (_layer("cluster", label, meaning, kinds, found, areas, t),)


def _measures(published: Published, t: Translator) -> tuple[MapLayer, ...]:
    """A layer per measure of access, each by how it compares with the region's mean."""
    of_areas = published.measures.loc[published.measures["scope"] == "area"]
    layers = []
    for name, rows in of_areas.groupby("measure", sort=False):
        known_as = MEASURES[str(name)]
        relative = rows.set_index("subject_id")["relative"].reindex(published.areas.index)
        fills = RELATIVE if known_as.good == "more" else RELATIVE[::-1]
        labels = map(t, RELATIVE_LABELS)
        meaning = t(known_as.meaning)
        layers.append(
            _layer(
                f"measure_{name}",
                t(known_as.label),
                meaning if known_as.good == "more" else f"{meaning} " + t("Less is better."),
                dict(zip(_RELATIVE_KEYS, zip(labels, fills, strict=True), strict=True)),
                _relative_keys(published.areas, relative),
                published.areas,
                t,
            )
        )
    return tuple(layers)


def _relative_keys(areas: pd.DataFrame, relative: pd.Series) -> list[str]:
    without = _without(areas, "people")
    return [
        otherwise if math.isnan(value) else _RELATIVE_KEYS[classify(value, RELATIVE_LIMITS)]
        for value, otherwise in zip(relative.astype(float), without, strict=True)
    ]


_RELATIVE_KEYS = ("r1", "r2", "r3", "r4", "r5")
_TIME_KEYS = ("t1", "t2", "t3", "t4", "t5")
_NEED_KEYS = ("n1", "n2", "n3", "n4", "n5")


def _layer(
    key: str,
    label: str,
    meaning: str,
    kinds: Mapping[str, tuple[str, Fill]],
    found: Sequence[str],
    areas: pd.DataFrame,
    t: Translator,
    columns: int = 1,
) -> MapLayer:
    """Count the classes: those with a value always, those without only where there are areas."""
    without = {k: (t(text), _WHY_FILLS[k]) for k, text in _WHY_NOT.items() if k in set(found)}
    rows = {**kinds, **without}
    place = {name: position for position, name in enumerate(rows)}
    number = Counter(found)
    people: Counter[str] = Counter()
    uncounted: Counter[str] = Counter()
    for name, inhabitants in zip(found, known(areas, "people"), strict=True):
        if inhabitants is None:
            uncounted[name] += 1
        else:
            people[name] += round(inhabitants)
    return MapLayer(
        key=key,
        label=label,
        meaning=meaning,
        classes=tuple(
            MapClass(
                key=name,
                label=text,
                fill=fill,
                areas=number[name],
                people=people[name],
                uncounted=uncounted[name],
            )
            for name, (text, fill) in rows.items()
        ),
        of=tuple(place[name] for name in found),
        columns=columns,
    )


def _without(areas: pd.DataFrame, column: str) -> list[str]:
    """Say why a row has no value in the column: uninhabited, protected, or not known."""
    empty = [people == 0 for people in known(areas, "people")]
    why = statuses(areas, column)
    return [
        "uninhabited" if nobody else "suppressed" if text == "suppressed" else "missing"
        for nobody, text in zip(empty, why, strict=True)
    ]


def _time_keys(areas: pd.DataFrame) -> list[str]:
    found = []
    given = values(areas, "minutes_status")
    rows = zip(_plain_minutes(areas), given, _without(areas, "people"), strict=True)
    for minutes, status, otherwise in rows:
        if minutes is not None:
            found.append(_TIME_KEYS[classify(minutes)])
        elif otherwise == "uninhabited":
            found.append(otherwise)
        elif isinstance(status, str) and status in _WHY_NOT:
            found.append(status)
        else:
            found.append("missing")
    return found


def _plain_minutes(areas: pd.DataFrame) -> list[float | None]:
    # Its status column is not about protection but about the way: read it beside, not through it.
    return known(areas[["minutes_median"]], "minutes_median")


def _need_keys(areas: pd.DataFrame) -> list[str]:
    quintiles = known(areas, "need_quintile")
    return [
        otherwise if quintile is None else _NEED_KEYS[min(max(int(quintile), 1), 5) - 1]
        for quintile, otherwise in zip(quintiles, _without(areas, "need_quintile"), strict=True)
    ]


def _flag_keys(areas: pd.DataFrame) -> list[str]:
    found = []
    for flag, clearness in zip(values(areas, "flag"), values(areas, "flag_class"), strict=True):
        borderline = clearness == "borderline"
        if flag == "flagged":
            found.append("flagged_borderline" if borderline else "flagged")
        elif flag == "not_flagged" and borderline:
            found.append("near_flagged")
        elif flag in ("not_flagged", "low_need_high_access"):
            found.append(str(flag))
        else:
            found.append("not_assessable")
    return found


def _both(areas: pd.DataFrame, t: Translator) -> MapLayer:
    needs = (t("low need"), t("middle need"), t("high need"))
    times = (t("0–10 min"), t("10–20 min"), t("over 20 min"))
    kinds = {
        f"b{row}{column}": (f"{needs[row]}, {times[column]}", BIVARIATE[row][column])
        for row in range(3)
        for column in range(3)
    }
    found = []
    rows = zip(
        known(areas, "need_percentile"),
        _plain_minutes(areas),
        _without(areas, "people"),
        strict=True,
    )
    for need, minutes, otherwise in rows:
        if need is None or minutes is None:
            found.append(otherwise)
        else:
            row = classify(need, (_LOW_NEED, _HIGH_NEED))
            found.append(f"b{row}{classify(minutes, (_SHORT, _LONG))}")
    return _layer(
        "both",
        t("Need and travel time"),
        t("The people in three groups of equal size by need, with the travel time of each."),
        kinds,
        found,
        areas,
        t,
        columns=3,
    )
