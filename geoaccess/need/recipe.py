"""Which need measure a study uses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.errors import ConfigError, Notice, NoticeList
from geoaccess.need.age import age_need, age_weights, combined
from geoaccess.need.area_types import area_types, check_area_types
from geoaccess.need.cni import cni_need
from geoaccess.need.cni_table import cni_table_need
from geoaccess.need.columns import refuse_parts_above_wholes, require_columns
from geoaccess.need.index import index_need
from geoaccess.need.proxy import proxy_need, proxy_variables
from geoaccess.need.stability import mid_ranks, rank_stability
from geoaccess.study import components_of, need_faults, need_recipe
from geoaccess.tables import CNI_COUNTS

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.need.measure import Need
    from geoaccess.study import NeedSettings

    Numbers = NDArray[np.float64]

__all__ = ["measure_need"]

_PART = "contribution_"


def measure_need(settings: NeedSettings, areas: pd.DataFrame) -> Need:
    """Need of the areas by the study's recipe.

    Parameters
    ----------
    settings
        ``[need]`` of the study.
    areas
        Areas with ``people`` and the columns that the recipe uses.

    Returns
    -------
    Need
        With how far its ranks depend on the weights (`geoaccess.need.rank_stability`).

    Raises
    ------
    ConfigError
        If the settings contradict each other, the recipe is an index without components, is
        called CNI, or trims wrongly.
    InputError
        If a column the recipe uses is not there, or its values cannot be; all of them at once.
    """
    found = NoticeList()
    for fault in need_faults(settings, [str(column) for column in areas.columns]):
        key = ".".join(map(str, ("need", *fault.key)))
        places = {"key": key, **fault.places}
        text = None if fault.value is None else str(fault.value)
        found.extend([Notice(code=fault.code, column=key, value=text, places=places)])
    ConfigError.refuse(found)
    if "area_type" in areas:
        check_area_types(areas["area_type"])
    if settings.recipe == "age":
        return _with_stability(age_need(areas, age_weights(settings.age)), areas["people"], None)
    need = _measured(settings, areas)
    if settings.combine is None:
        return _with_stability(need, areas["people"], None)
    age = age_need(areas, age_weights(settings.age))
    share = settings.age.share if settings.age is not None else 0.5
    both = combined(need, age, areas["people"], how=settings.combine, share=share)
    powers = (1.0, 1.0) if settings.combine == "product" else (1.0 - share, share)
    turned = _combining(need, age, powers, areas["people"])
    stable = _with_stability(need, areas["people"], turned)
    return replace(both, stability=stable.stability)


def _measured(settings: NeedSettings, areas: pd.DataFrame) -> Need:
    people = areas["people"]
    reference, source = settings.reference, settings.reference_source
    match settings.recipe:
        case "cni":
            require_columns(areas, CNI_COUNTS)
            return cni_need(
                areas[list(CNI_COUNTS)], people, reference=reference, reference_source=source
            )
        case "cni_table":
            return cni_table_need(areas, people, reference=reference, reference_source=source)
        case "cni_proxy":
            provenance = {str(name): how for name, how in settings.provenance.items()}
            used = proxy_variables(provenance)
            require_columns(areas, used)
            return proxy_need(
                areas[list(used)],
                people,
                provenance,
                reference=reference,
                reference_source=source,
            )
    return _index(settings, areas)


def _index(settings: NeedSettings, areas: pd.DataFrame) -> Need:
    recipe = None if settings.recipe == "index" else need_recipe(settings.recipe)
    if recipe is not None:
        pairs = [(part.column, part.per) for part in recipe.components if part.per != "none"]
        refuse_parts_above_wholes(areas, pairs)
    need = index_need(
        areas,
        components_of(settings),
        areas["people"],
        label=settings.label if recipe is None else {**recipe.label, **settings.label},
        total="mean" if recipe is None else recipe.total,
    )
    if settings.recipe != "ses_index":
        return need
    types = area_types(
        need.frame["need_index"],
        mean=settings.area_type_mean,
        spread=settings.area_type_spread,
    )
    return replace(need, frame=need.frame.assign(area_type=types))


def _with_stability(
    need: Need, people: pd.Series, turned: Callable[[Numbers, Numbers], Numbers] | None
) -> Need:
    parts = need.frame.filter(like=_PART)
    return replace(need, stability=rank_stability(parts, people, turned=turned))


def _combining(
    need: Need, age: Need, powers: tuple[float, float], people: pd.Series
) -> Callable[[Numbers, Numbers], Numbers]:
    """What becomes of an index that is combined with age: its ratio, or its rank, times age's."""
    parts = need.frame.filter(like=_PART)
    known = parts.notna().all(axis=1) & people.reindex(parts.index).notna()
    factor = (age.frame["need_relative"][known] ** powers[1]).to_numpy(float)[:, None]

    def turned(index: Numbers, persons: Numbers) -> Numbers:
        relative = index if need.is_ratio else 0.5 + mid_ranks(index, persons)
        product: Numbers = relative ** powers[0] * factor
        return product

    return turned
