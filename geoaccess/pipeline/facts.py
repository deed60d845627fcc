"""The evidence that rules are judged by, gathered from layers, need and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.layers import own_vardcentraler
from geoaccess.principles import Evidence, NeedFacts
from geoaccess.study import components_of
from geoaccess.tables import NO_CAR

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geoaccess.access import Access
    from geoaccess.errors import NoticeList
    from geoaccess.need import Need
    from geoaccess.pipeline.prepare import Prepared

__all__ = ["evidence_of", "vintages_of"]

_NAMED = 5


def evidence_of(
    prepared: Prepared,
    measured: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    need: Need,
    catchment: Access,
    found: NoticeList,
) -> Evidence:
    """Gather what the rules are judged by."""
    study, layers = prepared.study, prepared.layers
    ours = own_vardcentraler(layers.sites)
    expected = study.supply.expected_sites
    _note_completeness(prepared, len(ours), found)
    _note_units_without(ours, prepared.layers.units, points, found)
    # Streets hold a ferry's crossing, not its timetable: only public transport does.
    boats = tuple(mode for mode in prepared.times if mode == "transit")
    _note_islands(prepared, boats, found)
    vintages = vintages_of(prepared)
    # Where a site of unknown capacity is in reach, how much care there is is not known.
    care = catchment.per_origin.reindex(points.index)
    care = care.mask(catchment.reaches_unknown.reindex(points.index).to_numpy(bool))
    outlook = layers.forecast
    return Evidence(
        region=study.study.region,
        study_date=study.study.date,
        areas=measured.drop(columns="geometry"),
        points=points.drop(columns="geometry").assign(care=care),
        units=layers.units.drop(columns="geometry"),
        sites=layers.sites.drop(columns="geometry").assign(area_id=_area_of_sites(prepared)),
        register=layers.register,
        responsibility=layers.responsibility,
        modes=tuple(prepared.times),
        cutoffs={mode: times.cutoff for mode, times in prepared.times.items()},
        estimate=prepared.estimate,
        real_capacity=study.supply.capacity == "fte",
        sites_found=len(ours),
        sites_expected=expected.number,
        need=NeedFacts(
            label=need.label,
            date=study.need.date,
            vintages=tuple(vintages["need"].split("; ")),
            is_ratio=need.is_ratio,
        ),
        supply_date=expected.date,
        vintages=vintages,
        expected_of={kind: one.number for kind, one in study.supply.expected_of.items()},
        times=prepared.times,
        boats=boats,
        forecast_year=None if outlook is None else outlook.year,
    )


def _area_of_sites(prepared: Prepared) -> pd.Series:
    """The area each site lies in; missing beyond them all."""
    areas = prepared.layers.areas[["geometry"]].rename_axis("area_id").reset_index()
    sites = prepared.layers.sites
    inside = sites[["geometry"]].sjoin(areas, predicate="intersects")["area_id"]
    return inside.groupby(level=0).min().reindex(sites.index)


def _note_islands(prepared: Prepared, boats: tuple[str, ...], found: NoticeList) -> None:
    """From islands the times hold a crossing, not the wait for it: that is said, not guessed."""
    areas = prepared.layers.areas
    islands = areas.loc[areas["settlement"].eq("island") & (areas["people"] > 0)]
    if len(islands) and prepared.pack.deciding_mode.mode["island"] not in boats:
        names = ", ".join(islands.index[:_NAMED]) + (" …" if len(islands) > _NAMED else "")
        found.add("GA-R511", n=len(islands), areas=names)


def _note_completeness(prepared: Prepared, number: int, found: NoticeList) -> None:
    expected = prepared.study.supply.expected_sites
    least = prepared.pack.completeness.min_share_of_sites
    if number != expected.number:
        code = "GA-R001" if number < least * expected.number else "GA-R002"
        found.add(code, found=number, expected=expected.number, source=expected.source)


def _note_units_without(
    ours: pd.DataFrame, units: gpd.GeoDataFrame, points: gpd.GeoDataFrame, found: NoticeList
) -> None:
    """A kommun without any vårdcentral is more often a gap in the list than in care."""
    people = points.groupby("unit_id")["people"].sum()
    without = people.index[(people > 0) & ~people.index.isin(ours["unit_id"])]
    if len(without):
        names = ", ".join(units["name"].reindex(without))
        found.add("GA-R008", units=names, people=round(float(people[without].sum())))


def vintages_of(prepared: Prepared) -> dict[str, str]:
    """What date each kind of data is of, as the study states it."""
    kinds = {
        "people": "statistics[0]",
        "need": "statistics",
        "sites": "sites",
        "register": "register",
        "streets": "streets",
    }
    beside = {"need": _not_of_need(prepared)}
    stated = {
        kind: "; ".join(
            dict.fromkeys(
                one.vintage
                for one in prepared.provenance
                if one.role.startswith(role)
                and one.role not in beside.get(kind, ())
                and one.vintage
            )
        )
        for kind, role in kinds.items()
    }
    outlook = prepared.layers.forecast
    if outlook is None:
        return stated
    return stated | {"people": f"{stated['people'] or outlook.base} → {outlook.year}"}


def _not_of_need(prepared: Prepared) -> set[str]:
    """Roles of the tables that only tell which groups are concerned: need is not made of them."""
    study = prepared.study
    used = {part for one in components_of(study.need) for part in (one.column, one.per)}
    only = {"area_id", NO_CAR} - used
    given = [
        {*table.columns, *table.values, *table.constants}  # noqa: PD011 -- a setting, not a frame
        for table in study.inputs.statistics
    ]
    return {
        f"statistics[{n}]" for n, names in enumerate(given) if NO_CAR in names and names <= only
    }
