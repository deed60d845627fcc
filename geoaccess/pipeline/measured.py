"""Need and access of a run's people, and the evidence they are: what the rules are judged by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geoaccess.errors import NoticeList
from geoaccess.need import measure_need
from geoaccess.pipeline.areas import measured_areas
from geoaccess.pipeline.care_zones import care_zones
from geoaccess.pipeline.facts import evidence_of
from geoaccess.pipeline.need_file import telling_file
from geoaccess.pipeline.points import add_nearest, catchment_of
from geoaccess.pipeline.supply import supply_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geoaccess.need import Need
    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import Evidence

__all__ = ["Measured", "measure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is measured before anything is judged.

    Attributes
    ----------
    points
        Population points with the nearest vårdcentraler.
    supply
        By vårdcentral, in specialists, or one each.
    areas
        People, need and supply within reach by area.
    """

    need: Need
    points: gpd.GeoDataFrame
    supply: pd.Series
    areas: gpd.GeoDataFrame
    evidence: Evidence


def measure(prepared: Prepared, found: NoticeList) -> Measured:
    """Measure need and access of the people; of a forecast's, today's go with the evidence.

    Raises
    ------
    InputError
        If the need recipe lacks a column.
    """
    then = _measure(prepared, found)
    today = prepared.layers.today
    if today is None:
        return then
    layers = replace(prepared.layers, areas=today[0], points=today[1], forecast=None, today=None)
    # Nothing is told twice: the files are the same.
    now = _measure(replace(prepared, layers=layers), NoticeList())
    return replace(then, evidence=replace(then.evidence, today=now.evidence))


def _measure(prepared: Prepared, found: NoticeList) -> Measured:
    study, layers, pack = prepared.study, prepared.layers, prepared.pack
    with telling_file(prepared):
        need = measure_need(study.need, layers.areas)
    points = add_nearest(layers.points, layers.sites, prepared.times)
    supply = supply_of(layers.sites, study.supply, pack.capacity, found)
    times = prepared.times[pack.supply_mode]
    catchment = catchment_of(points, supply, times, decay=pack.catchment.decay())
    areas = measured_areas(layers, points, need, catchment, least_known=pack.flag.min_coverage)
    evidence = evidence_of(prepared, areas, points, need, catchment, found)
    if evidence.real_capacity:
        zones = care_zones(times, points, areas.index, layers.sites, catchment, pack)
        evidence = replace(evidence, care_zones=zones)
    return Measured(need=need, points=points, supply=supply, areas=areas, evidence=evidence)
