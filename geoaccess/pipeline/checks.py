"""What must hold before anything is judged: the deciding modes, and a way to every vårdcentral."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import ConfigError, InputError, NoticeList
from geoaccess.layers import own_vardcentraler
from geoaccess.study import components_of
from geoaccess.times import is_silent

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import RulePack
    from geoaccess.study import Study

__all__ = ["check_judgeable", "check_levels_of_need"]

_REGSO = r"\d{4}R\d{3}"
_AGE = ("age_65plus", "age_80plus", "age_85plus")


def check_judgeable(pack: RulePack, prepared: Prepared) -> None:
    """Refuse what would be judged wrongly without anybody seeing it.

    A vårdcentral that lies too far from any street, or is not in a given table of times, would
    make its surroundings look underserved: it must be mended or taken out, not passed over.

    Raises
    ------
    ConfigError
        If the pack judges by a mode that the study does not have.
    InputError
        If nothing is known of any way to a vårdcentral of the region, by a mode that decides.
    """
    modes = sorted(set(pack.deciding_mode.mode.values()))
    faults = NoticeList()
    for mode in modes:
        if mode not in prepared.times:
            faults.add("GA-R007", pack=pack.id, mode=mode)
    ConfigError.refuse(faults)
    sites = prepared.layers.sites
    ours = own_vardcentraler(sites).index
    for mode in modes:
        held = prepared.times[mode].select_sites(list(ours))
        lost = is_silent(held.seconds).all(axis=0)
        for site in ours[np.flatnonzero(lost)]:
            faults.add("GA-R010", value=site, name=sites["name"][site], mode=mode)
    InputError.refuse(faults)


def check_levels_of_need(study: Study, areas: pd.DataFrame) -> None:
    """Refuse a need measure that divides a RegSO's number by an area's people, or the reverse.

    A table by RegSO gives each of its areas the same number, which is no count of theirs. Where
    the areas are RegSO themselves nothing is shared. An index of the study's own is held to it
    where the areas are put together.

    Raises
    ------
    InputError
        With each such pair of columns.
    """
    if study.need.recipe == "index" or areas.index.str.fullmatch(_REGSO).all():
        return
    coarse = {
        column
        for table in study.inputs.statistics
        if table.level == "regso"
        for named in (table.columns, table.model_dump()["values"], table.constants)
        for column in named
    }
    pairs = [(part.column, part.per) for part in components_of(study.need)]
    if study.need.recipe == "age" or study.need.combine:
        pairs += [(group, "people") for group in _AGE]
    if study.need.recipe == "cni_table":
        pairs += [("cni_index", "cni_people" if "cni_people" in areas else "people")]
    faults = NoticeList()
    for column, per in pairs:
        if per not in {"", "none"} and (column in coarse) != (per in coarse):
            faults.add("GA-T113", value=column, per=per)
    InputError.refuse(faults)
